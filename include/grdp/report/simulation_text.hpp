// What `grdp simulate` prints: the sentences first, then every target and event, then the distribution of the results.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/band_probability.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

struct SimulationReport {
    const model::CompiledModel& model;
    const engine::Ensemble& ensemble;
    std::span<const analysis::EventAnswer> answers;
    const engine::Projection& projection;  ///< shown beside the events, and orders the tables
    bool reports_only = true;              ///< in the text, leave out levels where the model has reports
    std::vector<analysis::AnswerTable> tables = {};  ///< what else the run file answers
};

[[nodiscard]] std::string simulation_text(const SimulationReport& report, Language language, Style style);

/// Below, within, above, at least: each with its simulation error.
[[nodiscard]] std::string event_table(const SimulationReport& report, Language language, Style style);
/// P5 P25 P50 P75 P95, mean and standard deviation per series and period, totals above their elements.
[[nodiscard]] std::string quantile_table(const SimulationReport& report, Language language, Style style);

}  // namespace grdp::report
