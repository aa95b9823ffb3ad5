// What `grdp scorecard` prints: the plan as planners set it out, with status words and probabilities; and the same as JSON.
#pragma once

#include <string>

#include "grdp/analysis/scorecard.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

[[nodiscard]] std::string scorecard_text(const model::CompiledModel& model, const analysis::Scorecard& card, Language language,
                                         Style style);

/// {"seed", "draws", "sets": [{"all_met", "all_reached", "targets": [..]}]}: docs/reference/command.md.
[[nodiscard]] std::string scorecard_json(const model::CompiledModel& model, const analysis::Scorecard& card, Language language,
                                         const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace grdp::report
