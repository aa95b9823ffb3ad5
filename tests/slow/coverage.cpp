#include "coverage.hpp"

#include <cstdio>

#include "catch.hpp"

namespace grdp::test {
namespace {

analysis::EventEstimate estimate(const model::CompiledModel& model, std::uint32_t event, analysis::Estimator estimator, std::uint64_t seed,
                                 double until_se) {
    analysis::PlannerOptions options;
    options.estimator = estimator;
    options.seed = seed;
    options.until_se = until_se;
    options.max_points = 1u << 22;
    options.plain_draws = 8192;
    engine::SerialExecutor one;
    return analysis::estimate_event(model, event, options, one);
}

}  // namespace

Truth truth_of(const model::CompiledModel& model, std::uint32_t event, analysis::Estimator estimator, double error) {
    const analysis::EventEstimate answer = estimate(model, event, estimator, 7, error);
    REQUIRE(answer.method == estimator);
    return {answer.within.value, answer.within.standard_error};
}

void covers(const std::string& what, const model::CompiledModel& model, std::uint32_t event, analysis::Estimator estimator, Truth truth,
            double until_se) {
    int covered = 0;
    double error = 0;
    std::uint64_t first_points = 0;
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
        const auto seed = 1'000'000 + static_cast<std::uint64_t>(repeat);
        const analysis::EventEstimate answer = estimate(model, event, estimator, seed, until_se);
        REQUIRE(answer.method == estimator);
        covered += answer.within.low <= truth.value && truth.value <= answer.within.high ? 1 : 0;
        first_points = answer.points;
        error += answer.within.standard_error / kRepeats;
    }
    const double share = static_cast<double>(covered) / kRepeats;
    char points[32];
    if (first_points < 1000) std::snprintf(points, sizeof points, "%u", static_cast<unsigned>(first_points));
    else std::snprintf(points, sizeof points, "%u,%03u", static_cast<unsigned>(first_points / 1000), static_cast<unsigned>(first_points % 1000));
    if (until_se < 1) {
        std::snprintf(points, sizeof points, "until %.0e", until_se);
    } else if (estimator == analysis::Estimator::plain) {
        std::snprintf(points, sizeof points, "8,192 paths");
    }
    std::printf("| %s | %s | %s | %.1e | %.1f %% |\n", what.c_str(), std::string(estimator_name(estimator)).c_str(), points, error,
                100 * share);
    std::fflush(stdout);
    CHECK(truth.error < 0.15 * error);
    CHECK(share >= 0.93);
    CHECK(share <= 0.97);
}

}  // namespace grdp::test
