// The errors that a comparison states are the errors that it makes.
#include "grdp/analysis/comparison.hpp"

#include "catch.hpp"
#include "growth_path.hpp"
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

TEST_CASE("comparison: parts of a gain are unbiased and lie in their intervals as often as stated, whatever the seed") {
    const auto world = [](double first, double third, double wider) {
        test::GrowthPath path = test::growth_path(3, false);
        path.builder.add_factor(1, 0, first);
        path.builder.add_factor(2, 2, third);
        path.builder.band("band", path.builder.at(path.growth, 2), 8.5, 9.5);
        path.builder.condition("every", path.every_year_at_least(3, 8.0));
        auto model = path.builder.build();
        model.shocks[1].law.p[0] *= wider;
        return model;
    };
    const auto before = world(0.1, 0.1, 1), after = world(0.9, -0.6, 1.3);
    engine::SerialExecutor executor;
    const auto parts = [&](std::uint64_t seed, double until_se) {
        analysis::ComparisonOptions options;
        options.sampling.draws = analysis::kLeastComparedDraws;
        options.planner.seed = seed;
        options.planner.until_se = until_se;
        const auto found = analysis::compare(before, after, options, executor);
        REQUIRE(found);
        std::vector<analysis::Estimate> all;
        for (const auto& one : found->attributions) all.insert(all.end(), one.parts.begin(), one.parts.end());
        return all;
    };
    const auto truth = parts(1'000, 5e-6);
    REQUIRE(truth.size() == 9);
    constexpr std::uint64_t kSeeds = 40;
    std::vector<std::vector<double>> samples(truth.size());
    std::vector<std::uint64_t> inside(truth.size(), 0);
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto found = parts(seed, 1e-3);
        for (std::size_t i = 0; i < truth.size(); ++i) {
            samples[i].push_back(found[i].value);
            inside[i] += found[i].low <= truth[i].value && truth[i].value <= found[i].high ? 1u : 0u;
        }
    }
    for (std::size_t i = 0; i < truth.size(); ++i) {
        CHECK(test::mean_check(samples[i], truth[i].value));
        CHECK(test::binomial_check(inside[i], kSeeds, 0.95));
    }
}
