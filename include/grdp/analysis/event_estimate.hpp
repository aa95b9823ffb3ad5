// The probability of an event by the best sound estimator: what the graph of the model proves decides, not the user.
// docs/method/estimators.md, equations (ES-14) to (ES-30).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grdp/analysis/estimate.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

enum class Estimator : std::uint8_t {
    automatic,
    plain,         ///< independent paths, counted
    closed,        ///< closed form: no simulation error; 1e-12 stands for rounding
    conditioning,  ///< the shocks of the last period integrated exactly, the others sampled
    line,          ///< one direction integrated exactly by root searches, the others sampled
    sequential,    ///< bound after bound: conditional probabilities multiplied (Geweke, Hajivassiliou, Keane)
    control,       ///< sampled, corrected by a linear surrogate whose probability is known
};
/// "auto", "plain", "closed", "conditioning", "line", "sequential", "control"
[[nodiscard]] std::string_view estimator_name(Estimator estimator);
[[nodiscard]] std::optional<Estimator> estimator_of(std::string_view name);

/// Why this estimator.
enum class PlanReason : std::uint8_t {
    certain,               ///< no randomness reaches the event
    affine_gaussian,       ///< every number of the event is affine in normal shocks
    monotone,              ///< monotone along the gradient on every line
    affine_last_period,    ///< affine in the shocks of the last period
    bounds_in_turn,        ///< one bound after the other, period by period
    surrogate,             ///< none of these; a linear surrogate removes part of the variance
    wanted,                ///< plain sampling was asked for
    not_comparisons,       ///< the condition is not made of comparisons joined by `and` or `or`
    not_monotone,          ///< monotone on no line, or not on all; the estimators that need it are unsound here
    not_finite,            ///< some lines have no finite value
    does_not_apply,        ///< the estimator asked for does not apply here
    no_gain,               ///< plain sampling would be as good
    refuted,               ///< the plain run contradicts the estimate
};

struct PlannerOptions {
    Estimator estimator = Estimator::automatic;
    double until_se = 1e-5;                 ///< > 0: points double until the standard error of `within` is at most this
    std::uint64_t seed = 2023;
    std::uint64_t max_points = 1ull << 20;  ///< over all replicates; the first 256 of a band, 1,024 of a condition, are taken at least, or this
    std::uint64_t plain_draws = 100'000;    ///< of plain sampling, if it must serve; 0: the caller has a sample of his own
    double dispersion = 1.0;                ///< as in engine::Sampling
    engine::Isa isa = engine::Isa::automatic;
};

/// below + within + above = 1 but for points without a finite value. A condition reports its truth as `within` and
/// `at_least`, its falsehood as `below`.
struct EventEstimate {
    Estimator method = Estimator::plain;  ///< never automatic
    PlanReason reason = PlanReason::wanted;
    std::uint64_t replicates = 0;  ///< independent scrambles; 0 for closed forms and plain sampling
    std::uint64_t points = 0;      ///< in all; 1 for closed forms
    std::uint64_t failed = 0;      ///< points without a finite value
    bool reached = true;           ///< until_se, by `within`; the other shares have errors of their own
    Estimate below;
    Estimate within;
    Estimate above;
    Estimate at_least;  ///< within or above
    /// One value per replicate; empty without replicates. Replicate r of two models meets the same points, so that the
    /// error of a difference comes from the differences of the replicates.
    std::vector<double> within_runs;
    std::vector<double> at_least_runs;
};

/// Deterministic: the same bits for any executor and instruction set. With a fixed estimator the values move smoothly with the
/// assumptions of the model, since points and scrambles are functions of seed and place alone.
/// An estimator that does not apply, or whose assumption fails on some line, is never used: the next sound one is, and
/// `reason` says so. Contract: the options are in range, event < model.events.size().
[[nodiscard]] EventEstimate estimate_event(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options,
                                           engine::Executor& executor);

/// The same for all events of the model.
[[nodiscard]] std::vector<EventEstimate> estimate_events(const model::CompiledModel& model, const PlannerOptions& options,
                                                         engine::Executor& executor);

}  // namespace grdp::analysis
