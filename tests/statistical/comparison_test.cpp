// The errors that a comparison states are the errors that it makes.
#include "grdp/analysis/comparison.hpp"

#include "catch.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

using namespace grdp;

namespace {

/// P1 with services growing by `more` points faster and a spread `wider` times as wide.
model::CompiledModel changed(double more, double wider) {
    auto p1 = test::problem_one();
    for (auto& shock : p1.model.shocks) shock.law.p[0] *= wider;
    p1.model.add_factors.push_back({p1.model.shocks[2].series, static_cast<std::uint32_t>(p1.model.first_horizon_index()), more});
    return p1.model;
}

}  // namespace

TEST_CASE("comparison: gains lie within five of their own errors of the truth, whatever the seed") {
    const auto before = changed(0, 1), after = changed(0.5, 1.1);
    const std::uint32_t growth = test::problem_one().growth;
    engine::SerialExecutor executor;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        analysis::ComparisonOptions options;
        options.sampling.draws = 6'400;
        options.sampling.seed = seed;
        options.sampling.probabilities = {0.05, 0.5, 0.95};
        options.planner.until_se = 1e-3;
        options.series = {growth};
        const auto found = analysis::compare(before, after, options, executor);
        REQUIRE(found);
        const auto& cell = found->cells.front();
        // the mean moves by 0.53 x 0.5, a quantile by the widened deviation too: sd 1.427224579, score 1.644853627
        const double wider = 0.1 * 1.427224579 * 1.644853627;
        CHECK(test::within_5_standard_errors(cell.mean.value, 0.265, cell.mean.standard_error));
        CHECK(test::within_5_standard_errors(cell.quantiles[0].value, 0.265 - wider, cell.quantiles[0].standard_error));
        CHECK(test::within_5_standard_errors(cell.quantiles[1].value, 0.265, cell.quantiles[1].standard_error));
        CHECK(test::within_5_standard_errors(cell.quantiles[2].value, 0.265 + wider, cell.quantiles[2].standard_error));
        CHECK(cell.mean.standard_error < 0.2 * 1.427 / 80);  // far below the error of either mean
    }
}
