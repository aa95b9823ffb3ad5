// How the probabilities change as observations arrive, one period after another.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/band_probability.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"

namespace grdp::analysis {

/// What is said with the first `known` observed periods known.
struct Arrival {
    std::size_t known = 0;
    std::string last_period;            ///< "2023Q2"; empty for none
    std::vector<double> central;        ///< per event: its number along the central path, or 1/0
    std::vector<EventAnswer> answers;   ///< one per event
    std::vector<double> spread;         ///< per event: sd of its number over the paths; NaN for a condition
};

/// From nothing known to everything observed; all on the same draws. Errors: E7041 nothing is observed, those of project()
/// and simulate().
[[nodiscard]] Result<std::vector<Arrival>> arrivals(const model::CompiledModel& model, const engine::Sampling& sampling,
                                                    engine::Executor& executor, engine::Progress* progress = nullptr);

[[nodiscard]] std::vector<AnswerTable> answer_tables(const std::vector<Arrival>& arrivals);

}  // namespace grdp::analysis
