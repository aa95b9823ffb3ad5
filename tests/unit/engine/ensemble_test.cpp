#include "grdp/engine/ensemble.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/stats/interval.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

engine::Outputs keep(std::uint32_t series) {
    engine::Outputs outputs;
    outputs.series = {series};
    outputs.keep_paths = true;
    return outputs;
}

std::vector<std::uint16_t> codes(const Diagnostics& diagnostics) {
    std::vector<std::uint16_t> found;
    for (const Diagnostic& diagnostic : diagnostics.items()) found.push_back(diagnostic.code.number);
    return found;
}

/// x is log(shock): no value on about half of the paths.
test::ModelBuilder half_failing(std::uint32_t& x) {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    x = b.identity("x", b.call(model::Op::log, b.of(u)));
    return b;
}

TEST_CASE("ensemble: quantiles and their intervals are the order statistics of the paths") {
    const test::P1 p2 = test::problem_two();
    for (const std::uint64_t draws : {std::uint64_t{2}, std::uint64_t{37}, std::uint64_t{8192}, std::uint64_t{30'001}}) {
        engine::Sampling sampling;
        sampling.draws = draws;
        sampling.probabilities = {0.001, 0.05, 0.5, 0.95, 0.9999};
        const auto run = engine::simulate(p2.model, sampling, keep(p2.growth));
        REQUIRE(run);
        std::vector<double> sorted = run->paths;
        std::sort(sorted.begin(), sorted.end());
        for (const engine::Quantile& quantile : run->cells[0].quantiles) {
            CHECK(quantile.value == sorted[stats::quantile_rank(quantile.probability, draws) - 1]);
            const stats::RankInterval ranks = stats::quantile_rank_interval(quantile.probability, draws);
            CHECK(quantile.low == (ranks.low == 0 ? -std::numeric_limits<double>::infinity() : sorted[ranks.low - 1]));
            CHECK(quantile.high == (ranks.high > draws ? std::numeric_limits<double>::infinity() : sorted[ranks.high - 1]));
        }
        CHECK(run->cells[0].minimum == sorted.front());
        CHECK(run->cells[0].maximum == sorted.back());
    }
}

TEST_CASE("ensemble: the histogram counts every path once") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling;
    sampling.draws = 20'000;
    const auto run = engine::simulate(p1.model, sampling, keep(p1.growth));
    REQUIRE(run);
    const engine::Histogram& histogram = run->cells[0].histogram;
    std::uint64_t total = histogram.below + histogram.above;
    for (const std::uint64_t count : histogram.counts) total += count;
    CHECK(total == 20'000);
    const double width = (histogram.high - histogram.low) / static_cast<double>(histogram.counts.size());
    const std::size_t bin = 30;
    const double low = histogram.low + width * static_cast<double>(bin);
    const auto inside = std::count_if(run->paths.begin(), run->paths.end(), [&](double x) { return x >= low && x < low + width; });
    CHECK(histogram.counts[bin] == static_cast<std::uint64_t>(inside));
}

TEST_CASE("ensemble: little memory means more passes, not other numbers") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling;
    sampling.draws = 20'000;
    const engine::Outputs outputs = engine::Outputs::explained(p1.model);
    const auto roomy = engine::simulate(p1.model, sampling, outputs);
    sampling.memory_limit = 1;
    const auto tight = engine::simulate(p1.model, sampling, outputs);
    REQUIRE((roomy && tight));
    for (std::size_t i = 0; i < roomy->cells.size(); ++i) {
        for (std::size_t q = 0; q < roomy->cells[i].quantiles.size(); ++q) {
            CHECK(tight->cells[i].quantiles[q].value == roomy->cells[i].quantiles[q].value);
        }
    }
}

TEST_CASE("ensemble: a slot that holds more values than memory is divided, not collected") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    const std::uint32_t success = b.report("success", b.call(model::Op::greater, b.of(u), 0.5));
    const std::uint32_t capped = b.report("capped", b.call(model::Op::max, b.of(u), 0.25));
    const std::uint32_t cubed = b.report("cubed", b.of(u) * b.of(u) * b.of(u));
    engine::Outputs outputs;
    outputs.series = {u, success, capped, cubed};
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = 60'000;
    sampling.probabilities = {0.0001, 0.25, 0.5, 0.6, 0.7, 0.95, 0.9999};
    const auto roomy = engine::simulate(b.build(), sampling, outputs);
    outputs.keep_paths = false;
    sampling.memory_limit = 1 << 14;
    const auto tight = engine::simulate(b.build(), sampling, outputs);
    REQUIRE((roomy && tight));
    for (std::size_t i = 0; i < 4; ++i) {
        const auto start = roomy->paths.begin() + static_cast<std::ptrdiff_t>(i * 60'000);
        std::vector<double> sorted(start, start + 60'000);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t q = 0; q < sampling.probabilities.size(); ++q) {
            const engine::Quantile& quantile = tight->cells[i].quantiles[q];
            CHECK(quantile.value == sorted[stats::quantile_rank(quantile.probability, 60'000) - 1]);
            CHECK(quantile.low == roomy->cells[i].quantiles[q].low);
            CHECK(quantile.high == roomy->cells[i].quantiles[q].high);
        }
    }
}

TEST_CASE("ensemble: failed paths are counted, stay in the denominator and are named") {
    std::uint32_t x = 0;
    test::ModelBuilder b = half_failing(x);
    b.band("positive log", b.at(x, 0), 0.0, 100.0);
    engine::Sampling sampling;
    sampling.draws = 5000;
    const auto run = engine::simulate(b.build(), sampling, keep(x));
    REQUIRE(run);
    const auto bad = static_cast<std::uint64_t>(
        std::count_if(run->paths.begin(), run->paths.end(), [](double v) { return !std::isfinite(v); }));
    CHECK(std::abs(static_cast<double>(bad) - 2500) < 5 * std::sqrt(1250));
    CHECK(run->cells[0].failed == bad);
    CHECK(run->cells[0].finite == 5000 - bad);
    CHECK(run->failed_paths == bad);
    CHECK(run->events[0].failed == bad);
    CHECK(run->events[0].below + run->events[0].within + run->events[0].above + bad == 5000);
    REQUIRE(run->first_failures.size() == 10);
    const auto first = std::find_if(run->paths.begin(), run->paths.end(), [](double v) { return !std::isfinite(v); });
    CHECK(run->first_failures[0].path == static_cast<std::uint64_t>(first - run->paths.begin()));
    CHECK(run->first_failures[0].series == x);
    CHECK(run->first_failures[0].period == 1);
    CHECK(codes(run.diagnostics()) == std::vector<std::uint16_t>{4008});
}

TEST_CASE("ensemble: a model without any finite path is an error") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, -100.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    const std::uint32_t x = b.identity("x", b.call(model::Op::log, b.of(u)));
    engine::Sampling sampling;
    sampling.draws = 100;
    const auto run = engine::simulate(b.build(), sampling, keep(x));
    REQUIRE_FALSE(run);
    CHECK(codes(run.diagnostics()) == std::vector<std::uint16_t>{4007});
}

TEST_CASE("ensemble: a check or an event that fails for certain fails every path, and the first is named") {
    for (const bool is_check : {true, false}) {
        test::ModelBuilder b(2023, 2024);
        const std::uint32_t v = b.behave("v", model::LeftForm::growth, 5.0, {100});
        const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
        b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
        if (is_check) b.check(b.call(model::Op::greater, b.call(model::Op::log, b.of(v) / b.of(v, -1) - 1000.0), 0.0));
        else b.band("impossible", b.call(model::Op::log, b.at(v, 0) - 1000.0), 0, 1);
        engine::Sampling sampling;
        sampling.draws = 100;
        sampling.first_path = engine::kBlockPaths;
        const auto run = engine::simulate(b.build(), sampling, keep(u));
        REQUIRE_FALSE(run);
        CHECK(codes(run.diagnostics()) == std::vector<std::uint16_t>{4007});
        CHECK(run.diagnostics().items()[0].message == "100 of 100 paths have no finite value (scenario by_hand)");
        CHECK(run.diagnostics().items()[0].hint == "first failure, path 8192 (an event or a check)");
    }
}

TEST_CASE("ensemble: finite values whose squares overflow are E4012, which names the series") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1e140, 0, 0, 0}});
    const std::uint32_t x = b.identity("x", 1e20 * b.of(u));
    engine::Sampling sampling;
    sampling.draws = 100;
    const auto run = engine::simulate(b.build(), sampling, keep(x));
    REQUIRE_FALSE(run);
    CHECK(codes(run.diagnostics()) == std::vector<std::uint16_t>{4012});
    CHECK(run.diagnostics().items()[0].message.find("x in 2023") != std::string::npos);
}

TEST_CASE("ensemble: a failure that only a hidden step has seen is a failure") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    const test::Expr broken = 1.0 / (b.of(u) * 0.0);  // infinite or NaN
    const std::uint32_t x = b.identity("x", 1.0 / broken);
    const std::uint32_t y = b.identity("y", b.call(model::Op::less, 0.0, broken));
    const std::uint32_t z = b.identity("z", b.call(model::Op::max, 3.0, -broken));
    for (const std::uint32_t series : {x, y, z}) {
        engine::Sampling sampling;
        sampling.draws = 100;
        CHECK(codes(engine::simulate(b.build(), sampling, keep(series)).diagnostics()) == std::vector<std::uint16_t>{4007});
    }
}

TEST_CASE("ensemble: violated checks are counted and the first path is named") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    b.check(b.call(model::Op::less, b.of(u), 2.0));
    engine::Sampling sampling;
    sampling.draws = 3000;
    const auto run = engine::simulate(b.build(), sampling, keep(u));
    REQUIRE(run);
    std::uint64_t violations = 0, first = 3000, period = 0;
    for (std::size_t i = 0; i < 6000; ++i) violations += !(run->paths[i] < 2.0);
    for (std::size_t i = 3000; i-- > 0;) {
        for (const std::size_t t : {std::size_t{1}, std::size_t{0}}) {
            if (run->paths[t * 3000 + i] < 2.0) continue;
            first = i;
            period = t + 1;
        }
    }
    REQUIRE(violations > 0);
    CHECK(run->checks[0].violations == violations);
    CHECK(run->checks[0].first_path == first);
    CHECK(run->checks[0].first_period == period);
    CHECK(codes(run.diagnostics()) == std::vector<std::uint16_t>{4009});
}

TEST_CASE("ensemble: what no shock reaches is certain") {
    const test::P1 p1 = test::problem_one();
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t k = b.exogenous("k", {1, 2});
    const std::uint32_t nothing = b.exogenous("nothing", {});
    const std::uint32_t x = b.identity("x", b.of(k) * 3.0);
    b.band("certain", b.at(x, 0), 5.0, 7.0);
    b.check(b.call(model::Op::greater, b.of(x), 7.0));
    engine::Outputs outputs;
    outputs.series = {x, k, nothing};
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = 50;
    const auto run = engine::simulate(b.build(), sampling, outputs);
    REQUIRE(run);
    CHECK(run->cells[0].certain);
    CHECK(run->cells[0].mean == 6.0);
    CHECK(run->cells[0].quantiles[0].high == 6.0);
    CHECK(run->events[0].within == 50);
    CHECK(run->checks[0].violations == 50);
    CHECK(run->paths[49] == 6.0);
    CHECK_FALSE(run->cells[2].present);
    CHECK(run->failed_paths == 0);
}

TEST_CASE("ensemble: an event of one period reads other periods and several series at once") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    const std::uint32_t v = b.behave("v", model::LeftForm::diff, 1.0, {10});
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    b.shock(v, {stats::Law::normal, {1.0, 0, 0, 0}});
    const auto positive = [&](std::uint32_t s, int t, double than) { return b.call(model::Op::greater_equal, b.at(s, t), than); };
    b.condition("both", b.call(model::Op::logical_and, positive(u, 0, 0), positive(v, 1, 12)));
    b.condition("either", b.call(model::Op::logical_or, positive(u, 0, 0), positive(v, 1, 12)));
    b.condition("neither", b.call(model::Op::logical_not, b.call(model::Op::logical_or, positive(u, 0, 0), positive(v, 1, 12))));
    engine::Sampling sampling;
    sampling.draws = 40'000;
    const auto run = engine::simulate(b.build(), sampling, keep(u));
    REQUIRE(run);
    CHECK(std::abs(static_cast<double>(run->events[0].within) - 10'000) < 5 * std::sqrt(7500));
    CHECK(run->events[1].within + run->events[2].within == 40'000);
    CHECK(run->events[0].below + run->events[0].within == 40'000);
}

}  // namespace
}  // namespace grdp
