#include "grdp/io/run_store.hpp"

#include <fmt/core.h>

#include <new>

#include "arrays_to_run.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/hdf5_decode.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/seal.hpp"
#include "run_to_arrays.hpp"

namespace grdp::io {
namespace {

Diagnostic refused(std::uint16_t code, const std::string& path, std::string message, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a run file written by grdp",
            .hint = std::move(hint), .notes = {}, .file = path};
}

Result<StoredRun> run_of(const LabelledArrays& arrays, const std::string& path) {
    try {
        if (text_attribute(arrays, "format") != "grdp run") return refused(5001, path, "this is not a run file");
        const auto version = attribute<std::int32_t>(arrays, "format_version");
        if (version > kRunFormatVersion) {
            return refused(5004, path, fmt::format("the file has format version {}, this program knows {}", version, kRunFormatVersion),
                           "read it with a newer grdp");
        }
        return arrays_to_run(arrays);
    } catch (const ContentFault& fault) {
        return refused(5005, path, "the run file contradicts its format: " + fault.message);
    } catch (const std::bad_alloc&) {
        return refused(5007, path, "the file needs more memory than there is");
    }
}

}  // namespace

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
    return run_of(*arrays, path);
}

Status write_run(const std::string& path, const StoredRun& run) {
    const auto file = encode_run(run);
    if (!file) return file.diagnostics();
    return write_file_atomically(path, *file);
}

Result<StoredRun> read_run(const std::string& path) {
    const auto file = read_regular_file(path, kRunFileLimit);
    if (!file) return file.diagnostics();
    return decode_run(*file, path);
}

}  // namespace grdp::io
