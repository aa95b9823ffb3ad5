// A probability with the means of its replicates: what a difference of two needs for an error of its own.
#pragma once

#include <array>
#include <optional>

#include "grdp/analysis/event_estimate.hpp"
#include "grdp/analysis/inverse.hpp"

namespace grdp::analysis {

inline constexpr std::size_t kRuns = 16;

/// The mean and 16 values whose spread tells its error: replicates of a smooth estimator, or batches of plain paths. With the
/// same seed the runs of two models belong together, r by r.
struct Runs {
    double value = 0;
    Estimate own;  ///< the value with its own error
    std::array<double, kRuns> runs = {};
    Estimator method = Estimator::closed;
    std::uint64_t points = 1;
};

/// Both sides of one event from the same points.
struct EventRuns {
    Runs within, at_least;

    /// Contract: the side is within or at_least.
    [[nodiscard]] const Runs& of(EventSide side) const { return side == EventSide::at_least ? at_least : within; }
};

/// Nothing where the event has no finite value on any path.
[[nodiscard]] std::optional<EventRuns> event_runs(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options,
                                                  engine::Executor& executor);

/// The same without plain sampling: nothing where the estimator that the options name does not apply.
[[nodiscard]] std::optional<EventRuns> smooth_event_runs(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options,
                                                         engine::Executor& executor);

/// Mean of the runs' combinations: value as given, standard error from the runs, t interval with 15 degrees of freedom.
[[nodiscard]] Estimate from_runs(double value, const std::array<double, kRuns>& runs);

/// One value with two independent errors, both from sixteen means.
[[nodiscard]] Estimate with_both_errors(const Estimate& one, const Estimate& other);

/// after - before. Where no replicate or batch differs although either side has an error (none of n paths met the event), the
/// two errors stand for the difference.
[[nodiscard]] Estimate difference(const Runs& before, const Runs& after);

}  // namespace grdp::analysis
