// The conditional world of P1 against its closed form.
#include <cmath>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

double phi(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// Growth of a component of P1 as an observed expression: 100*(v/v(-1) - 1).
void observe_growth(model::CompiledModel& model, std::uint32_t series, double number) {
    const auto push = [&](model::Node node) {
        model.nodes.push_back(node);
        return static_cast<model::NodeId>(model.nodes.size() - 1);
    };
    const auto at = [&](std::int32_t period) {
        model::Node node;
        node.op = model::Op::series;
        node.absolute = true;
        node.index = series;
        node.offset = period;
        return push(node);
    };
    const auto constant = [&](double x) {
        model::Node node;
        node.value = x;
        return push(node);
    };
    const auto binary = [&](model::Op op, model::NodeId a, model::NodeId b) {
        model::Node node;
        node.op = op;
        node.a = a;
        node.b = b;
        return push(node);
    };
    const auto now = at(1), before = at(0);
    const auto ratio = binary(model::Op::div, now, before);
    const auto change = binary(model::Op::sub, ratio, constant(1));
    const auto growth = binary(model::Op::mul, constant(100), change);
    model.observed.push_back({"growth", "%", 1, growth, number, {}});
}

TEST_CASE("conditional P1: mean, spread and band probability are those of the conditional normal law") {
    const double w[4] = {0.10, 0.30, 0.53, 0.07}, sd[4] = {1.2, 2.5, 1.5, 3.0}, mean[4] = {2.35, 12.7, 10.55, 5.8};
    const double r[4][4] = {{1, .1, .1, .1}, {.1, 1, .35, .5}, {.1, .35, 1, .5}, {.1, .5, .5, 1}};
    for (const double industry : {12.0, 14.5}) {
        test::P1 problem = test::problem_one();
        observe_growth(problem.model, 1, industry);
        double total = 0, variance = 0;
        for (int i = 0; i < 4; ++i) {
            total += w[i] * (mean[i] + sd[i] * r[i][1] * (industry - mean[1]) / sd[1]);
            for (int j = 0; j < 4; ++j) variance += w[i] * w[j] * sd[i] * sd[j] * (r[i][j] - r[i][1] * r[j][1]);
        }
        const double spread = std::sqrt(variance);
        engine::Sampling sampling;
        sampling.draws = 400'000;
        sampling.seed = 11;
        const auto ensemble = engine::simulate(problem.model, sampling, {{problem.growth}, true, true, false});
        REQUIRE(ensemble);
        const engine::Cell& growth = ensemble->cell(0, 0);
        CHECK(test::within_5_standard_errors(growth.mean, total, growth.standard_error));
        CHECK(test::within_5_standard_errors(growth.sd, spread, spread / std::sqrt(2.0 * 400'000)));
        const double band = phi((10 - total) / spread) - phi((9.5 - total) / spread);
        CHECK(test::binomial_check(ensemble->events[0].within, 400'000, band));
        CHECK(ensemble->failed_paths == 0);
    }
}

TEST_CASE("conditional P1: a total observed leaves the closed-form law of a component") {
    test::P1 problem = test::problem_one();
    const std::uint32_t grdp = problem.model.find_series("grdp");
    observe_growth(problem.model, grdp, 5.75);
    const double sd_total = 1.427224579, mean_total = 10.0425;
    const double covariance = 0.10 * 1.2 * 1.5 * 0.1 + 0.30 * 2.5 * 1.5 * 0.35 + 0.53 * 1.5 * 1.5 + 0.07 * 3.0 * 1.5 * 0.5;
    const double services = 10.55 + covariance / (sd_total * sd_total) * (5.75 - mean_total);
    const double spread = std::sqrt(1.5 * 1.5 - covariance * covariance / (sd_total * sd_total));
    engine::Sampling sampling;
    sampling.draws = 200'000;
    sampling.seed = 12;
    const std::uint32_t volume = problem.model.find_series("volume[services]");
    const auto ensemble = engine::simulate(problem.model, sampling, {{volume}, true, true, false});
    REQUIRE(ensemble);
    const engine::Cell& level = ensemble->cell(0, 0);
    CHECK(test::within_5_standard_errors(100 * (level.mean / 53 - 1), services, 100 * level.standard_error / 53));
    CHECK(100 * level.sd / 53 == Approx(spread).epsilon(5 / std::sqrt(2.0 * 200'000)));
    CHECK(ensemble->events[0].below == 200'000);
}

}  // namespace
}  // namespace grdp
