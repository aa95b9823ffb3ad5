#include "grdp/io/sweep_store.hpp"

#include "grdp/io/atomic_file.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/hdf5_decode.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/io/seal.hpp"
#include "sweep_columns.hpp"

namespace grdp::io {

Result<std::string> encode_sweep(const StoredSweep& sweep) {
    auto image = encode_hdf5_parts([&](const ArrayReceiver& receiver) { sweep_to_arrays(sweep, receiver); });
    if (!image) return image.diagnostics();
    return sealed(std::move(*image));
}

Status write_sweep(const std::string& path, const StoredSweep& sweep, FileOperations& files) {
    const auto file = encode_sweep(sweep);
    if (!file) return file.diagnostics();
    return write_file_atomically(path, *file, files);
}

namespace {

Result<LabelledArrays> read_arrays(const std::string& path) {
    const auto file = read_regular_file(path, kRunFileLimit);
    if (!file) return file.diagnostics();
    const auto image = unsealed(*file, path);
    if (!image) return image.diagnostics();
    return decode_hdf5(*image, path);
}

}  // namespace

Result<StoredSweep> read_sweep(const std::string& path) {
    const auto arrays = read_arrays(path);
    if (!arrays) return arrays.diagnostics();
    return sweep_from_arrays(*arrays, path);
}

Status write_part(const std::string& path, const StoredPart& part, FileOperations& files) {
    auto image = encode_hdf5_parts([&](const ArrayReceiver& receiver) { part_to_arrays(part, receiver); });
    if (!image) return image.diagnostics();
    return write_file_atomically(path, sealed(std::move(*image)), files);
}

Result<StoredPart> read_part(const std::string& path) {
    const auto arrays = read_arrays(path);
    if (!arrays) return arrays.diagnostics();
    return part_from_arrays(*arrays, path);
}

bool is_sweep_file(const std::string& path) {
    const auto arrays = read_arrays(path);
    if (!arrays) return false;
    const Attribute* format = arrays->find_attribute("format");
    const auto* text = format == nullptr ? nullptr : std::get_if<std::string>(&format->value);
    return text != nullptr && *text == kSweepFormat;
}

}  // namespace grdp::io
