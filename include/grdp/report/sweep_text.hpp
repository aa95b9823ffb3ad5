// What `grdp sweep` prints: best and worst scenarios, those that reach a probability, what cannot be bettered, a table of two axes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/sweep_answers.hpp"
#include "grdp/analysis/sweep_sharing.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

struct SweepReport {
    const analysis::SweepResult& sweep;
    std::vector<analysis::SweepQuestion> questions;  ///< the first ranks; a second asks for what cannot be bettered in both
    std::optional<analysis::SweepReach> reach;       ///< of the first question
    std::optional<analysis::SweepHeat> heat;         ///< of the first question
    std::optional<analysis::SweepSharing> sharing = std::nullopt;  ///< of --events-only, where something was computed
};

[[nodiscard]] std::string sweep_text(const SweepReport& report, Language language, Style style);
/// "grdp.sweep.v1" of docs/reference/command.md.
[[nodiscard]] std::string sweep_json(const SweepReport& report, Language language);

/// How many scenarios were counted together, and why the others were not; `ids` of all scenarios.
[[nodiscard]] std::string sweep_sharing_text(const analysis::SweepSharing& sharing, const std::vector<std::string>& ids, Language language);

}  // namespace grdp::report
