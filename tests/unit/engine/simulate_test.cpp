#include "grdp/engine/simulate.hpp"

#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/stats/elementary.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

engine::Outputs only(std::uint32_t series) {
    engine::Outputs outputs;
    outputs.series = {series};
    return outputs;
}

double share(std::uint64_t count, std::uint64_t n) { return static_cast<double>(count) / static_cast<double>(n); }

TEST_CASE("engine: P1 has its closed-form moments, quantiles and probabilities") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling;
    sampling.draws = 1'000'000;
    sampling.probabilities = {0.05, 0.5, 0.95};
    const auto run = engine::simulate(p1.model, sampling, only(p1.growth));
    REQUIRE(run);
    const engine::Cell& cell = run->cell(0, 0);
    const double sd = 1.427224579;
    CHECK(test::within_5_standard_errors(cell.mean, 10.0425, sd / 1000));
    CHECK(test::within_5_standard_errors(cell.sd, sd, sd / std::sqrt(2e6)));
    CHECK(cell.standard_error == Approx(sd / 1000).epsilon(0.01));
    const double expected[3] = {7.694924474, 10.0425, 12.390075526};
    for (std::size_t i = 0; i < 3; ++i) {
        const double p = sampling.probabilities[i], z = (expected[i] - 10.0425) / sd;
        const double density = std::exp(-0.5 * z * z) / (sd * std::sqrt(2 * 3.14159265358979323846));
        CHECK(test::within_5_standard_errors(cell.quantiles[i].value, expected[i], std::sqrt(p * (1 - p) / 1e6) / density));
        CHECK(cell.quantiles[i].low <= cell.quantiles[i].value);
        CHECK(cell.quantiles[i].high >= cell.quantiles[i].value);
    }
    const engine::EventCounts& band = run->events[0];
    CHECK(test::within_5_standard_errors(share(band.within, 1'000'000), 0.136189533805, std::sqrt(0.1362 * 0.8638 / 1e6)));
    CHECK(test::within_5_standard_errors(share(band.within + band.above, 1'000'000), 0.648067511333, std::sqrt(0.648 * 0.352 / 1e6)));
    CHECK(band.below + band.within + band.above + band.failed == 1'000'000);
}

TEST_CASE("engine: P1 follows its normal law as a whole") {
    const test::P1 p1 = test::problem_one();
    engine::Outputs outputs = only(p1.growth);
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = 1'000'000;
    const auto run = engine::simulate(p1.model, sampling, outputs);
    REQUIRE(run);
    const auto law = [](double x) { return stats::normal_cdf((x - 10.0425) / 1.427224579); };
    CHECK(test::kolmogorov_smirnov_check(run->paths, law));
    CHECK(test::binomial_check(run->events[0].within, 1'000'000, 0.136189533805));
    const auto wrong = [](double x) { return stats::normal_cdf((x - 10.06) / 1.427224579); };
    CHECK_FALSE(test::kolmogorov_smirnov_check(run->paths, wrong));
}

TEST_CASE("engine: P2 falls into its band with the probability found by integration") {
    const test::P1 p2 = test::problem_two();
    engine::Sampling sampling;
    sampling.draws = 1'000'000;
    sampling.probabilities = {};
    const auto run = engine::simulate(p2.model, sampling, only(p2.growth));
    REQUIRE(run);
    CHECK(test::within_5_standard_errors(share(run->events[0].within, 1'000'000), 0.144591634, std::sqrt(0.1446 * 0.8554 / 1e6)));
}

TEST_CASE("engine: without dispersion every path is the projection, to the last bit") {
    for (const test::P1& problem : {test::problem_one(), test::problem_two()}) {
        const auto projection = engine::project(problem.model);
        REQUIRE(projection);
        engine::Sampling sampling;
        sampling.draws = 1000;
        sampling.dispersion = 0;
        const auto run = engine::simulate(problem.model, sampling, engine::Outputs::all(problem.model));
        REQUIRE(run);
        for (const engine::Cell& cell : run->cells) {
            const double expected = projection->value(cell.series, cell.period);
            CHECK(cell.mean == expected);
            CHECK(cell.sd == 0.0);
            CHECK(cell.minimum == expected);
            CHECK(cell.maximum == expected);
            for (const engine::Quantile& quantile : cell.quantiles) CHECK(quantile.value == expected);
        }
    }
}

TEST_CASE("engine: the first draws of a long run are the short run") {
    const test::P1 p1 = test::problem_one();
    engine::Outputs outputs = only(p1.growth);
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = 1000;
    const auto few = engine::simulate(p1.model, sampling, outputs);
    sampling.draws = 10'000;
    const auto many = engine::simulate(p1.model, sampling, outputs);
    REQUIRE((few && many));
    REQUIRE(few->paths.size() == 1000);
    CHECK(std::equal(few->paths.begin(), few->paths.end(), many->paths.begin()));
    sampling.draws = 1000;
    sampling.first_path = engine::kBlockPaths;
    const auto later = engine::simulate(p1.model, sampling, outputs);
    REQUIRE(later);
    CHECK(std::equal(later->paths.begin(), later->paths.end(), many->paths.begin() + engine::kBlockPaths));
}

TEST_CASE("engine: a replayed path equals the kept one, to the last bit") {
    const test::P1 p2 = test::problem_two();
    engine::Outputs outputs = only(p2.growth);
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = 9000;
    const auto run = engine::simulate(p2.model, sampling, outputs);
    REQUIRE(run);
    for (const std::uint64_t path : {std::uint64_t{0}, std::uint64_t{257}, std::uint64_t{8999}}) {
        CHECK(engine::replay(p2.model, sampling, path).value(p2.growth, 1) == run->paths[path]);
    }
}

TEST_CASE("engine: parameters with a spread vary once per path") {
    test::ModelBuilder b(2023, 2024);
    const test::Expr slope = b.parameter("slope", 2.0, 0.5);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, slope * 3.0);
    b.condition("same in both years", b.call(model::Op::equal, b.at(x, 0), b.at(x, 1)));
    engine::Sampling sampling;
    sampling.draws = 100'000;
    const auto run = engine::simulate(b.build(), sampling, only(x));
    REQUIRE(run);
    CHECK(test::within_5_standard_errors(run->cell(0, 0).mean, 6.0, 1.5 / std::sqrt(1e5)));
    CHECK(test::within_5_standard_errors(run->cell(0, 0).sd, 1.5, 1.5 / std::sqrt(2e5)));
    CHECK(run->events[0].within == 100'000);
}

TEST_CASE("engine: a shock that is appended leaves the draws of parameters as they are") {
    const auto slopes = [](bool appended) {
        test::ModelBuilder b(2023, 2023);
        const std::uint32_t x = b.behave("x", model::LeftForm::level, b.parameter("slope", 2.0, 0.5));
        const std::uint32_t y = b.behave("y", model::LeftForm::level, 0.0);
        if (appended) b.shock(y, {stats::Law::normal, {1.0, 0, 0, 0}});
        engine::Outputs outputs = only(x);
        outputs.keep_paths = true;
        const auto run = engine::simulate(b.build(), {.draws = 100}, outputs);
        REQUIRE(run);
        return run->paths;
    };
    CHECK(slopes(false) == slopes(true));
}

TEST_CASE("engine: a persistent shock decays by its coefficient") {
    test::ModelBuilder b(2023, 2025);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, 1.0);
    b.shock(x, {stats::Law::normal, {2.0, 0, 0, 0}}, 0.6);
    engine::Outputs outputs = only(x);
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = 200'000;
    const auto run = engine::simulate(b.build(), sampling, outputs);
    REQUIRE(run);
    const double n = 200'000;
    double variance = 4.0, cross = 0;
    for (std::size_t t = 0; t < 3; ++t) {
        CHECK(test::within_5_standard_errors(run->cell(0, t).sd, std::sqrt(variance), std::sqrt(variance / (2 * n))));
        variance = 0.36 * variance + 4.0;
    }
    for (std::size_t i = 0; i < 200'000; ++i) cross += (run->paths[i] - 1) * (run->paths[200'000 + i] - 1) / n;
    CHECK(test::within_5_standard_errors(cross, 0.6 * 4.0, std::sqrt((4 * 5.44 + 2.4 * 2.4) / n)));
}

TEST_CASE("engine: shocks have the correlation that the model states, also where it is perfect") {
    for (const double r : {-0.7, 0.35, 1.0}) {
        test::ModelBuilder b(2023, 2023);
        const std::uint32_t x = b.behave("x", model::LeftForm::level, 0.0);
        const std::uint32_t y = b.behave("y", model::LeftForm::level, 0.0);
        b.correlate(b.shock(x, {stats::Law::normal, {1.0, 0, 0, 0}}), b.shock(y, {stats::Law::normal, {3.0, 0, 0, 0}}), r);
        engine::Outputs outputs;
        outputs.series = {x, y};
        outputs.keep_paths = true;
        engine::Sampling sampling;
        sampling.draws = 100'000;
        const auto run = engine::simulate(b.build(), sampling, outputs);
        REQUIRE(run);
        double cross = 0;
        for (std::size_t i = 0; i < 100'000; ++i) cross += run->paths[i] * run->paths[100'000 + i] / 3e5;
        CHECK(test::within_5_standard_errors(cross, r, std::sqrt((1 + r * r) / 1e5)));
    }
}

}  // namespace
}  // namespace grdp
