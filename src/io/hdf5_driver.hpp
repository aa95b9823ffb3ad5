// libhdf5 reads and writes bytes of ours instead of a file.
#pragma once

#include <hdf5.h>

#include "grdp/io/paged_file.hpp"

namespace grdp::io {

/// Files opened with these properties are `image`, whatever their name. It must outlive the file.
void use_image(hid_t file_access, ImageBytes& image);

}  // namespace grdp::io
