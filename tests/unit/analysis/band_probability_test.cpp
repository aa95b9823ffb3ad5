#include "grdp/analysis/band_probability.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

TEST_CASE("band probability: P1 carries its probabilities with honest errors") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling;
    sampling.draws = 400'000;
    sampling.probabilities = {};
    const auto run = engine::simulate(p1.model, sampling, {});
    REQUIRE(run);
    const auto answers = analysis::band_probabilities(*run, p1.model);
    REQUIRE(answers.size() == 1);
    const analysis::EventAnswer& band = answers[0];
    CHECK(band.name == "band");
    CHECK(band.points == 400'000);
    CHECK(test::within_5_standard_errors(band.within.value, 0.136189533805, band.within.standard_error));
    CHECK(test::within_5_standard_errors(band.at_least.value, 0.648067511333, band.at_least.standard_error));
    CHECK(band.within.standard_error == Approx(std::sqrt(0.1362 * 0.8638 / 4e5)).epsilon(0.02));
    CHECK(band.within.low < band.within.value);
    CHECK(band.within.value < band.within.high);
    CHECK(band.below.value + band.within.value + band.above.value == Approx(1.0));
}

TEST_CASE("band probability: cases in falling order bound the same band") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, 8.9);
    b.shock(x, {stats::Law::normal, {0.05, 0, 0, 0}});
    b.band("falling", b.at(x, 0), 8.93, 8.84);
    const model::CompiledModel model = b.build();
    const auto run = engine::simulate(model, {}, {});
    REQUIRE(run);
    const auto answers = analysis::band_probabilities(*run, model);
    CHECK(answers[0].low == 8.84);
    CHECK(answers[0].high == 8.93);
    CHECK(answers[0].within.value > 0.5);
}

TEST_CASE("band probability: failed paths stay in the denominator, a condition reports its falsehood as below") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    const std::uint32_t x = b.identity("x", b.call(model::Op::log, b.of(u)));
    b.condition("log above 0", b.call(model::Op::greater, b.at(x, 0), 0.0));
    const model::CompiledModel model = b.build();
    engine::Sampling sampling;
    sampling.draws = 100'000;
    const auto run = engine::simulate(model, sampling, {});
    REQUIRE(run);
    const analysis::EventAnswer answer = analysis::band_probabilities(*run, model)[0];
    CHECK_FALSE(answer.is_band);
    const double failed = static_cast<double>(answer.failed) / 1e5;
    CHECK(test::within_5_standard_errors(failed, 0.5, std::sqrt(0.25 / 1e5)));
    CHECK(answer.below.value + answer.within.value + answer.above.value + failed == Approx(1.0));
    CHECK(test::within_5_standard_errors(answer.within.value, 0.158655253931, answer.within.standard_error));
    CHECK(answer.above.value == 0.0);
}

}  // namespace
}  // namespace grdp
