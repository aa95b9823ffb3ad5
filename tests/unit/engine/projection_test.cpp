#include "grdp/engine/projection.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

using model::LeftForm;
using model::Op;

std::vector<std::uint16_t> codes(const Diagnostics& diagnostics) {
    std::vector<std::uint16_t> found;
    for (const Diagnostic& diagnostic : diagnostics.items()) found.push_back(diagnostic.code.number);
    return found;
}

TEST_CASE("projection: each left-hand form gives the level that it states") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t level = b.behave("level", LeftForm::level, 7.0, {1});
    const std::uint32_t growth = b.behave("growth", LeftForm::growth, 10.0, {100});
    const std::uint32_t diff = b.behave("diff", LeftForm::diff, 3.0, {20});
    const std::uint32_t log = b.behave("log", LeftForm::log, 2.0, {1});
    const std::uint32_t dlog = b.behave("dlog", LeftForm::dlog, 0.5, {4});
    const auto path = engine::project(b.build());
    REQUIRE(path);
    CHECK(path->value(level, 2) == 7.0);
    CHECK(path->value(growth, 1) == Approx(110).epsilon(1e-15));
    CHECK(path->value(growth, 2) == Approx(121).epsilon(1e-15));
    CHECK(path->value(diff, 2) == 26.0);
    CHECK(path->value(log, 1) == Approx(std::exp(2.0)).epsilon(1e-15));
    CHECK(path->value(dlog, 2) == Approx(4 * std::exp(1.0)).epsilon(1e-15));
}

TEST_CASE("projection: growth in a quarterly model is on the same quarter of the year before") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t x = b.behave("x", LeftForm::growth, 10.0);
    model::CompiledModel model = b.build();
    model.frequency = accounts::Frequency::quarterly;
    model.horizon = {accounts::Period::quarterly(2023, 1), accounts::Period::quarterly(2023, 4)};
    model.grid.periods = {accounts::Period::quarterly(2022, 1), accounts::Period::quarterly(2023, 4)};
    model.grid.values = {1, 2, 3, 4, 0, 0, 0, 0};
    model.grid.present = {true, true, true, true, false, false, false, false};
    const auto path = engine::project(model);
    REQUIRE(path);
    for (std::size_t q = 0; q < 4; ++q) CHECK(path->value(x, 4 + q) == Approx(1.1 * static_cast<double>(q + 1)));
}

TEST_CASE("projection: a fix replaces the equation and add-factors join its right-hand side") {
    test::ModelBuilder b(2023, 2025);
    const std::uint32_t x = b.behave("x", LeftForm::growth, 10.0, {100});
    b.shock(x, {stats::Law::normal, {1.0, 0, 0, 0}});
    b.fix(x, 0, 50.0, LeftForm::growth);
    b.fix(x, 1, 300.0);
    b.add_factor(x, 2, 5.0);
    const auto path = engine::project(b.build());
    REQUIRE(path);
    CHECK(path->value(x, 1) == Approx(150.0));
    CHECK(path->value(x, 2) == 300.0);
    CHECK(path->value(x, 3) == Approx(345.0));
}

TEST_CASE("projection: an identity before the horizon follows from data, a datum stands") {
    test::ModelBuilder b(2023, 2023, 2);
    const std::uint32_t x = b.exogenous("x", {1, 2, 3});
    const std::uint32_t twice = b.identity("twice", 2.0 * b.of(x));
    const std::uint32_t given = b.identity("given", 2.0 * b.of(x), {2.001});
    const std::uint32_t change = b.report("change", b.of(twice) - b.of(twice, -1));
    const auto path = engine::project(b.build());
    REQUIRE(path);
    CHECK(path->value(twice, 0) == 2.0);
    CHECK(path->value(given, 0) == 2.001);
    CHECK(codes(path.diagnostics()) == std::vector<std::uint16_t>{4011});
    CHECK(path->value(given, 1) == 4.0);
    CHECK_FALSE(path->present[path->at(change, 0)]);
    CHECK(std::isnan(path->value(change, 0)));
    CHECK(path->value(change, 1) == 2.0);
}

TEST_CASE("projection: operations have their usual meaning") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.exogenous("x", {0, -1.5});
    const test::Expr v = b.of(x);
    struct Case {
        std::uint32_t series;
        double expected;
    };
    const std::vector<Case> cases = {
        {b.identity("a1", b.call(Op::abs, v)), 1.5},
        {b.identity("a2", b.call(Op::min, v, 2.0)), -1.5},
        {b.identity("a3", b.call(Op::max, v, 2.0)), 2.0},
        {b.identity("a4", b.call(Op::pow, v, 3.0)), -3.375},
        {b.identity("a5", b.call(Op::pow, v, -2.0)), 1 / 2.25},
        {b.identity("a6", b.call(Op::pow, v, 0.0)), 1.0},
        {b.identity("a7", b.call(Op::sqrt, v * v)), 1.5},
        {b.identity("a8", b.call(Op::greater, v, -2.0)), 1.0},
        {b.identity("a9", b.call(Op::less_equal, v, -2.0)), 0.0},
        {b.identity("b1", b.call(Op::not_equal, v, -1.5)), 0.0},
        {b.identity("b2", b.select(b.call(Op::less, v, 0.0), 8.0, b.call(Op::log, v))), 8.0},
        {b.identity("b3", b.call(Op::logical_and, v, 0.0)), 0.0},
        {b.identity("b4", b.call(Op::logical_or, v, 0.0)), 1.0},
        {b.identity("b5", b.call(Op::logical_not, v)), 0.0},
        {b.identity("b6", -v), 1.5},
        {b.identity("b7", b.call(Op::pow, b.call(Op::abs, v), 0.5)), std::sqrt(1.5)},
        {b.identity("b8", b.call(Op::greater_equal, v, -1.5)), 1.0},
        {b.identity("b9", b.call(Op::equal, v, -1.5)), 1.0},
    };
    const auto path = engine::project(b.build());
    REQUIRE(path);
    for (const Case& c : cases) CHECK(path->value(c.series, 1) == Approx(c.expected).epsilon(1e-15));
}

TEST_CASE("projection: the first non-finite equation is an error, what follows from it is not repeated") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t zero = b.exogenous("zero", {0, 1, 0});
    const std::uint32_t broken = b.identity("broken", 1.0 / b.of(zero));
    b.identity("later", b.of(broken) + 1.0);
    const auto path = engine::project(b.build());
    REQUIRE_FALSE(path);
    CHECK(codes(path.diagnostics()) == std::vector<std::uint16_t>{4001});
    CHECK(path.diagnostics().items()[0].message == "broken has no finite value in 2024 (scenario by_hand)");
}

TEST_CASE("projection: growth from a base that is not positive has no value") {
    for (const LeftForm form : {LeftForm::growth, LeftForm::dlog}) {
        for (const double base : {-50.0, 0.0}) {
            test::ModelBuilder b(2023, 2023);
            b.behave("v", form, 0.1, {base});
            const auto path = engine::project(b.build());
            CHECK(codes(path.diagnostics()) == std::vector<std::uint16_t>{4001});
            REQUIRE(path.diagnostics().items().size() == 1);
            CHECK(path.diagnostics().items()[0].message == "v has no finite value in 2023 (scenario by_hand)");
        }
    }
}

TEST_CASE("projection: a path whose base turns negative fails there") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t v = b.behave("v", LeftForm::growth, 5.0, {100});
    b.shock(v, {stats::Law::normal, {100.0, 0, 0, 0}});
    const auto run = engine::simulate(b.build(), {.draws = 1000}, {.series = {v}});
    REQUIRE(run);
    CHECK(run->cell(0, 0).failed == 0);
    CHECK(run->cell(0, 1).failed > 100);
    CHECK(run->first_failures[0].period == 2);
}

TEST_CASE("a datum before the horizon that contradicts its identity is E4010, one that is rounded W4011") {
    const auto found = [](double total, bool in_simulation) {
        test::ModelBuilder b(2023, 2023);
        const std::uint32_t a = b.behave("a", LeftForm::growth, 7.0, {600});
        const std::uint32_t c = b.behave("c", LeftForm::growth, 7.0, {400});
        const std::uint32_t grdp = b.identity("grdp", b.of(a) + b.of(c), {total});
        b.shock(a, {stats::Law::normal, {1.0, 0, 0, 0}});
        if (in_simulation) return engine::simulate(b.build(), {.draws = 10}, {.series = {grdp}}).diagnostics();
        return engine::project(b.build()).diagnostics();
    };
    for (const bool in_simulation : {false, true}) {
        REQUIRE(codes(found(900, in_simulation)) == std::vector<std::uint16_t>{4010});
        CHECK(found(900, in_simulation).items()[0].message ==
              "grdp in 2022 is 900 in the data, 1000 by its identity (scenario by_hand)");
    }
    CHECK(codes(found(1000.1, false)) == std::vector<std::uint16_t>{4011});
    CHECK(codes(found(1000, false)).empty());
    CHECK(codes(found(1000 * (1 + 1e-12), false)).empty());
}

TEST_CASE("projection: an event without a value is an error, a failing check a warning") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.exogenous("x", {0, -1});
    b.check(b.call(Op::greater, b.of(x), 0.0));
    const auto warned = engine::project(b.build());
    REQUIRE(warned);
    CHECK(codes(warned.diagnostics()) == std::vector<std::uint16_t>{4002});
    REQUIRE(warned->failed_checks.size() == 1);
    CHECK(warned->failed_checks[0].period == 1);
    b.band("log", b.call(Op::log, b.at(x, 0)), 0, 1);
    CHECK(codes(engine::project(b.build()).diagnostics()) == std::vector<std::uint16_t>{4006});
}

TEST_CASE("projection: events have their values along the path") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t x = b.behave("x", LeftForm::growth, 10.0, {100});
    b.shock(x, {stats::Law::normal, {1.0, 0, 0, 0}});
    b.band("mean growth", (b.growth_at(x, 0) + b.growth_at(x, 1)) / 2.0, 9, 11);
    b.condition("above", b.call(Op::greater, b.at(x, 1), 120.0));
    const auto path = engine::project(b.build());
    REQUIRE(path);
    CHECK(path->events[0] == Approx(10.0));
    CHECK(path->events[1] == 1.0);
}

TEST_CASE("a shock is off behind a fix and starts again from zero") {
    const auto spread_after_fix = [](bool fixed) {
        test::ModelBuilder b(2023, 2024);
        const std::uint32_t x = b.behave("x", LeftForm::level, 10.0, {10});
        b.shock(x, {stats::Law::normal, {1.0, 0, 0, 0}}, 0.9);
        if (fixed) b.fix(x, 0, 10.0);
        const auto run = engine::simulate(b.build(), {.draws = 20000}, {.series = {x}});
        REQUIRE(run);
        return run->cell(0, 1).sd;
    };
    CHECK(spread_after_fix(true) == Approx(1.0).margin(5 / std::sqrt(2 * 20000.0)));
    CHECK(spread_after_fix(false) == Approx(std::sqrt(1.81)).margin(5 * std::sqrt(1.81) / std::sqrt(2 * 20000.0)));
}

TEST_CASE("an outcome on the edge of a band lies within, whatever its last bits") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::growth, 5.5, {107781.0 * 0.0707});
    const std::uint32_t growth = b.report("growth", 100.0 * (b.of(x) / b.of(x, -1) - 1.0));
    b.band("edge", b.at(growth, 0), 5.5, 6.1);
    b.condition("at least", b.call(Op::greater_equal, b.at(growth, 0), 5.5));
    b.condition("at most", b.call(Op::greater_equal, 5.5, b.at(growth, 0)));
    const auto run = engine::simulate(b.build(), {.draws = 10}, {.series = {growth}});
    REQUIRE(run);
    CHECK(run->events[0].within == 10);
    CHECK(run->events[1].within == 10);
    CHECK(run->events[2].within == 10);
}

}  // namespace
}  // namespace grdp
