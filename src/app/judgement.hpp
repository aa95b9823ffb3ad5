// What arrivals, stress, tilt and weigh share: compile first, keep and print at the end.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"

namespace grdp::app {

/// A question to a scenario that has compiled and projects.
struct Asked {
    const Options& options;
    Terminal& terminal;
    std::string verb;
    const model::Compilation& compiled;
    const engine::Projection& projection;
    Diagnostics warnings;

    [[nodiscard]] const model::CompiledModel& model() const { return *compiled.model; }
    [[nodiscard]] ExitCode refuse(const Diagnostics& diagnostics) const;
    /// Writes the run file if one is wanted (with the texts of other scenarios that were read), then prints the text, or the tables as JSON.
    [[nodiscard]] ExitCode answer(const std::vector<analysis::AnswerTable>& tables, const std::function<std::string()>& text,
                                  const std::vector<model::InputFile>& also_read = {}) const;
};

[[nodiscard]] inline Diagnostics only(Diagnostic item) {
    Diagnostics found;
    found.add(std::move(item));
    return found;
}

[[nodiscard]] ExitCode ask(const std::string& verb, const Options& options, Terminal& terminal,
                           const std::function<ExitCode(const Asked&)>& question);

}  // namespace grdp::app
