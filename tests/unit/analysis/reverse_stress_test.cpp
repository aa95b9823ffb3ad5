#include "grdp/analysis/reverse_stress.hpp"

#include <cmath>

#include "answer_tables.hpp"
#include "catch.hpp"
#include "grdp/analysis/nearest_point.hpp"
#include "grdp/analysis/path_sample.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

using model::LeftForm;

stats::MarginalParameters normal(double sd) { return {stats::Law::normal, {sd, 0, 0, 0}}; }

/// s = x + y + d with x of spread 3 and y of spread 4; the event asks for 8 <= s.
model::CompiledModel sum_model(double low, double high) {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t d = b.exogenous("d", {10, 10});
    const std::uint32_t x = b.behave("x", LeftForm::level, 0.0, {0});
    const std::uint32_t y = b.behave("y", LeftForm::level, 0.0, {0});
    const std::uint32_t s = b.identity("s", b.of(x) + b.of(y) + b.of(d));
    b.shock(x, normal(3));
    b.shock(y, normal(4));
    b.band("event", b.at(s, 0), low, high);
    model::CompiledModel model = b.build();
    model.series[d].unit = "%";
    return model;
}

analysis::ReverseStress stressed(const model::CompiledModel& model, bool miss) {
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = 50'000;
    auto found = analysis::reverse_stress(model, 0, miss, sampling, executor);
    REQUIRE(found);
    return *std::move(found);
}

TEST_CASE("reverse stress: the nearest miss of a sum shares the fall by variance") {
    const auto stress = stressed(sum_model(5, 1e9), true);
    CHECK_FALSE(stress.already);
    CHECK(stress.distance == Approx(1).epsilon(1e-6));  // 5 below, spread of the sum 5
    CHECK(stress.active == 1);
    CHECK(stress.tail == Approx(0.317310508).epsilon(1e-6));
    CHECK(stress.first_order == Approx(0.158655254).epsilon(1e-6));
    REQUIRE(stress.inputs.size() == 2);
    CHECK(stress.inputs[0].value == Approx(-3.2).epsilon(1e-6));       // y: 5 * 16/25
    CHECK(stress.inputs[0].deviations == Approx(-0.8).epsilon(1e-6));
    CHECK(stress.inputs[1].value == Approx(-1.8).epsilon(1e-6));
    CHECK(stress.inputs[1].outcome == Approx(-1.8).epsilon(1e-6));
    CHECK(stress.stressed[0] < 5);
    CHECK(stress.stressed[0] == Approx(5).epsilon(1e-7));
}

TEST_CASE("reverse stress: the nearer end of a band is the one that is missed") {
    const auto stress = stressed(sum_model(5, 12), true);
    CHECK(stress.distance == Approx(0.4).epsilon(1e-6));
    CHECK(stress.stressed[0] > 12);
}

TEST_CASE("reverse stress: what the central path does already has distance 0") {
    const auto stress = stressed(sum_model(5, 12), false);
    CHECK(stress.already);
    CHECK(stress.distance == 0);
    CHECK(stress.inputs.empty());
    CHECK(stressed(sum_model(20, 30), false).distance == Approx(2).epsilon(1e-6));
}

TEST_CASE("reverse stress: each assumption's break-even is a shift of that assumption alone") {
    const auto stress = stressed(sum_model(5, 12), true);
    REQUIRE(stress.break_even.size() == 1);
    CHECK_FALSE(stress.break_even[0].relative);
    CHECK(stress.break_even[0].shift_low == Approx(-5).epsilon(1e-9));
    CHECK(stress.break_even[0].shift_high == Approx(2).epsilon(1e-9));
    CHECK(std::isnan(stressed(sum_model(5, std::numeric_limits<double>::infinity()), true).break_even[0].shift_high));
}

TEST_CASE("reverse stress: mean inputs inside and outside are those of the truncated normal law") {
    const auto stress = stressed(sum_model(10, 1e9), true);
    REQUIRE(stress.contrast.size() == 2);
    // E(y | s > mean) = 16/5 sqrt(2/pi)
    CHECK(test::within_5_standard_errors(stress.contrast[0].inside.value, 3.2 * std::sqrt(2 / 3.14159265358979), stress.contrast[0].inside.standard_error));
    CHECK(test::within_5_standard_errors(stress.contrast[0].outside.value, -3.2 * std::sqrt(2 / 3.14159265358979), stress.contrast[0].outside.standard_error));
    CHECK(test::within_5_standard_errors(stress.probability.value, 0.5, stress.probability.standard_error));
}

TEST_CASE("reverse stress: several bounds at once are reached together, or in the nearest way missed") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::level, 0.0, {0});
    const std::uint32_t y = b.behave("y", LeftForm::level, 0.0, {0});
    b.shock(x, normal(1));
    b.shock(y, normal(1));
    b.condition("both", b.call(model::Op::logical_and, b.call(model::Op::greater_equal, b.at(x, 0), 3.0),
                               b.call(model::Op::greater_equal, b.at(y, 0), 4.0)));
    const auto model = b.build();
    const auto hit = stressed(model, false);
    CHECK(hit.distance == Approx(5).epsilon(1e-6));
    CHECK(hit.active == 2);
    CHECK(hit.tail == Approx(std::exp(-12.5)).epsilon(1e-6));
    CHECK(stressed(model, true).already);
}

TEST_CASE("reverse stress: a curved number is followed to its nearest point") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::log, 0.0, {1});
    b.shock(x, normal(0.5));
    b.band("event", b.at(x, 0), 0.5, 3);
    const auto stress = stressed(b.build(), true);
    CHECK(stress.distance == Approx(std::log(2.0) / 0.5).epsilon(1e-6));
}

TEST_CASE("reverse stress: an event that chance does not move cannot be missed (E7044), one without bounds is refused (E7043)") {
    engine::SerialExecutor executor;
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::level, 1.0, {0});
    const std::uint32_t y = b.behave("y", LeftForm::level, 1.0, {0});
    b.shock(y, normal(1));
    b.band("certain", b.at(x, 0), 0, 2);
    b.condition("equal", b.call(model::Op::equal, b.at(y, 0), 1.0));
    const auto model = b.build();
    engine::Sampling sampling;
    sampling.draws = 1000;
    const auto certain = analysis::reverse_stress(model, 0, true, sampling, executor);
    REQUIRE_FALSE(certain);
    CHECK(certain.diagnostics().items()[0].code.number == 7044);
    const auto equal = analysis::reverse_stress(model, 1, true, sampling, executor);
    REQUIRE_FALSE(equal);
    CHECK(equal.diagnostics().items()[0].code.number == 7043);
    CHECK(analysis::find_event(model, "equl").diagnostics().items()[0].code.number == 7042);
    CHECK(*analysis::find_event(model, "equal") == 1);
}

TEST_CASE("reverse stress: the chi-square tail has its closed values") {
    CHECK(analysis::chi_square_tail(3.841458820694124, 1) == Approx(0.05).epsilon(1e-10));
    CHECK(analysis::chi_square_tail(5.991464547107979, 2) == Approx(0.05).epsilon(1e-10));
    CHECK(analysis::chi_square_tail(7.814727903251179, 3) == Approx(0.05).epsilon(1e-10));
    CHECK(analysis::chi_square_tail(18.307038053275146, 10) == Approx(0.05).epsilon(1e-10));
    CHECK(analysis::chi_square_tail(0, 4) == 1);
}

TEST_CASE("nearest point: half-spaces that exclude each other have none") {
    CHECK_FALSE(analysis::nearest_in_polyhedron({1, -1}, {1, 1}, 1).found);
    const auto corner = analysis::nearest_in_polyhedron({1, 0, 0, 1}, {3, 4}, 2);
    CHECK(corner.found);
    CHECK(corner.distance == Approx(5));
}

TEST_CASE("path sample: its numbers are those of the simulation's paths") {
    const auto model = sum_model(5, 12);
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = 9000;
    const auto sample = analysis::sample_paths(engine::Response(model, {engine::Quantity::event(0)}), sampling, executor);
    REQUIRE(sample);
    CHECK(sample->of(0)[8777] == engine::Response(model, {engine::Quantity::event(0)}).at(engine::Response(model, {engine::Quantity::event(0)}).of_path(2023, 8777))[0]);
    sampling.memory_limit = 1000;
    const auto refused = analysis::sample_paths(engine::Response(model, {engine::Quantity::event(0)}), sampling, executor);
    CHECK(refused.diagnostics().items()[0].code.number == 4004);
}

}  // namespace
TEST_CASE("reverse stress: its tables say what the answer says") {
    const model::CompiledModel model = sum_model(5, 1e9);
    const auto stress = stressed(model, true);
    const auto tables = analysis::answer_tables(model, stress);
    test::check_well_formed(tables);
    CHECK(test::numbers(tables, "stress_distance", "distance")[0] == stress.distance);
    CHECK(test::numbers(tables, "stress_distance", "tail")[0] == stress.tail);
    CHECK(test::texts(tables, "stress_point", "input") == std::vector<std::string>{"y", "x"});
    CHECK(test::texts(tables, "stress_point", "period")[0] == "2023");
    CHECK(test::numbers(tables, "stress_point", "deviations")[0] == stress.inputs[0].deviations);
    CHECK(test::texts(tables, "stress_break_even", "assumption") == std::vector<std::string>{"d"});
    CHECK(test::numbers(tables, "stress_break_even", "shift_low")[0] == Approx(-5).epsilon(1e-6));
    CHECK(test::numbers(tables, "stress_contrast", "inside")[0] > test::numbers(tables, "stress_contrast", "outside")[0]);
}

}  // namespace grdp
