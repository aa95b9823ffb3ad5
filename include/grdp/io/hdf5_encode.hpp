// Arrays to the bytes of an HDF5 file that is also a netCDF-4 file.
#pragma once

#include <string>

#include "grdp/base/result.hpp"
#include "grdp/io/labelled_arrays.hpp"

namespace grdp::io {

/// The image of a whole file, built in memory: nothing is written to a disk. Equal arrays give equal bytes: no times, no
/// uninitialised bytes, addresses fixed by the order of the arrays. Flat root group, dimension scales, variable-length
/// UTF-8 strings, numbers in chunks with Fletcher-32 checksums, file version HDF5 1.8. Error: E5008, memory exhausted.
/// Only one thread at a time may call this or decode_hdf5. Contract: the arrays fulfil LabelledArrays.
[[nodiscard]] Result<std::string> encode_hdf5(const LabelledArrays& arrays);

/// The same of arrays that come one after the other.
[[nodiscard]] Result<std::string> encode_hdf5_parts(const ArrayFeed& feed);

}  // namespace grdp::io
