#include "grdp/io/run_store.hpp"

#include "grdp/io/atomic_file.hpp"
#include "grdp/io/hdf5_decode.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/run_arrays.hpp"
#include "grdp/io/seal.hpp"
#include "grdp/io/sealed_file.hpp"

namespace grdp::io {

Result<std::string> encode_run(const StoredRun& run) {
    auto image = encode_hdf5(run_to_arrays(run));
    if (!image) return image.diagnostics();
    return sealed(std::move(*image));
}

Result<StoredRun> decode_run(std::string_view file, const std::string& path) {
    const auto image = unsealed(file, path);
    if (!image) return image.diagnostics();
    const auto arrays = decode_hdf5(*image, path);
    if (!arrays) return arrays.diagnostics();
    return run_from_arrays(*arrays, path);
}

Status write_run(const std::string& path, const StoredRun& run) {
    const auto file = encode_run(run);
    if (!file) return file.diagnostics();
    return write_file_atomically(path, *file);
}

Result<StoredRun> read_run(const std::string& path) {
    auto image = SealedImage::open(path, kRunFileLimit);
    if (!image) return image.diagnostics();
    const auto arrays = decode_hdf5(*image, path);
    if (!arrays) return arrays.diagnostics();
    if (const auto same = image->check_unchanged(); !same) return same.diagnostics();
    return run_from_arrays(*arrays, path);
}

}  // namespace grdp::io
