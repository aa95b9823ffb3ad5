#include "grdp/engine/response.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

using engine::Quantity;
using engine::Response;
using model::LeftForm;
using model::Op;
using stats::Law;

/// Two years, three laws, persistence, correlation, an uncertain parameter, a ratio of levels.
model::CompiledModel economy() {
    test::ModelBuilder b(2023, 2024);
    const test::Expr elasticity = b.parameter("elasticity", 0.4, 0.1);
    const auto driver = b.behave("driver", LeftForm::level, 5.0, {5});
    const auto x = b.behave("x", LeftForm::growth, elasticity * b.of(driver) + 3.0, {40});
    const auto y = b.behave("y", LeftForm::dlog, 0.05, {60});
    const auto total = b.identity("total", b.of(x) + b.of(y));
    const auto growth = b.report("growth_total", b.growth(total));
    b.shock(driver, {Law::normal, {1.5, 0, 0, 0}}, 0.6);
    b.shock(x, {Law::student_t, {5, 2.0, 0, 0}});
    b.shock(y, {Law::two_piece_normal, {0.01, 0.02, 0, 0}});
    b.correlate(0, 1, 0.3);
    b.correlate(1, 2, -0.4);
    b.band("band", b.at(growth, 1), 5, 6);
    b.condition("both", b.call(Op::logical_and, b.call(Op::greater_equal, b.at(growth, 0), 4.0),
                               b.call(Op::less_equal, b.at(growth, 1), 7.0)));
    return b.build();
}

std::vector<Quantity> every_cell(const model::CompiledModel& model) {
    std::vector<Quantity> wanted;
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        for (std::uint32_t t = 0; t < model.grid.periods.size(); ++t) wanted.push_back(Quantity::cell(s, t));
    }
    wanted.push_back(Quantity::event(0));
    wanted.push_back(Quantity::event(1));
    return wanted;
}

bool same_bits(double a, double b) { return a == b ? std::signbit(a) == std::signbit(b) : a != a && b != b; }

TEST_CASE("response: at the coordinates of a path it is that path to the last bit, on every instruction set") {
    const model::CompiledModel model = economy();
    const std::vector<Quantity> wanted = every_cell(model);
    for (const double dispersion : {1.0, 0.5, 0.0}) {
        const Response response(model, wanted, dispersion);
        for (const auto isa : {engine::Isa::baseline, engine::Isa::avx2, engine::Isa::avx512}) {
            engine::ResponseLanes lanes(response, isa);
            for (std::size_t path = 0; path < 100; ++path) {
                const auto point = response.of_path(7, 5000 + path);
                for (std::size_t i = 0; i < point.size(); ++i) lanes.coordinate(i)[path] = point[i];
            }
            lanes.run(100);
            for (std::size_t path = 0; path < 100; ++path) {
                engine::Sampling sampling;
                sampling.seed = 7;
                sampling.dispersion = dispersion;
                const engine::Projection replayed = engine::replay(model, sampling, 5000 + path);
                for (std::size_t j = 0; j + 2 < wanted.size(); ++j) {
                    CHECK(same_bits(lanes.output(j)[path], replayed.value(wanted[j].index, wanted[j].period)));
                }
                CHECK(same_bits(lanes.output(wanted.size() - 2)[path], replayed.events[0]));
                CHECK(same_bits(lanes.output(wanted.size() - 1)[path], replayed.events[1]));
            }
        }
    }
}

TEST_CASE("response: coordinates are the normals that the quantities need, parameters first") {
    const model::CompiledModel model = economy();
    const auto total = model.find_series("total"), driver = model.find_series("driver");
    const Response first_year(model, {Quantity::cell(total, 1)});
    REQUIRE(first_year.coordinates().size() == 4);
    CHECK(first_year.coordinates()[0].kind == engine::Coordinate::Kind::parameter);
    CHECK(first_year.coordinate_name(model, 0) == "elasticity");
    CHECK(first_year.coordinate_name(model, 1) == "driver 2023");
    CHECK(first_year.coordinates()[3].period == 1);
    const Response both(model, {Quantity::cell(driver, 2), Quantity::cell(total, 2)});
    CHECK(both.coordinates().size() == 7);
    CHECK(both.dependence(0) == std::vector<bool>{false, true, false, false, true, false, false});
    CHECK(both.dependence(1) == std::vector<bool>(7, true));
}

TEST_CASE("response: a part of the outputs keeps their values and needs fewer coordinates") {
    const model::CompiledModel model = economy();
    const auto total = model.find_series("total"), driver = model.find_series("driver");
    const Response both(model, {Quantity::cell(driver, 2), Quantity::cell(total, 2)});
    const Response one = both.only({0});
    REQUIRE(one.coordinates().size() == 2);
    CHECK(one.at(one.of_path(1, 2)).front() == both.at(both.of_path(1, 2)).front());
}

TEST_CASE("response: along a line the numbers are those of the points of the line") {
    const model::CompiledModel model = economy();
    const Response whole(model, every_cell(model));
    const std::size_t n = whole.coordinates().size();
    for (std::size_t mask = 1; mask < (std::size_t{1} << n); mask += 5) {
        std::vector<std::size_t> moving;
        std::vector<double> weights;
        for (std::size_t i = 0; i < n; ++i) {
            if ((mask >> i & 1u) == 0) continue;
            moving.push_back(i);
            weights.push_back(0.3 * static_cast<double>(i) - 0.8);
        }
        engine::ResponseLanes line(whole.along(moving, weights)), plain(whole);
        const auto base = whole.of_path(9, mask);
        for (std::size_t i = 0; i < n; ++i) line.coordinate(i)[0] = base[i];
        for (const double t : {0.0, 1.5, -2.25}) {
            auto point = base;
            for (std::size_t m = 0; m < moving.size(); ++m) point[moving[m]] += weights[m] * t;
            for (std::size_t i = 0; i < n; ++i) plain.coordinate(i)[0] = point[i];
            plain.run(1);
            line.parameter()[0] = t;
            if (t == 0) line.run(1);
            else line.run_moving(1);
            for (std::size_t j = 0; j < whole.outputs(); ++j) {
                CAPTURE(mask, t, j);
                const double exact = plain.output(j)[0];
                CHECK((std::isnan(exact) ? std::isnan(line.output(j)[0]) : line.output(j)[0] == Approx(exact).epsilon(1e-12)));
            }
        }
    }
}

TEST_CASE("response: affine coordinates are read off the graph") {
    const model::CompiledModel model = economy();
    const auto driver = model.find_series("driver"), x = model.find_series("x");
    const Response response(model, {Quantity::cell(driver, 2), Quantity::cell(x, 1)});
    // elasticity, driver 2023, x 2023, driver 2024
    REQUIRE(response.coordinates().size() == 4);
    CHECK(response.affine(0, {true, true, true, true}));
    CHECK_FALSE(response.affine(1, {true, true, false, false}));  // a product of two random numbers
    CHECK(response.affine(1, {true, false, false, false}));
    CHECK_FALSE(response.affine(1, {false, true, false, false}));  // its score moves the t deviation of x too
    CHECK(response.affine(1, {false, false, false, true}));
}

TEST_CASE("response: a response of no randomness is certain and has no coordinates") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.exogenous("x", {1, 2});
    const auto y = b.identity("y", b.of(x) * 3.0);
    const auto unknown = b.exogenous("unknown", {});
    const Response response(b.build(), {Quantity::cell(y, 1), Quantity::cell(unknown, 1)});
    CHECK(response.coordinates().empty());
    CHECK(response.at({})[0] == 6.0);
    CHECK(response.certain(0) == 6.0);
    REQUIRE(response.certain(1));
    CHECK(std::isnan(*response.certain(1)));
}

TEST_CASE("response: derivatives agree with those of a known function") {
    test::ModelBuilder b(2023, 2023);
    const test::Expr p = b.parameter("p", 2.0, 0.5), q = b.parameter("q", 3.0, 0.25);
    const auto y = b.identity("y", p * q);
    const auto z = b.identity("z", b.call(Op::exp, p));
    const Response response(b.build(), {Quantity::cell(y, 1), Quantity::cell(z, 1)});
    const auto derivatives = response.gradient({0.4, -1.0});
    REQUIRE(derivatives.size() == 4);
    CHECK(derivatives[0] == Approx(0.5 * 2.75).epsilon(1e-10));
    CHECK(derivatives[1] == Approx(0.25 * 2.2).epsilon(1e-10));
    CHECK(derivatives[2] == Approx(0.5 * std::exp(2.2)).epsilon(1e-8));
    CHECK(derivatives[3] == 0.0);
}

TEST_CASE("response: more coordinates than lanes keep their derivatives") {
    test::ModelBuilder b(2023, 2023);
    test::Expr sum = 0.0;
    for (int i = 0; i < 300; ++i) sum = sum + b.parameter("p" + std::to_string(i), 1.0, 0.01 * (i + 1));
    const auto y = b.identity("y", sum);
    const Response response(b.build(), {Quantity::cell(y, 1)});
    REQUIRE(response.coordinates().size() == 300);
    const auto derivatives = response.gradient(std::vector<double>(300, 0.1));
    for (std::size_t i = 0; i < 300; ++i) CHECK(derivatives[i] == Approx(0.01 * static_cast<double>(i + 1)).epsilon(1e-8));
}

/// x and y are levels with normal shocks; `make` writes a condition on them.
template <class F>
std::optional<Response::Bounds> bounds_of(F make) {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.behave("x", LeftForm::level, 1.0), y = b.behave("y", LeftForm::level, 2.0);
    b.shock(x, {Law::normal, {1, 0, 0, 0}});
    b.shock(y, {Law::normal, {1, 0, 0, 0}});
    b.condition("c", make(b, b.at(x, 0), b.at(y, 0)));
    return Response::of_event(b.build(), 0).bounds();
}

TEST_CASE("response: a conjunction of comparisons is taken apart into bounds") {
    constexpr double inf = std::numeric_limits<double>::infinity();
    const auto within = bounds_of([](auto& b, auto x, auto y) {
        return b.call(Op::logical_and, b.call(Op::logical_and, b.call(Op::greater_equal, x, 1.0), b.call(Op::less_equal, x, 3.0)),
                      b.call(Op::less, y, x));
    });
    REQUIRE(within);
    CHECK_FALSE(within->complement);
    REQUIRE(within->all.size() == 2);
    CHECK(within->all[0].low == Approx(1).margin(1e-8));
    CHECK(within->all[0].high == Approx(3).margin(1e-8));
    CHECK(within->all[1].low == 0.0);
    CHECK(within->all[1].high == inf);
    const auto either = bounds_of([](auto& b, auto x, auto y) {
        return b.call(Op::logical_or, b.call(Op::less, x, 1.0), b.call(Op::logical_not, b.call(Op::less_equal, y, 2.0)));
    });
    REQUIRE(either);
    CHECK(either->complement);
    REQUIRE(either->all.size() == 2);
    CHECK(either->all[0].low == 1.0);
    CHECK(either->all[0].high == inf);
    CHECK(either->all[1].high == Approx(2).margin(1e-8));
    CHECK(either->all[1].low == -inf);
}

TEST_CASE("response: a condition of another shape has no bounds and its truth is the output") {
    const auto mixed = bounds_of([](auto& b, auto x, auto y) {
        return b.call(Op::logical_and, b.call(Op::less, x, 1.0), b.call(Op::logical_or, b.call(Op::less, x, 0.0), b.call(Op::less, y, 2.0)));
    });
    CHECK_FALSE(mixed);
    CHECK_FALSE(bounds_of([](auto& b, auto x, auto y) { return b.call(Op::equal, x, y); }));
    const model::CompiledModel model = economy();
    const Response band = Response::of_event(model, 0);
    REQUIRE(band.bounds());
    CHECK(band.bounds()->all.front().high == Approx(6).margin(1e-7));
    CHECK(band.smooth(0));
    CHECK_FALSE(Response(model, {Quantity::event(1)}).smooth(0));
}

TEST_CASE("event responses: each is the response of its event, to the last bit") {
    const model::CompiledModel model = economy();
    const engine::EventResponses all(model, 0.8);
    for (const std::uint32_t event : {1u, 0u}) {
        const Response own = Response::of_event(model, event, 0.8), shared = all[event];
        REQUIRE(shared.coordinates() == own.coordinates());
        REQUIRE(shared.bounds());
        REQUIRE(shared.bounds()->all.size() == own.bounds()->all.size());
        for (std::size_t i = 0; i < own.bounds()->all.size(); ++i) {
            CHECK(shared.bounds()->all[i].low == own.bounds()->all[i].low);
            CHECK(shared.bounds()->all[i].high == own.bounds()->all[i].high);
        }
        for (std::uint64_t path = 0; path < 50; ++path) CHECK(shared.at(own.of_path(3, path)) == own.at(own.of_path(3, path)));
    }
}

}  // namespace
}  // namespace grdp
