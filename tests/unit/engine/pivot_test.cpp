// An uncertain parameter that multiplies chance bends what is observed; given the parameter all is normal.
#include <cmath>

#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

using model::LeftForm;

stats::MarginalParameters spread(double sd) { return {stats::Law::normal, {sd, 0, 0, 0}}; }

/// y = p x + e; x has mean 2 and spread 1, p is 0.5 with spread 0.2, e has spread 0.5.
struct Product {
    test::ModelBuilder b{2023, 2024};
    test::Expr p = b.parameter("p", 0.5, 0.2);
    std::uint32_t x = b.behave("x", LeftForm::level, 2.0, {2});
    std::uint32_t y = b.behave("y", LeftForm::level, p * b.of(x), {1});
    std::uint32_t seen = b.identity("seen", p * 1.0);
    Product() {
        b.shock(x, spread(1));
        b.shock(y, spread(0.5));
    }
};

engine::Ensemble sampled(const model::CompiledModel& model, double dispersion = 1) {
    engine::Sampling sampling;
    sampling.draws = 200'000;
    sampling.dispersion = dispersion;
    auto ensemble = engine::simulate(model, sampling, engine::Outputs::explained(model));
    REQUIRE(ensemble);
    return *std::move(ensemble);
}

const engine::Cell& of(const engine::Ensemble& ensemble, std::uint32_t series, std::size_t t) {
    for (std::size_t i = 0; i < ensemble.series.size(); ++i) {
        if (ensemble.series[i] == series) return ensemble.cell(i, t);
    }
    FAIL("no such series");
    return ensemble.cells[0];
}

/// Moments of p and x given y, by Bayes' rule on a grid of p.
struct Expected {
    double p = 0, p2 = 0, x = 0;
    explicit Expected(double y) {
        double total = 0;
        for (double q = -0.8; q < 1.8; q += 1e-4) {
            const double variance = q * q + 0.25, left = y - 2 * q;
            const double weight = std::exp(-0.5 * (q - 0.5) * (q - 0.5) / 0.04 - 0.5 * left * left / variance) / std::sqrt(variance);
            total += weight;
            p += weight * q;
            p2 += weight * q * q;
            x += weight * (2 + q / variance * left);
        }
        p /= total;
        p2 /= total;
        x /= total;
    }
};

TEST_CASE("pivot: a parameter that multiplies chance is drawn from what the observation makes of it") {
    Product m;
    m.b.observe("y", m.b.at(m.y, 0), 0, 2.0);
    const auto ensemble = sampled(m.b.build());
    const Expected expected(2.0);
    const engine::Cell& p = of(ensemble, m.seen, 0);
    const engine::Cell& x = of(ensemble, m.x, 0);
    CHECK(ensemble.failed_paths == 0);
    CHECK(std::abs(p.mean - expected.p) < 5 * p.standard_error);
    CHECK(p.sd == Approx(std::sqrt(expected.p2 - expected.p * expected.p)).epsilon(0.01));
    CHECK(p.mean > 0.55);  // it learnt: 0.5 before
    CHECK(std::abs(x.mean - expected.x) < 5 * x.standard_error);
    CHECK(of(ensemble, m.y, 0).certain);
    const engine::Cell& later = of(ensemble, m.y, 1);  // the parameter lasts, the shocks do not
    CHECK(std::abs(later.mean - 2 * expected.p) < 5 * later.standard_error);
}

TEST_CASE("pivot: the sample is that of paths picked by rejection") {
    Product m, free;
    m.b.observe("y", m.b.at(m.y, 0), 0, 2.0);
    const auto conditional = sampled(m.b.build());
    engine::Sampling sampling;
    sampling.draws = 400'000;
    sampling.seed = 5;
    const std::vector<std::uint32_t> series = {free.seen, free.x, free.y};
    engine::Outputs outputs;
    outputs.series = series;
    outputs.keep_paths = true;
    const auto all = engine::simulate(free.b.build(), sampling, outputs);
    REQUIRE(all);
    const auto draws = static_cast<std::size_t>(sampling.draws);
    const auto paths_of = [&](std::size_t i) { return all->paths.data() + i * 2 * draws; };  // the first of two years
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
        double n = 0, sum = 0, sum2 = 0;
        for (std::size_t path = 0; path < draws; ++path) {
            if (std::abs(paths_of(2)[path] - 2.0) > 0.02) continue;
            const double value = paths_of(i)[path];
            n += 1;
            sum += value;
            sum2 += value * value;
        }
        REQUIRE(n > 1000);
        const double mean = sum / n, sd = std::sqrt(sum2 / n - mean * mean);
        const engine::Cell& cell = of(conditional, series[i], 0);
        CHECK(std::abs(mean - cell.mean) < 5 * sd / std::sqrt(n));
        CHECK(std::abs(sd - cell.sd) < 5 * sd / std::sqrt(2 * n));
    }
}

TEST_CASE("pivot: two observations that bend in one parameter settle it together") {
    Product m;
    m.b.observe("y", m.b.at(m.y, 0), 0, 2.0);
    m.b.observe("y", m.b.at(m.y, 1), 1, 2.6);
    const auto ensemble = sampled(m.b.build());
    double total = 0, p = 0;
    for (double q = -0.8; q < 1.8; q += 1e-4) {
        const double v = q * q + 0.25, a = 2.0 - 2 * q, b = 2.6 - 2 * q;
        const double weight = std::exp(-0.5 * (q - 0.5) * (q - 0.5) / 0.04 - 0.5 * (a * a + b * b) / v) / v;
        total += weight;
        p += weight * q;
    }
    const engine::Cell& seen = of(ensemble, m.seen, 0);
    CHECK(std::abs(seen.mean - p / total) < 5 * seen.standard_error);
    CHECK(ensemble.failed_paths == 0);
}

TEST_CASE("pivot: a straight observation beside a bent one is taken first") {
    Product m;
    m.b.observe("y", m.b.at(m.y, 0), 0, 2.0);
    m.b.observe("p", m.b.at(m.seen, 0), 0, 0.6);
    const auto path = engine::project(m.b.build());
    REQUIRE(path);
    CHECK(path->value(m.x, 1) == Approx(2 + 0.6 / (0.36 + 0.25) * 0.8).epsilon(1e-12));
}

TEST_CASE("pivot: every path has the observed number, with any dispersion, and none is the projection") {
    Product m;
    m.b.observe("y", m.b.at(m.y, 0), 0, 2.0);
    const auto model = m.b.build();
    const auto path = engine::project(model);
    REQUIRE(path);
    CHECK(path->value(m.y, 1) == 2.0);
    const auto still = sampled(model, 0);
    CHECK(of(still, m.x, 0).mean == path->value(m.x, 1));
    CHECK(sampled(model, 0.5).failed_paths == 0);
    CHECK(sampled(model, 2).failed_paths == 0);
}

TEST_CASE("pivot: where the parameter hardly bends it the law is the straight one") {
    test::ModelBuilder b(2023, 2023);
    const test::Expr p = b.parameter("p", 1.0, 1e-5);
    const std::uint32_t x = b.behave("x", LeftForm::level, 2.0, {2});
    const std::uint32_t y = b.behave("y", LeftForm::level, p * b.of(x), {1});
    b.shock(x, spread(3));
    b.shock(y, spread(4));
    b.observe("y", b.at(y, 0), 0, 7);
    const auto path = engine::project(b.build());
    REQUIRE(path);
    CHECK(path->value(x, 1) == Approx(2 + 5 * 9.0 / 25).epsilon(1e-6));
}

TEST_CASE("pivot: two parameters that bend one number are too many (E2645)") {
    test::ModelBuilder b(2023, 2023);
    const test::Expr p = b.parameter("p", 1.0, 0.2), q = b.parameter("q", 1.0, 0.2);
    const std::uint32_t x = b.behave("x", LeftForm::level, 2.0, {2});
    const std::uint32_t z = b.behave("z", LeftForm::level, 3.0, {3});
    const std::uint32_t y = b.identity("y", p * b.of(x) + q * b.of(z));
    b.shock(x, spread(1));
    b.shock(z, spread(1));
    b.observe("y", b.at(y, 0), 0, 6);
    const auto path = engine::project(b.build());
    REQUIRE_FALSE(path);
    CHECK(path.diagnostics().items()[0].code.number == 2645);
}

TEST_CASE("pivot: an observation beyond what any value of the parameter makes plausible is refused") {
    Product m;
    m.b.observe("y", m.b.at(m.y, 0), 0, 1e6);
    CHECK_FALSE(engine::project(m.b.build()));
}

}  // namespace
}  // namespace grdp
