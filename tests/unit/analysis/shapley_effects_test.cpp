#include "grdp/analysis/shapley_effects.hpp"

#include <cmath>

#include "catch.hpp"
#include "model_builder.hpp"

using namespace grdp;

namespace {

struct Pair {
    model::CompiledModel model;
    std::uint32_t sum = 0;
};

/// y = 2 a + 3 b with shocks of sd 1.5 and 0.5 and correlation rho.
Pair two_shocks(double rho) {
    test::ModelBuilder builder(2023, 2023);
    const auto a = builder.behave("a", model::LeftForm::level, 1.0), b = builder.behave("b", model::LeftForm::level, 1.0);
    const auto first = builder.shock(a, {stats::Law::normal, {1.5}}), second = builder.shock(b, {stats::Law::normal, {0.5}});
    builder.correlate(first, second, rho);
    const auto y = builder.identity("y", 2.0 * builder.of(a) + 3.0 * builder.of(b));
    return {builder.build(), y};
}

analysis::UncertaintyShares shares_of(const model::CompiledModel& model, const analysis::UncertainNumber& number) {
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = 16'384;
    const auto found = analysis::uncertainty_shares(model, number, sampling, executor);
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("shapley effects: two correlated shocks by their closed form") {
    for (const double rho : {-0.9, -0.3, 0.0, 0.5, 0.8}) {
        const auto pair = two_shocks(rho);
        const auto found = shares_of(pair.model, {false, pair.sum, static_cast<std::uint32_t>(pair.model.first_horizon_index())});
        const double s1 = 3.0, s2 = 1.5, variance = s1 * s1 + 2 * rho * s1 * s2 + s2 * s2;  // coefficient times deviation
        const double first = s1 * s1 * (1 - rho * rho / 2) + rho * s1 * s2 + s2 * s2 * rho * rho / 2;
        CHECK(found.exact);
        CHECK(found.variance == Approx(variance));
        CHECK(found.shapley[0].value == Approx(first / variance));
        CHECK(found.shapley[1].value == Approx(1 - first / variance));
        CHECK(found.total[0].value == Approx(s1 * s1 * (1 - rho * rho) / variance));
        CHECK(found.first_order[0].value == Approx((s1 + rho * s2) * (s1 + rho * s2) / variance));
    }
}

TEST_CASE("shapley effects: P1, exactly, for the growth rate") {
    const auto p1 = test::problem_one();
    const auto found = shares_of(p1.model, {false, p1.growth, static_cast<std::uint32_t>(p1.model.first_horizon_index())});
    const double published[] = {0.019, 0.375, 0.404, 0.201};
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(found.shapley[i].value == Approx(published[i]).margin(6e-4));
        sum += found.shapley[i].value;
    }
    CHECK(sum == Approx(1).margin(1e-12));
}

TEST_CASE("shapley effects: for the event of P1 they are exact and sum to one; two ends of a band cancel for a single input") {
    const auto p1 = test::problem_one();
    const auto found = shares_of(p1.model, {true, 0, 0});
    CHECK(found.exact);
    CHECK(found.variance == Approx(0.136189533805 * (1 - 0.136189533805)).epsilon(1e-6));
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        sum += found.shapley[i].value;
        CHECK(found.first_order[i].value < 0.1);
        CHECK(found.total[i].value > found.shapley[i].value);
    }
    CHECK(sum == Approx(1).margin(1e-9));
}

TEST_CASE("shapley effects: sampled ones lie where the exact ones of a like model do") {
    const auto p1 = test::problem_one();
    auto bent = p1.model;
    for (auto& shock : bent.shocks) shock.law = {stats::Law::student_t, {200, shock.law.p[0]}};  // all but normal, yet no longer known to be
    const auto first = static_cast<std::uint32_t>(p1.model.first_horizon_index());
    for (const analysis::UncertainNumber number : {analysis::UncertainNumber{false, p1.growth, first}, analysis::UncertainNumber{true, 0, 0}}) {
        const auto exact = shares_of(p1.model, number), sampled = shares_of(bent, number);
        CHECK_FALSE(sampled.exact);
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            CHECK(std::fabs(sampled.shapley[i].value - exact.shapley[i].value) < 5 * sampled.shapley[i].standard_error + 0.003);
            CHECK(sampled.shapley[i].low >= 0);
            sum += sampled.shapley[i].value;
        }
        CHECK(sum == Approx(1).margin(1e-9));
    }
}

TEST_CASE("shapley effects: too few draws and numbers without uncertainty are refused") {
    auto bent = test::problem_one();
    for (auto& shock : bent.model.shocks) shock.law = {stats::Law::student_t, {5, shock.law.p[0]}};
    const analysis::UncertainNumber number{false, bent.growth, static_cast<std::uint32_t>(bent.model.first_horizon_index())};
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = 999;
    const auto few = analysis::uncertainty_shares(bent.model, number, sampling, executor);
    REQUIRE_FALSE(few);
    CHECK(few.diagnostics().items().front().code == Code{7311});
    for (auto& shock : bent.model.shocks) shock.law = {stats::Law::normal, {0}};
    sampling.draws = 2'000;
    const auto none = analysis::uncertainty_shares(bent.model, number, sampling, executor);
    REQUIRE_FALSE(none);
    CHECK(none.diagnostics().items().front().code == Code{7313});
}

TEST_CASE("shapley effects: random orders tell what all subsets do, for growth and event, by closed forms and by paths") {
    const auto p1 = test::problem_one();
    auto bent = p1.model;
    for (auto& shock : bent.shocks) shock.law = {stats::Law::student_t, {200, shock.law.p[0]}};
    const auto first = static_cast<std::uint32_t>(p1.model.first_horizon_index());
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = 16'384;
    for (const analysis::UncertainNumber number : {analysis::UncertainNumber{false, p1.growth, first}, analysis::UncertainNumber{true, 0, 0}}) {
        const auto exact = shares_of(p1.model, number);
        for (const model::CompiledModel* world : {&p1.model, static_cast<const model::CompiledModel*>(&bent)}) {
            const auto found = analysis::uncertainty_shares(*world, number, sampling, executor, 0);
            REQUIRE(found);
            CHECK(found->orders >= 32);
            CHECK_FALSE(found->exact);
            const bool drawn = world == &bent;
            CHECK((found->draws > 0) == drawn);
            double sum = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                CAPTURE(i, number.event, drawn);
                CHECK(found->shapley[i].standard_error > 0);
                CHECK(std::fabs(found->shapley[i].value - exact.shapley[i].value) < 5 * found->shapley[i].standard_error + (drawn ? 0.003 : 0));
                CHECK(std::fabs(found->first_order[i].value - exact.first_order[i].value) < 5 * found->first_order[i].standard_error + (drawn ? 0.003 : 1e-9));
                CHECK(std::fabs(found->total[i].value - exact.total[i].value) < 5 * found->total[i].standard_error + (drawn ? 0.003 : 1e-9));
                sum += found->shapley[i].value;
            }
            CHECK(sum == Approx(1).margin(1e-9));
        }
    }
}

TEST_CASE("shapley effects: fourteen independent shocks of one sum share its variance by their squares, in whatever order") {
    test::ModelBuilder builder(2023, 2023);
    auto sum = 0.0 * builder.of(builder.behave("none", model::LeftForm::level, 1.0));
    double variance = 0;
    for (int i = 1; i <= 14; ++i) {
        const auto part = builder.behave("x" + std::to_string(i), model::LeftForm::level, 1.0);
        builder.shock(part, {stats::Law::normal, {static_cast<double>(i)}});
        sum = sum + builder.of(part);
        variance += i * i;
    }
    const auto y = builder.identity("y", sum);
    const auto model = builder.build();
    const auto found = shares_of(model, {false, y, static_cast<std::uint32_t>(model.first_horizon_index())});
    REQUIRE(found.inputs.size() == 14);
    CHECK(found.orders > 0);
    double total = 0;
    for (int i = 1; i <= 14; ++i) {
        CHECK(found.shapley[static_cast<std::size_t>(i) - 1].value == Approx(i * i / variance));
        total += found.shapley[static_cast<std::size_t>(i) - 1].value;
    }
    CHECK(total == Approx(1).margin(1e-12));
}
