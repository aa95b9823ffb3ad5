#include "grdp/analysis/learning.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/engine/learning.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

struct Learner {
    test::ModelBuilder b{2023, 2024};
    std::uint32_t x;
    Learner() {
        x = b.behave("x", model::LeftForm::level, b.parameter("p", 7.0, 2.0) + b.parameter("certain", 0.0), {1});
        b.shock(x, {stats::Law::normal, {1, 0, 0, 0}});
        const std::uint32_t other = b.behave("other", model::LeftForm::level, b.parameter("untouched", 1.0, 1.0), {1});
        b.shock(other, {stats::Law::normal, {1, 0, 0, 0}});
    }
};

TEST_CASE("learning: mean and spread of a parameter move as by Bayes' rule") {
    Learner m;
    m.b.observe("x", m.b.at(m.x, 0), 0, 12);
    const auto model = m.b.build();
    const auto learnt = engine::learnt(model);
    REQUIRE(learnt.size() == 1);
    CHECK(learnt[0].mean_before == 7);
    CHECK(learnt[0].sd_before == 2);
    CHECK(learnt[0].mean_after == Approx(7 + 5 * 4.0 / 5).epsilon(1e-13));
    CHECK(learnt[0].sd_after == Approx(std::sqrt(4.0 / 5)).epsilon(1e-13));
    const auto table = analysis::learnt_table(model);
    REQUIRE(table);
    CHECK(table->rows() == 1);
}

TEST_CASE("learning: without observations there is no table") {
    Learner m;
    CHECK(engine::learnt(m.b.build()).empty());
    CHECK_FALSE(analysis::learnt_table(m.b.build()));
}

TEST_CASE("learning: a parameter that bends its observation has the moments of its posterior law") {
    // y = p x + e with x ~ N(2, 1), e ~ N(0, 0.5), p ~ N(0.5, 0.2): by Bayes' rule on a grid of p.
    test::ModelBuilder b(2023, 2023);
    const auto p = b.parameter("p", 0.5, 0.2);
    const auto x = b.behave("x", model::LeftForm::level, 2.0, {2});
    const auto y = b.behave("y", model::LeftForm::level, p * b.of(x), {1});
    b.shock(x, {stats::Law::normal, {1, 0, 0, 0}});
    b.shock(y, {stats::Law::normal, {0.5, 0, 0, 0}});
    b.observe("y", b.at(y, 0), 0, 2.0);
    double total = 0, first = 0, second = 0;
    for (double q = -1; q < 2; q += 1e-4) {
        const double v = q * q + 0.25, left = 2.0 - 2 * q;
        const double weight = std::exp(-0.5 * (q - 0.5) * (q - 0.5) / 0.04 - 0.5 * left * left / v) / std::sqrt(v);
        total += weight;
        first += weight * q;
        second += weight * q * q;
    }
    const auto learnt = engine::learnt(b.build());
    REQUIRE(learnt.size() == 1);
    CHECK(learnt[0].mean_after == Approx(first / total).epsilon(1e-8));
    CHECK(learnt[0].sd_after == Approx(std::sqrt(second / total - first * first / (total * total))).epsilon(1e-7));
}

}  // namespace
}  // namespace grdp
