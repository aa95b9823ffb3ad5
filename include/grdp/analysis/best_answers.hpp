// The answers of a simulation, each by its best estimator and held against the plain run.
#pragma once

#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/base/diagnostic.hpp"

namespace grdp::analysis {

/// Name of the table that says how each event was estimated.
inline constexpr std::string_view kEstimatorTable = "simulate_estimator";

struct BestAnswers {
    std::vector<EventAnswer> answers;  ///< in the model's order
    AnswerTable table;                 ///< per event: method, reason, replicates, points; the plain run beside it
    Diagnostics warnings;              ///< W7061: an estimate that the plain run refutes; the plain answer stands
};

/// `plain`: band_probabilities() of the ensemble; one estimate for each. An estimate more than five standard errors away from
/// the plain counts (or beyond their exact interval of the same error) is not used.
[[nodiscard]] BestAnswers best_answers(const model::CompiledModel& model, const std::vector<EventAnswer>& plain,
                                       const std::vector<EventEstimate>& estimates);

/// The same from the simulation's own sample, whose seed, dispersion and instruction set the estimates take.
/// Estimator::plain: the counts, without a table.
[[nodiscard]] BestAnswers best_answers(const model::CompiledModel& model, const engine::Ensemble& ensemble, Estimator estimator,
                                       double until_se, engine::Executor& executor);

/// "certain", "affine_gaussian", "monotone", ... as it stands in the table.
[[nodiscard]] std::string_view reason_name(PlanReason reason);

}  // namespace grdp::analysis
