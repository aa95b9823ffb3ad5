// The JSON of the command: a public interface, described in docs/reference/command.md. Numbers read back to the same
// bits; a value that does not exist is a documented null, never a number.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/base/diagnostic.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/simulation_text.hpp"

namespace grdp::report {

/// Raised when a key changes its meaning or goes away; new keys do not count.
inline constexpr int kJsonVersion = 1;

/// {"schema", "valid", "diagnostics": [..]}; `model` may be null; `expanded` stands in it unless empty.
[[nodiscard]] std::string check_json(const model::CompiledModel* model, const Diagnostics& diagnostics,
                                     const SourceSet& sources, const std::string& expanded = {});

[[nodiscard]] std::string projection_json(const ProjectionReport& report, Language language,
                                          const Diagnostics& diagnostics, const SourceSet& sources);

[[nodiscard]] std::string simulation_json(const SimulationReport& report, Language language,
                                          const Diagnostics& diagnostics, const SourceSet& sources);

/// {"schema", "folder", "files": [..]}
[[nodiscard]] std::string init_json(const std::string& folder, const std::vector<std::string>& files);
/// {"schema", "file", "csv"}: one of the two is null.
[[nodiscard]] std::string export_json(const std::optional<std::string>& file, const std::string& csv);
/// {"schema", "scenario", "language", "files": [{"format", "path", "bytes", "sha256"}]}
struct WrittenFile {
    std::string format;
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256;
};
[[nodiscard]] std::string report_json(const model::CompiledModel& model, Language language, const std::vector<WrittenFile>& files);
/// {"schema", "shell", "script"}
[[nodiscard]] std::string completion_json(const std::string& shell, const std::string& script);

/// {"schema", "file", "sealed", "scenarios", "damaged": [byte, ..]}
[[nodiscard]] std::string store_json(const std::string& file, bool sealed, std::uint64_t scenarios, const std::vector<std::uint64_t>& damaged);

/// A part of a sweep: {"schema", "scenario", "scenarios", "of", "failed", "shards", "held": [..], "missing": [..]}
struct PartSummary {
    std::string scenario;
    std::uint64_t scenarios = 0, of = 0, failed = 0;
    std::uint32_t shards = 1;
    std::vector<std::uint32_t> held, missing;
};
[[nodiscard]] std::string part_json(const PartSummary& part);

/// {"schema", "command", "diagnostics": [..]}: what a command prints when it fails.
[[nodiscard]] std::string failure_json(std::string_view command, const Diagnostics& diagnostics,
                                       const SourceSet& sources);

}  // namespace grdp::report
