// Do the 95 % intervals cover? Each estimator is repeated with 1,000 seeds against a truth known far better than its error.
// The share that covers must lie in 93-97 %: at 95 % its own standard error is 0.7 points. docs/method/estimators.md holds a run.
#include <cstdio>
#include <string>

#include "catch.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "growth_path.hpp"

namespace grdp {
namespace {

using analysis::Estimator;
using analysis::EventEstimate;

constexpr int kRepeats = 1000;

EventEstimate estimate(const model::CompiledModel& model, Estimator estimator, std::uint64_t seed, double until_se) {
    analysis::PlannerOptions options;
    options.estimator = estimator;
    options.seed = seed;
    options.until_se = until_se;
    options.max_points = 1u << 22;
    engine::SerialExecutor one;
    return analysis::estimate_event(model, 0, options, one);
}

/// Points fixed at 16 x 64 (until_se 1) or doubled until an error is reached.
void covers(const std::string& what, const model::CompiledModel& model, Estimator estimator, double truth, double truth_error,
            double until_se) {
    int covered = 0;
    double error = 0;
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
        const EventEstimate answer = estimate(model, estimator, 1'000'000 + static_cast<std::uint64_t>(repeat), until_se);
        REQUIRE(answer.method == estimator);
        covered += answer.within.low <= truth && truth <= answer.within.high ? 1 : 0;
        error += answer.within.standard_error / kRepeats;
    }
    const double share = static_cast<double>(covered) / kRepeats;
    std::printf("%-44s %-12s mean error %.1e  covers %.3f\n", what.c_str(), std::string(estimator_name(estimator)).c_str(), error, share);
    CHECK(truth_error < 0.15 * error);
    CHECK(share >= 0.93);
    CHECK(share <= 0.97);
}

/// The truth by the most accurate estimator at other seeds.
void covers(const std::string& what, const model::CompiledModel& model, Estimator estimator, Estimator reference, double reference_error,
            double until_se) {
    const EventEstimate truth = estimate(model, reference, 7, reference_error);
    covers(what, model, estimator, truth.within.value, truth.within.standard_error, until_se);
}

TEST_CASE("coverage: four laws under one copula, along a line and by the surrogate") {
    covers("P2, 1,024 points", test::problem_two().model, Estimator::line, Estimator::line, 2e-8, 1);
    covers("P2, until 2e-5", test::problem_two().model, Estimator::line, Estimator::line, 2e-8, 2e-5);
    covers("P2, 1,024 points", test::problem_two().model, Estimator::control, Estimator::line, 1e-7, 1);
}

model::CompiledModel path(int years, int kind) {
    test::GrowthPath p = test::growth_path(years, false);
    if (kind == 0) p.builder.band("year", p.builder.at(p.growth, years - 1), 8.5, 9.5);
    if (kind == 1) p.builder.band("mean", p.mean_of_growth(years), 8.5, 9.5);
    if (kind == 2) p.builder.condition("every", p.every_year_at_least(years, 8.0));
    if (kind == 3) p.builder.condition("rare", p.every_year_within(years, 9.0, 9.4));
    return p.builder.build();
}

TEST_CASE("coverage: one year by conditioning and along a line") {
    covers("third year, 1,024 points", path(3, 0), Estimator::conditioning, Estimator::line, 2e-6, 1);
    covers("third year, 1,024 points", path(3, 0), Estimator::line, Estimator::line, 2e-6, 1);
}

TEST_CASE("coverage: a mean over years along a line") {
    covers("mean of three years, 1,024 points", path(3, 1), Estimator::line, Estimator::line, 2e-6, 1);
    covers("mean of three years, until 1e-4", path(3, 1), Estimator::line, Estimator::line, 2e-6, 1e-4);
}

TEST_CASE("coverage: every year in turn, a common event and a rare one") {
    covers("every year at least, 1,024 points", path(3, 2), Estimator::sequential, Estimator::sequential, 1e-5, 1);
    covers("every year in a narrow band, 1,024 points", path(4, 3), Estimator::sequential, Estimator::sequential, 1e-9, 1);
}

}  // namespace
}  // namespace grdp
