// The answer of `grdp sensitivity` for a terminal.
#pragma once

#include <string>

#include "grdp/analysis/sensitivity.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

/// Numbers in every period are in the tables of --json and --out; the text shows the first period of each series, and the events.
[[nodiscard]] std::string sensitivity_text(const model::CompiledModel& model, const analysis::Sensitivity& found, const engine::Sampling& sampling,
                                           Language language, Style style);

}  // namespace grdp::report
