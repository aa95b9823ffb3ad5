// Observed values condition everything else; each expectation here is worked out by hand.
#include <cmath>

#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

using model::LeftForm;
using stats::Law;

stats::MarginalParameters normal(double sd) { return {Law::normal, {sd, 0, 0, 0}}; }

/// x (sd 3) and y (sd 4), independent; s = x + y + 10.
struct Pair {
    test::ModelBuilder b{2023, 2024};
    std::uint32_t x = b.behave("x", LeftForm::level, 1.0, {1});
    std::uint32_t y = b.behave("y", LeftForm::level, 2.0, {2});
    std::uint32_t s = b.identity("s", b.of(x) + b.of(y) + 10.0);
    explicit Pair(double persistence = 0) {
        b.shock(x, normal(3), persistence);
        b.shock(y, normal(4), persistence);
    }
};

engine::Ensemble run(const model::CompiledModel& model, double dispersion = 1, std::uint64_t draws = 20'000) {
    engine::Sampling sampling;
    sampling.draws = draws;
    sampling.dispersion = dispersion;
    auto ensemble = engine::simulate(model, sampling, engine::Outputs::explained(model));
    REQUIRE(ensemble);
    return *std::move(ensemble);
}

const engine::Cell& cell_of(const engine::Ensemble& ensemble, std::uint32_t series, std::size_t t) {
    for (std::size_t i = 0; i < ensemble.series.size(); ++i) {
        if (ensemble.series[i] == series) return ensemble.cell(i, t);
    }
    FAIL("no such series");
    return ensemble.cells[0];
}

std::string codes(const model::CompiledModel& model) {
    const auto path = engine::project(model);
    std::string all;
    for (const Diagnostic& item : path.diagnostics().items()) all += (all.empty() ? "" : " ") + code_text(item.code);
    return all;
}

TEST_CASE("conditioning: a sum observed 5 above its mean shares the surprise by variance") {
    Pair p;
    p.b.observe("s", p.b.at(p.s, 0), 0, 18);
    const auto model = p.b.build();
    const auto path = engine::project(model);
    REQUIRE(path);
    CHECK(path->value(p.x, 1) == Approx(1 + 5 * 9.0 / 25).epsilon(1e-14));
    CHECK(path->value(p.y, 1) == Approx(2 + 5 * 16.0 / 25).epsilon(1e-14));
    CHECK(path->value(p.s, 1) == 18);
    CHECK(path->value(p.x, 2) == 1);  // another year, nothing learnt
    const auto ensemble = run(model);
    const engine::Cell& x = cell_of(ensemble, p.x, 0);
    CHECK(test::within_5_standard_errors(x.mean, 2.8, x.standard_error));
    CHECK(x.sd == Approx(std::sqrt(9 - 81.0 / 25)).epsilon(0.03));  // 2.4
    CHECK(cell_of(ensemble, p.s, 0).certain);
    CHECK(cell_of(ensemble, p.s, 0).mean == 18);
    CHECK(ensemble.failed_paths == 0);
}

TEST_CASE("conditioning: persistence carries the observed surprise on") {
    Pair p(0.5);
    p.b.observe("s", p.b.at(p.s, 0), 0, 18);
    const auto path = engine::project(p.b.build());
    REQUIRE(path);
    CHECK(path->value(p.s, 2) == Approx(13 + 0.5 * 5).epsilon(1e-14));
}

TEST_CASE("conditioning: a later observation speaks of earlier years that it remembers") {
    Pair p(0.5);
    p.b.observe("x", p.b.at(p.x, 1), 1, 1 + 3);
    const auto path = engine::project(p.b.build());
    REQUIRE(path);
    // e2 = e1/2 + n2 with variances 9 and 9: e1 | e2 = 3 has mean 3 * 4.5/(9/4 + 9).
    CHECK(path->value(p.x, 1) == Approx(1 + 3 * 4.5 / 11.25).epsilon(1e-14));
}

TEST_CASE("conditioning: several observations in order of time condition jointly") {
    Pair p(0.5);
    p.b.observe("s", p.b.at(p.s, 0), 0, 18);
    p.b.observe("s", p.b.at(p.s, 1), 1, 17);
    const auto path = engine::project(p.b.build());
    REQUIRE(path);
    CHECK(path->value(p.s, 1) == 18);
    CHECK(path->value(p.s, 2) == 17);
    // n_s(2023) = 5, n_s(2024) = 4 - 2.5 = 1.5; x takes 9/25 of each.
    CHECK(path->value(p.x, 2) == Approx(1 + 0.36 * (0.5 * 5 + 1.5)).epsilon(1e-13));
}

TEST_CASE("conditioning: an uncertain parameter learns") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t x = b.behave("x", LeftForm::level, b.parameter("p", 7.0, 2.0), {1});
    b.shock(x, normal(1));
    b.observe("x", b.at(x, 0), 0, 12);
    const auto model = b.build();
    const auto path = engine::project(model);
    REQUIRE(path);
    CHECK(path->value(x, 2) == Approx(7 + 5 * 4.0 / 5).epsilon(1e-14));
    const auto ensemble = run(model);
    const engine::Cell& next = cell_of(ensemble, x, 1);
    CHECK(test::within_5_standard_errors(next.mean, 11, next.standard_error));
    CHECK(next.sd == Approx(std::sqrt(4 - 16.0 / 5 + 1)).epsilon(0.03));
}

TEST_CASE("conditioning: a component with a law of its own settles its score, and its neighbours move by correlation") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::level, 0.0, {0});
    const std::uint32_t y = b.behave("y", LeftForm::level, 0.0, {0});
    const std::uint32_t u = b.behave("u", LeftForm::level, 0.0, {0});
    const stats::MarginalParameters law{Law::lognormal, {2, 0.5, 0, 0}};
    b.shock(x, law);
    b.shock(y, normal(3));
    b.shock(u, {Law::uniform, {-1, 1, 0, 0}});
    b.correlate(0, 1, 0.6);
    b.correlate(0, 2, 0.8);
    b.observe("x", b.at(x, 0), 0, 2 * (std::exp(0.5 * 1.25) - 1));  // score 1.25
    const auto model = b.build();
    const auto path = engine::project(model);
    REQUIRE(path);
    CHECK(path->value(y, 1) == Approx(3 * 0.6 * 1.25).epsilon(1e-9));
    const auto ensemble = run(model);
    const engine::Cell& cy = cell_of(ensemble, y, 0);
    CHECK(test::within_5_standard_errors(cy.mean, 2.25, cy.standard_error));
    CHECK(cy.sd == Approx(3 * 0.8).epsilon(0.03));
    // E Phi(m + s e) = Phi(m / sqrt(1 + s^2)) with m = 1, s = 0.6.
    const engine::Cell& cu = cell_of(ensemble, u, 0);
    const double expected = 2 * 0.5 * std::erfc(-1 / std::sqrt(1.36) / std::sqrt(2.0)) - 1;
    CHECK(test::within_5_standard_errors(cu.mean, expected, cu.standard_error));
}

TEST_CASE("conditioning: the projection is the simulation without dispersion to the last bit") {
    for (test::P1 problem : {test::problem_one(), test::problem_two()}) {
        test::ModelBuilder unused(2023, 2023);
        model::CompiledModel& model = problem.model;
        model::Node node;
        node.op = model::Op::series;
        node.absolute = true;
        node.index = 1;
        node.offset = 1;
        model.nodes.push_back(node);
        model.observed.push_back({"volume[industry]", "", 1, static_cast<model::NodeId>(model.nodes.size() - 1), 34.2, {}});
        const auto path = engine::project(model);
        REQUIRE(path);
        const auto ensemble = run(model, 0, 300);
        for (std::size_t i = 0; i < ensemble.series.size(); ++i) {
            const double projected = path->value(ensemble.series[i], 1);
            CHECK(ensemble.cell(i, 0).minimum == projected);
            CHECK(ensemble.cell(i, 0).maximum == projected);
        }
        CHECK(path->value(1, 1) == 34.2);
    }
}

TEST_CASE("conditioning: a replayed path is that path of the simulation") {
    Pair p(0.5);
    p.b.observe("s", p.b.at(p.s, 0), 0, 18);
    const auto model = p.b.build();
    engine::Sampling sampling;
    sampling.draws = 300;
    engine::Outputs outputs = engine::Outputs::explained(model);
    outputs.keep_paths = true;
    const auto ensemble = engine::simulate(model, sampling, outputs);
    REQUIRE(ensemble);
    const engine::Projection path = engine::replay(model, sampling, 217);
    for (std::size_t i = 0; i < outputs.series.size(); ++i) {
        for (std::size_t t = 0; t < 2; ++t) {
            CHECK(ensemble->paths[(i * 2 + t) * 300 + 217] == path.value(outputs.series[i], t + 1));
        }
    }
    CHECK(path.value(p.x, 1) + path.value(p.y, 1) + 10 == Approx(18).epsilon(1e-12));
}

TEST_CASE("conditioning: luck that the observation says nothing about stays where it was") {
    Pair free;
    Pair p;
    p.b.observe("s", p.b.at(p.s, 0), 0, 18);
    engine::Sampling sampling;
    sampling.draws = 10;
    const engine::Projection a = engine::replay(free.b.build(), sampling, 3), b = engine::replay(p.b.build(), sampling, 3);
    CHECK(a.value(p.x, 2) == b.value(p.x, 2));
    CHECK(a.value(p.x, 1) != b.value(p.x, 1));
}

TEST_CASE("conditioning: dispersion scales what stays open, never what is known") {
    Pair p;
    p.b.observe("s", p.b.at(p.s, 0), 0, 18);
    const auto model = p.b.build();
    const auto ensemble = run(model, 2);
    const engine::Cell& x = cell_of(ensemble, p.x, 0);
    CHECK(test::within_5_standard_errors(x.mean, 2.8, x.standard_error));
    CHECK(x.sd == Approx(2 * 2.4).epsilon(0.03));
    CHECK(ensemble.failed_paths == 0);
}

TEST_CASE("conditioning: parts and their total may all be observed if they agree (W2646), not if they do not (E2644)") {
    Pair p;
    p.b.observe("x", p.b.at(p.x, 0), 0, 3);
    p.b.observe("y", p.b.at(p.y, 0), 0, 4);
    Pair other = p;
    p.b.observe("s", p.b.at(p.s, 0), 0, 17);
    CHECK(codes(p.b.build()) == "W2646");
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::level, 1.0, {1});
    b.shock(x, normal(1));
    b.observe("x", b.at(x, 0), 0, 3);
    b.observe("2*x", 2.0 * b.at(x, 0), 0, 6.1);
    CHECK(codes(b.build()) == "E2644");
}

TEST_CASE("conditioning: a certain number can only be observed as it is (E2643, W2646)") {
    for (const auto& [number, code] : {std::pair{1.0, "W2646"}, std::pair{1.5, "E2643"}}) {
        Pair p;
        const double y = 2;
        p.b.fix(p.x, 0, 1.0);
        p.b.observe("x", p.b.at(p.x, 0) * y / y, 0, number);
        CHECK(codes(p.b.build()) == code);
    }
}

TEST_CASE("conditioning: a product of two random numbers is refused and says what bends it (E2645)") {
    Pair p;
    p.b.observe("x*y", p.b.at(p.x, 0) * p.b.at(p.y, 0), 0, 2);
    const auto path = engine::project(p.b.build());
    REQUIRE_FALSE(path);
    CHECK(path.diagnostics().items()[0].code.number == 2645);
    CHECK(path.diagnostics().items()[0].hint.find("the shock of x in 2023") != std::string::npos);
}

TEST_CASE("conditioning: what bends becomes straight once its factors are observed") {
    Pair p;
    p.b.observe("x*y", p.b.at(p.x, 0) * p.b.at(p.y, 0), 0, 6);
    p.b.observe("x", p.b.at(p.x, 0), 0, 2);
    const auto path = engine::project(p.b.build());
    REQUIRE(path);
    CHECK(path->value(p.y, 1) == Approx(3).epsilon(1e-14));
}

TEST_CASE("conditioning: a ratio is refused even on the plane where it is constant, for its slope varies there (E2645)") {
    Pair p;
    p.b.observe("x/y", p.b.at(p.x, 0) / p.b.at(p.y, 0), 0, 0.5);
    CHECK(codes(p.b.build()) == "E2645");
}

TEST_CASE("conditioning: a number that the law cannot give is out of reach (E2647)") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", LeftForm::level, 1.0, {1});
    b.shock(x, {Law::triangular, {-1, 0, 1, 0}});
    b.observe("x", b.at(x, 0), 0, 2.5);
    CHECK(codes(b.build()) == "E2647");
}

TEST_CASE("conditioning: a number that the model held for nearly impossible is warned about (W2648)") {
    Pair p;
    p.b.observe("x", p.b.at(p.x, 0), 0, 1 + 7 * 3);
    CHECK(codes(p.b.build()) == "W2648");
}

TEST_CASE("conditioning: simulate refuses what project refuses") {
    Pair p;
    p.b.observe("x*y", p.b.at(p.x, 0) * p.b.at(p.y, 0), 0, 2);
    const auto model = p.b.build();
    const auto ensemble = engine::simulate(model, {}, engine::Outputs::explained(model));
    REQUIRE_FALSE(ensemble);
    CHECK(ensemble.diagnostics().items()[0].code.number == 2645);
}

TEST_CASE("conditioning: a path that does not reproduce its observation fails") {
    // Where three shocks are high at once (three paths in ten thousand) the sum is another one; no probe goes there.
    Pair p;
    std::vector<std::uint32_t> u;
    for (const char* name : {"u", "v", "w"}) {
        u.push_back(p.b.behave(name, LeftForm::level, 0.0, {0}));
        p.b.shock(u.back(), normal(1));
    }
    const auto least = p.b.call(model::Op::min, p.b.call(model::Op::min, p.b.at(u[0], 0), p.b.at(u[1], 0)), p.b.at(u[2], 0));
    p.b.observe("bent", p.b.at(p.s, 0) + p.b.call(model::Op::max, least, 1.5), 0, 15);
    const auto model = p.b.build();
    REQUIRE(codes(model) == "");
    engine::Sampling sampling;
    sampling.draws = 100'000;
    const auto ensemble = engine::simulate(model, sampling, engine::Outputs::explained(model));
    REQUIRE(ensemble);
    CHECK(ensemble->failed_paths > 0);
    CHECK(ensemble->failed_paths < 100);
}

}  // namespace
}  // namespace grdp
