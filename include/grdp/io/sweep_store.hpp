// A finished sweep as one sealed file with a dimension `scenario`. The format is documented in docs/reference/sweep-file.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/sweep_result.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/io/file_operations.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/sweep_rows.hpp"
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
/// The same one after the other, and those over the scenarios in blocks of `rows`; sweep.result.rows is not looked at.
void sweep_to_arrays(const StoredSweep& sweep, SweepRows& rows, ArrayReceiver& receiver);
/// Errors as of run_from_arrays().
[[nodiscard]] Result<StoredSweep> sweep_from_arrays(const LabelledArrays& arrays, const std::string& path);

/// Some shards of a sweep. Rows, names and points are those of these shards; names and points of the others are empty.
struct StoredPart {
    StoredSweep sweep;
    std::uint64_t scenarios = 0;        ///< of the whole design
    std::uint32_t shards = 1;           ///< into which it is divided
    std::vector<std::uint32_t> held;    ///< numbers of the shards held, ascending, from 1
};
[[nodiscard]] LabelledArrays part_to_arrays(const StoredPart& part);
void part_to_arrays(const StoredPart& part, SweepRows& rows, ArrayReceiver& receiver);
/// Errors as of run_from_arrays(); a part whose scenarios are not just those of its shards contradicts itself.
[[nodiscard]] Result<StoredPart> part_from_arrays(const LabelledArrays& arrays, const std::string& path);
[[nodiscard]] Status write_part(const std::string& path, const StoredPart& part, FileOperations& files = system_files());
/// With rows that need not stand in memory. Errors also those of reading them.
[[nodiscard]] Status write_part(const std::string& path, const StoredPart& part, SweepRows& rows, FileOperations& files = system_files());
/// Errors as of read_run().
[[nodiscard]] Result<StoredPart> read_part(const std::string& path);

/// The bytes of a sealed sweep file. Equal sweeps give equal bytes on every machine. Error: E5008.
[[nodiscard]] Result<std::string> encode_sweep(const StoredSweep& sweep);
[[nodiscard]] Status write_sweep(const std::string& path, const StoredSweep& sweep, FileOperations& files = system_files());
/// With rows that need not stand in memory: some megabytes, and names and points of the scenarios. Errors also those of reading them.
[[nodiscard]] Status write_sweep(const std::string& path, const StoredSweep& sweep, SweepRows& rows, FileOperations& files = system_files());
/// Errors as of read_run().
[[nodiscard]] Result<StoredSweep> read_sweep(const std::string& path);
/// Whether a file is sealed and calls itself a sweep; false also where it cannot be read.
[[nodiscard]] bool is_sweep_file(const std::string& path);

}  // namespace grdp::io
