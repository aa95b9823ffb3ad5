#include "grdp/io/sweep_store.hpp"

#include "grdp/io/atomic_file.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/hdf5_decode.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/io/seal.hpp"
#include "grdp/io/sealed_file.hpp"
#include "sweep_columns.hpp"

namespace grdp::io {

Result<std::string> encode_sweep(const StoredSweep& sweep) {
    auto image = encode_hdf5_parts([&](ArrayReceiver& receiver) {
        RowsInMemory rows(sweep.result.rows);
        sweep_to_arrays(sweep, rows, receiver);
    });
    if (!image) return image.diagnostics();
    return sealed(std::move(*image));
}

Status write_sweep(const std::string& path, const StoredSweep& sweep, FileOperations& files) {
    RowsInMemory rows(sweep.result.rows);
    return write_sweep(path, sweep, rows, files);
}

Status write_sweep(const std::string& path, const StoredSweep& sweep, SweepRows& rows, FileOperations& files) {
    return write_file_atomically(path, [&](FileOperations& system, int file) { return write_sealed(system, file, [&](ArrayReceiver& receiver) { sweep_to_arrays(sweep, rows, receiver); }); }, files);
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
    RowsInMemory rows(part.sweep.result.rows);
    return write_part(path, part, rows, files);
}

Status write_part(const std::string& path, const StoredPart& part, SweepRows& rows, FileOperations& files) {
    return write_file_atomically(path, [&](FileOperations& system, int file) { return write_sealed(system, file, [&](ArrayReceiver& receiver) { part_to_arrays(part, rows, receiver); }); }, files);
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
