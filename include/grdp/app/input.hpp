// A scenario from its file, compiled; the first step of every verb that asks about one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/app/options.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::app {

/// Reads and compiles; the inputs are named from the scenario's root, so that a run does not depend on where it
/// started.
[[nodiscard]] model::Compilation compile_scenario(const Options& options);

/// The command as a run file keeps it: what fixes the result, nothing else, with the scenario named from its root.
[[nodiscard]] std::string normalised_command(const Options& options);

/// Refuses (E6010) an output that is one of the files read, or any other file that is not of the kind to be written:
/// `signature` is how such files begin; empty: any content.
[[nodiscard]] Status check_overwrites_nothing(const std::string& out, const std::vector<std::string>& read,
                                              std::string_view signature);
/// The paths of all sources of a compilation.
[[nodiscard]] std::vector<std::string> paths_of(const SourceSet& sources);

/// Names and stems to series, in the order of the model; an empty list stays empty. Error: E6009.
[[nodiscard]] Result<std::vector<std::uint32_t>> find_wanted(const model::CompiledModel& model,
                                                             const std::vector<std::string>& names);

}  // namespace grdp::app
