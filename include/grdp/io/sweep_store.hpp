// A finished sweep as one sealed file with a dimension `scenario`. The format is documented in docs/reference/sweep-file.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/sweep_result.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/io/file_operations.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::io {

inline constexpr int kSweepFormatVersion = 1;

struct StoredSweep {
    std::string program;
    std::string command;  ///< normalised, as of a run
    std::string generator = std::string(engine::kGeneratorName);
    int numerics_version = engine::kNumericsVersion;
    std::string content;  ///< digest of design, scenarios, model, data, settings and version: what the journal was resumed by
    std::vector<model::InputFile> inputs;
    analysis::SweepResult result;
};

[[nodiscard]] LabelledArrays sweep_to_arrays(const StoredSweep& sweep);
/// Errors as of run_from_arrays().
[[nodiscard]] Result<StoredSweep> sweep_from_arrays(const LabelledArrays& arrays, const std::string& path);

/// The bytes of a sealed sweep file. Equal sweeps give equal bytes on every machine. Error: E5008.
[[nodiscard]] Result<std::string> encode_sweep(const StoredSweep& sweep);
[[nodiscard]] Status write_sweep(const std::string& path, const StoredSweep& sweep, FileOperations& files = system_files());
/// Errors as of read_run().
[[nodiscard]] Result<StoredSweep> read_sweep(const std::string& path);
/// Whether a file is sealed and calls itself a sweep; false also where it cannot be read.
[[nodiscard]] bool is_sweep_file(const std::string& path);

}  // namespace grdp::io
