// The bytes of an HDF5 file to arrays, trusting nothing in them.
#pragma once

#include <string>
#include <string_view>

#include "grdp/base/result.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/paged_file.hpp"

namespace grdp::io {

/// Reads the arrays and attributes of the root group. What encode_hdf5 never writes is refused: groups, soft and external
/// links, external or virtual storage, filters other than Fletcher-32, other types (E5006); so is an array that claims more
/// values than the image can hold (E5007). E5002: libhdf5 cannot read it. Nothing outside `image` is opened.
[[nodiscard]] Result<LabelledArrays> decode_hdf5(std::string_view image, const std::string& path);

/// The same of an image that need not stand in memory.
[[nodiscard]] Result<LabelledArrays> decode_hdf5(ImageBytes& image, const std::string& path);

}  // namespace grdp::io
