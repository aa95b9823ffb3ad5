#include "paired_runs.hpp"

#include <algorithm>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

/// 0.975 quantile of Student's t with 15 degrees of freedom.
constexpr double kStudentOfRuns = 2.131449545559323;
static_assert(kRuns == 16);

std::optional<EventRuns> plain_runs(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options, engine::Executor& executor) {
    engine::Sampling sampling;
    sampling.seed = options.seed;
    sampling.dispersion = options.dispersion;
    sampling.isa = options.isa;
    sampling.draws = std::max<std::uint64_t>(options.plain_draws, kRuns) / kRuns * kRuns;
    const auto sample = sample_paths(engine::Response(model, {engine::Quantity::event(event)}, options.dispersion), sampling, executor);
    if (!sample) return std::nullopt;
    const std::size_t per_batch = sample->draws / kRuns;
    std::uint64_t failed = 0, within = 0, above = 0;
    EventRuns found;
    for (std::size_t r = 0; r < kRuns; ++r) {
        std::uint64_t inside = 0, over = 0;
        for (std::size_t k = 0; k < per_batch; ++k) {
            const Place where = place(model.events[event], sample->of(0)[r * per_batch + k]);
            failed += where == Place::failed ? 1u : 0u;
            inside += where == Place::within ? 1u : 0u;
            over += where == Place::above ? 1u : 0u;
        }
        found.within.runs[r] = static_cast<double>(inside) / static_cast<double>(per_batch);
        found.at_least.runs[r] = static_cast<double>(inside + over) / static_cast<double>(per_batch);
        within += inside;
        above += over;
    }
    found.within.own = proportion(within, sample->draws);
    found.at_least.own = proportion(within + above, sample->draws);
    for (Runs* side : {&found.within, &found.at_least}) {
        side->value = side->own.value;
        side->method = Estimator::plain;
        side->points = sampling.draws;
    }
    return failed == sample->draws ? std::nullopt : std::optional(found);
}

Runs smooth_runs(const EventEstimate& estimate, const Estimate& own, const std::vector<double>& runs) {
    Runs found;
    found.own = own;
    found.value = own.value;
    found.method = estimate.method;
    found.points = estimate.points;
    found.runs.fill(own.value);
    if (runs.size() == kRuns) std::copy(runs.begin(), runs.end(), found.runs.begin());
    return found;
}

}  // namespace

std::optional<EventRuns> smooth_event_runs(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options, engine::Executor& executor) {
    PlannerOptions own = options;
    own.plain_draws = 0;  // plain paths are drawn in batches
    const EventEstimate estimate = estimate_event(model, event, own, executor);
    if (estimate.method == Estimator::plain) return std::nullopt;
    return EventRuns{smooth_runs(estimate, estimate.within, estimate.within_runs), smooth_runs(estimate, estimate.at_least, estimate.at_least_runs)};
}

std::optional<EventRuns> event_runs(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options, engine::Executor& executor) {
    if (auto smooth = smooth_event_runs(model, event, options, executor)) return smooth;
    return plain_runs(model, event, options, executor);
}

Estimate from_runs(double value, const std::array<double, kRuns>& runs) {
    double mean = 0;
    for (const double x : runs) mean += x / static_cast<double>(kRuns);
    double squares = 0;
    for (const double x : runs) squares += (x - mean) * (x - mean);
    const double error = stats::sqrt(squares / static_cast<double>(kRuns * (kRuns - 1)));
    return {value, error, value - kStudentOfRuns * error, value + kStudentOfRuns * error};
}

Estimate with_both_errors(const Estimate& one, const Estimate& other) {
    const double error = stats::sqrt(one.standard_error * one.standard_error + other.standard_error * other.standard_error);
    return {one.value, error, one.value - kStudentOfRuns * error, one.value + kStudentOfRuns * error};
}

Estimate difference(const Runs& before, const Runs& after) {
    std::array<double, kRuns> run_gaps{};
    for (std::size_t r = 0; r < kRuns; ++r) run_gaps[r] = after.runs[r] - before.runs[r];
    Estimate found = from_runs(after.value - before.value, run_gaps);
    constexpr double kRoundingOfRuns = 1e-11;
    const double errors = stats::sqrt(before.own.standard_error * before.own.standard_error + after.own.standard_error * after.own.standard_error);
    if (found.standard_error == 0 && errors > kRoundingOfRuns) {
        found.standard_error = errors;
        found.low -= std::max(before.own.high - before.value, after.value - after.own.low);
        found.low = std::min(found.low, found.value - (before.own.high - before.value));
        found.high += after.own.high - after.value;
        found.high = std::max(found.high, found.value + (before.value - before.own.low));
    }
    found.low = std::max(found.low, -1.0);
    found.high = std::min(found.high, 1.0);
    return found;
}

}  // namespace grdp::analysis
