// All targets of a plan at once: how likely each is met, how likely all are, and which one stands in the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// One line of the plan, in its order.
struct ScorecardRow {
    std::uint32_t target = 0;
    std::uint32_t part_of = model::kNone;  ///< row of the total whose component this target is about
    double before = 0;                     ///< a year before; NaN: not known
    TargetOutcome outcome;                 ///< of the central path
    // Monitored targets have no probabilities.
    Estimate missed;     ///< under the band, or the bound of an at-least or at-most target broken
    Estimate met;        ///< in the band, or the bound kept
    Estimate exceeded;   ///< over the band; nothing for a one-sided target
    std::string method;  ///< estimator of these three: "closed", "line", ..., "plain"
    Estimate met_alone_missing;      ///< paths on which every other target is met and this one is not: what its removal adds
    Estimate reached_alone_missing;  ///< the same for reached: met or exceeded
};

struct SetScorecard {
    std::uint32_t target_set = 0;
    std::vector<ScorecardRow> rows;
    std::uint32_t answered = 0;  ///< targets with a model line
    Estimate all_met;            ///< every target in its band
    Estimate all_reached;        ///< no target missed: each met or exceeded
    std::uint32_t least_likely = model::kNone;   ///< row with the lowest probability of being reached
    std::uint32_t most_binding = model::kNone;   ///< row whose removal raises the probability of all reached most; none where
                                                 ///< no path fails by one target alone
};

struct Scorecard {
    engine::Sampling sampling;
    std::uint64_t failed_paths = 0;
    std::vector<SetScorecard> sets;
};

/// The probabilities of single targets come from the estimator that simulate uses; joint ones are counted path by path, never multiplied. Errors: E7001 no target with a model line, those of
/// engine::project and engine::simulate.
[[nodiscard]] Result<Scorecard> scorecard(const model::CompiledModel& model, const engine::Sampling& sampling,
                                          engine::Executor& executor, engine::Progress* progress = nullptr);
/// The same, with the probabilities of single targets as somebody has them already: one answer per event of the model.
[[nodiscard]] Result<Scorecard> scorecard(const model::CompiledModel& model, const engine::Sampling& sampling,
                                          const std::vector<EventAnswer>& answers, engine::Executor& executor);

/// scorecard_target: one row per target; scorecard_joint: one row per set.
[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Scorecard& card);

}  // namespace grdp::analysis
