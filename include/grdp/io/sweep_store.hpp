// A finished sweep as one sealed file with a dimension `scenario`. The format is documented in docs/reference/sweep-file.md.
#pragma once

#include <functional>
#include <memory>
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
/// The largest sweep file or part that is read: 1 TiB.
inline constexpr std::uint64_t kSweepFileLimit = std::uint64_t{1} << 40;

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
/// All of it in memory. Errors as of read_run().
[[nodiscard]] Result<StoredPart> read_part(const std::string& path);

/// The bytes of a sealed sweep file. Equal sweeps give equal bytes on every machine. Error: E5008.
[[nodiscard]] Result<std::string> encode_sweep(const StoredSweep& sweep);
[[nodiscard]] Status write_sweep(const std::string& path, const StoredSweep& sweep, FileOperations& files = system_files());
/// With rows that need not stand in memory: some megabytes, and names and points of the scenarios. Errors also those of reading them.
[[nodiscard]] Status write_sweep(const std::string& path, const StoredSweep& sweep, SweepRows& rows, FileOperations& files = system_files());
/// All of it in memory. Errors as of read_run().
[[nodiscard]] Result<StoredSweep> read_sweep(const std::string& path);
/// A sealed sweep file or part, of which names and points are in memory and the rows pass by. Its digest was right when it was opened.
class SweepFile {
  public:
    /// Errors as of read_run().
    [[nodiscard]] static Result<SweepFile> open_sweep(const std::string& path);
    [[nodiscard]] static Result<SweepFile> open_part(const std::string& path);
    SweepFile(SweepFile&& other) noexcept;
    SweepFile& operator=(SweepFile&& other) noexcept;
    ~SweepFile();

    /// Without rows. Of a whole sweep only `sweep` has a meaning.
    [[nodiscard]] const StoredPart& head() const;
    [[nodiscard]] StoredPart take_head() &&;
    /// How many rows there are, and how large the file is.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::uint64_t bytes() const;
    /// Every row in the order of the design, each held to its digest. Errors as of read_run(), E5002 the file was changed meanwhile, and what `see` says.
    [[nodiscard]] Status visit(const std::function<Status(analysis::SweepRow&&)>& see);

  private:
    struct Open;
    explicit SweepFile(std::unique_ptr<Open> open);
    static Result<SweepFile> open(const std::string& path, bool of_part);

    std::unique_ptr<Open> open_;
};

/// Whether a file is sealed and calls itself a sweep; false also where it cannot be read.
[[nodiscard]] bool is_sweep_file(const std::string& path);

}  // namespace grdp::io
