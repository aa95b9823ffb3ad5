#include "grdp/analysis/event_estimate.hpp"

#include <cmath>

#include "backwards_executor.hpp"
#include "catch.hpp"
#include "grdp/stats/elementary.hpp"
#include "growth_path.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

using analysis::Estimator;
using analysis::EventEstimate;
using analysis::PlannerOptions;
using analysis::PlanReason;
using model::LeftForm;
using model::Op;
using stats::Law;

EventEstimate estimate(const model::CompiledModel& model, PlannerOptions options = {}, std::uint32_t event = 0) {
    engine::SerialExecutor one;
    return analysis::estimate_event(model, event, options, one);
}

PlannerOptions by(Estimator estimator, double until_se = 1e-5) {
    PlannerOptions options;
    options.estimator = estimator;
    options.until_se = until_se;
    return options;
}

TEST_CASE("event estimate: one year of normal shocks has a closed form") {
    const EventEstimate answer = estimate(test::problem_one().model);
    CHECK(answer.method == Estimator::closed);
    CHECK(answer.reason == PlanReason::affine_gaussian);
    CHECK(answer.points == 1);
    CHECK(std::abs(answer.within.value - 0.136189533805) <= 5 * answer.within.standard_error);
    CHECK(std::abs(answer.at_least.value - 0.648067511333) <= 5 * answer.at_least.standard_error);
    CHECK(answer.within.standard_error == 1e-12);
    CHECK(answer.below.value + answer.within.value + answer.above.value == Approx(1).epsilon(1e-14));
}

TEST_CASE("event estimate: four laws under one copula are integrated along a line") {
    const EventEstimate answer = estimate(test::problem_two().model, by(Estimator::automatic, 1e-6));
    CHECK(answer.method == Estimator::line);
    CHECK(answer.reason == PlanReason::monotone);
    CHECK(answer.replicates == 16);
    CHECK(answer.reached);
    CHECK(answer.within.standard_error <= 1e-6);
    CHECK(std::abs(answer.within.value - 0.144591634) < 5 * answer.within.standard_error + 1e-8);
    CHECK(answer.within.low < answer.within.value);
    CHECK(answer.within.value < answer.within.high);
}

/// The smart estimate beside plain sampling of the same event: not more than five standard errors apart.
void check_against_plain(const model::CompiledModel& model, const EventEstimate& smart, std::uint64_t draws = 400'000) {
    PlannerOptions options = by(Estimator::plain);
    options.plain_draws = draws;
    options.seed = 77;
    const EventEstimate plain = estimate(model, options);
    CHECK(plain.method == Estimator::plain);
    CHECK(test::same_within_5_standard_errors(smart.below.value, smart.below.standard_error, plain.below.value, plain.below.standard_error));
    CHECK(test::same_within_5_standard_errors(smart.within.value, smart.within.standard_error, plain.within.value, plain.within.standard_error));
    CHECK(test::same_within_5_standard_errors(smart.above.value, smart.above.standard_error, plain.above.value, plain.above.standard_error));
    CHECK(test::same_within_5_standard_errors(smart.at_least.value, smart.at_least.standard_error, plain.at_least.value,
                                              plain.at_least.standard_error));
}

model::CompiledModel one_year(int years, bool normal) {
    test::GrowthPath path = test::growth_path(years, normal);
    path.builder.band("band", path.builder.at(path.growth, years - 1), 8.5, 9.5);
    return path.builder.build();
}

TEST_CASE("event estimate: growth in the third year agrees with plain sampling by every estimator that applies") {
    for (const bool normal : {true, false}) {
        const model::CompiledModel model = one_year(3, normal);
        for (const Estimator estimator : {Estimator::automatic, Estimator::line, Estimator::conditioning, Estimator::control}) {
            const EventEstimate smart = estimate(model, by(estimator, 1e-4));
            INFO(analysis::estimator_name(smart.method) << (normal ? " of normal laws" : " of other laws"));
            if (estimator != Estimator::automatic) CHECK(smart.method == estimator);
            CHECK(smart.method != Estimator::plain);
            check_against_plain(model, smart);
        }
    }
}

TEST_CASE("event estimate: a mean over years agrees with plain sampling") {
    test::GrowthPath path = test::growth_path(4, false);
    path.builder.band("mean", path.mean_of_growth(4), 8.5, 9.5);
    const model::CompiledModel model = path.builder.build();
    const EventEstimate smart = estimate(model);
    CHECK(smart.method == Estimator::line);
    CHECK(smart.reached);
    check_against_plain(model, smart);
}

TEST_CASE("event estimate: every year at least agrees with plain sampling, in turn and along a line") {
    for (const bool normal : {true, false}) {
        test::GrowthPath path = test::growth_path(4, normal);
        path.builder.condition("every", path.every_year_at_least(4, 8.0));
        const model::CompiledModel model = path.builder.build();
        for (const Estimator estimator : {Estimator::automatic, Estimator::sequential, Estimator::line}) {
            const EventEstimate smart = estimate(model, by(estimator, 2e-4));
            if (estimator != Estimator::automatic) CHECK(smart.method == estimator);
            check_against_plain(model, smart);
        }
    }
}

TEST_CASE("event estimate: a rare joint event has a small relative error and agrees between estimators") {
    test::GrowthPath path = test::growth_path(6);
    path.builder.condition("rare", path.every_year_within(6, 9.0, 9.4));
    const model::CompiledModel model = path.builder.build();
    const EventEstimate smart = estimate(model, by(Estimator::automatic, 1e-9));
    CHECK(smart.method == Estimator::sequential);
    CHECK(smart.within.value < 1e-5);
    CHECK(smart.within.standard_error < 0.01 * smart.within.value);
    PlannerOptions options = by(Estimator::line, 2e-8);
    options.max_points = 1 << 17;
    const EventEstimate line = estimate(model, options);
    CHECK(test::same_within_5_standard_errors(smart.within.value, smart.within.standard_error, line.within.value, line.within.standard_error));
}

TEST_CASE("event estimate: the complement of a joint event has the complement's probability") {
    test::GrowthPath path = test::growth_path(3);
    path.builder.condition("every", path.every_year_at_least(3, 8.0));
    path.builder.condition("some below", path.builder.call(Op::logical_not, path.every_year_at_least(3, 8.0)));
    const model::CompiledModel model = path.builder.build();
    const EventEstimate all = estimate(model, {}, 0), some = estimate(model, {}, 1);
    CHECK(all.within.value + some.within.value == Approx(1).epsilon(1e-12));
    CHECK(some.within.value == some.at_least.value);
    CHECK(some.below.value == Approx(all.within.value).epsilon(1e-12));
}

TEST_CASE("event estimate: bounds on several normal numbers of one year are taken in turn") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.behave("x", LeftForm::level, 0.0), y = b.behave("y", LeftForm::level, 0.0);
    b.shock(x, {Law::normal, {1, 0, 0, 0}});
    b.shock(y, {Law::normal, {2, 0, 0, 0}});
    b.correlate(0, 1, 0.5);
    b.condition("quadrant", b.call(Op::logical_and, b.call(Op::greater, b.at(x, 0), 0.0), b.call(Op::greater, b.at(y, 0), 0.0)));
    const EventEstimate answer = estimate(b.build(), by(Estimator::automatic, 1e-7));
    CHECK(answer.method == Estimator::sequential);
    // 1/4 + asin(1/2)/(2 pi) = 1/3
    CHECK(test::within_5_standard_errors(answer.within.value, 1.0 / 3, answer.within.standard_error + 1e-9));
    CHECK(answer.within.standard_error <= 1e-7);
}

TEST_CASE("event estimate: bounds on the same normal number meet in closed form") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.behave("x", LeftForm::level, 1.0);
    b.shock(x, {Law::normal, {1, 0, 0, 0}});
    const auto y = b.identity("y", 3.0 - b.of(x) * 2.0);
    b.condition("both", b.call(Op::logical_and, b.call(Op::greater, b.at(x, 0), 0.0), b.call(Op::greater, b.at(y, 0), 0.0)));
    const EventEstimate answer = estimate(b.build());
    CHECK(answer.method == Estimator::closed);
    CHECK(answer.within.value == Approx(stats::normal_cdf(0.5) - stats::normal_cdf(-1)).epsilon(1e-12));
}

TEST_CASE("event estimate: what is not monotone falls back to the linear surrogate, and says why") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.behave("x", LeftForm::level, 0.7), y = b.behave("y", LeftForm::level, 0.0);
    b.shock(x, {Law::normal, {1, 0, 0, 0}});
    b.shock(y, {Law::normal, {1, 0, 0, 0}});
    const auto f = b.identity("f", b.of(x) * b.of(x) + b.of(y));
    b.band("band", b.at(f, 0), 0.5, 1.5);
    const model::CompiledModel model = b.build();
    EventEstimate answer = estimate(model, by(Estimator::line, 1e-3));
    CHECK(answer.method == Estimator::plain);
    CHECK(answer.reason == PlanReason::not_monotone);
    answer = estimate(model, by(Estimator::control, 5e-4));
    CHECK(answer.method == Estimator::control);
    CHECK(answer.reached);
    check_against_plain(model, answer);
    // f is affine in y whatever x is: conditioning needs no monotone line in x.
    answer = estimate(model);
    CHECK(answer.method == Estimator::conditioning);
    check_against_plain(model, answer);
}

TEST_CASE("event estimate: paths without a value are no part of any share") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.behave("x", LeftForm::level, 1.0);
    b.shock(x, {Law::normal, {1, 0, 0, 0}});
    const auto root = b.identity("root", b.call(Op::sqrt, b.of(x)));
    b.band("band", b.at(root, 0), 1, 2);
    const model::CompiledModel model = b.build();
    const EventEstimate answer = estimate(model, by(Estimator::automatic, 1e-4));
    CHECK(answer.method == Estimator::control);
    CHECK(answer.reason == PlanReason::not_finite);
    CHECK(answer.failed > 0);
    CHECK(answer.below.value + answer.at_least.value == Approx(stats::normal_cdf(1)).margin(1e-3));
    check_against_plain(model, answer);
}

TEST_CASE("event estimate: conditions of another shape are sampled plainly") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.behave("x", LeftForm::level, 1.0), y = b.behave("y", LeftForm::level, 1.0);
    b.shock(x, {Law::normal, {1, 0, 0, 0}});
    b.shock(y, {Law::normal, {1, 0, 0, 0}});
    b.condition("mixed", b.call(Op::logical_and, b.call(Op::less, b.at(x, 0), 1.0),
                                b.call(Op::logical_or, b.call(Op::less, b.at(x, 0), 0.0), b.call(Op::less, b.at(y, 0), 2.0))));
    const EventEstimate answer = estimate(b.build());
    CHECK(answer.method == Estimator::plain);
    CHECK(answer.reason == PlanReason::not_comparisons);
    CHECK_FALSE(answer.reached);
    CHECK(answer.points == 100'000);
}

TEST_CASE("event estimate: an event without randomness is certain") {
    test::ModelBuilder b(2023, 2023);
    const auto x = b.exogenous("x", {1, 5});
    b.band("band", b.at(x, 0), 4, 6);
    b.condition("less", b.call(Op::less, b.at(x, 0), 4.0));
    const model::CompiledModel model = b.build();
    CHECK(estimate(model, {}, 0).within.value == 1);
    CHECK(estimate(model, {}, 0).reason == PlanReason::certain);
    CHECK(estimate(model, {}, 1).within.value == 0);
    CHECK(estimate(model, {}, 1).below.value == 1);
}

TEST_CASE("event estimate: the bits depend neither on workers nor on the instruction set") {
    test::GrowthPath path = test::growth_path(3, false);
    path.builder.band("mean", path.mean_of_growth(3), 8.5, 9.5);
    path.builder.condition("every", path.every_year_at_least(3, 8.0));
    const model::CompiledModel model = path.builder.build();
    for (std::uint32_t event = 0; event < 2; ++event) {
        const EventEstimate reference = estimate(model, by(Estimator::automatic, 1e-4), event);
        for (const auto isa : {engine::Isa::baseline, engine::Isa::avx2, engine::Isa::avx512}) {
            PlannerOptions options = by(Estimator::automatic, 1e-4);
            options.isa = isa;
            test::Backwards executor;
            const EventEstimate other = analysis::estimate_event(model, event, options, executor);
            CHECK(other.within.value == reference.within.value);
            CHECK(other.within.standard_error == reference.within.standard_error);
            CHECK(other.points == reference.points);
        }
    }
}

TEST_CASE("event estimate: a band begins with 256 points, a joint event with 1,024, and stops there if no point met it") {
    test::GrowthPath path = test::growth_path(2, false);
    path.builder.band("band", path.builder.at(path.growth, 1), 8.5, 9.5);
    path.builder.condition("never", path.every_year_within(2, 99.0, 99.1));
    const model::CompiledModel model = path.builder.build();
    const EventEstimate band = estimate(model, by(Estimator::automatic, 1.0));
    CHECK(band.points == 256);
    CHECK(band.method == Estimator::line);
    PlannerOptions few = by(Estimator::line, 1e-12);
    few.max_points = 64;
    CHECK(estimate(model, few).points == 64);
    const auto both = analysis::estimate_events(model, by(Estimator::automatic, 1.0), *std::make_unique<engine::SerialExecutor>());
    CHECK(both[0].within.value == band.within.value);
    CHECK(both[1].points == 1024);
    CHECK(estimate(model, by(Estimator::automatic, 1e-9), 1).within.value < 1e-9);
}

TEST_CASE("event estimate: estimates move smoothly with an assumption") {
    std::vector<double> value;
    for (int i = 0; i <= 4; ++i) {
        test::GrowthPath path = test::growth_path(2, false);
        path.builder.add_factor(1, 0, 1e-4 * i);
        path.builder.band("band", path.builder.at(path.growth, 1), 8.5, 9.5);
        PlannerOptions options = by(Estimator::line, 1.0);  // the first points alone
        value.push_back(estimate(path.builder.build(), options).within.value);
    }
    const double first = value[1] - value[0];
    CHECK(first != 0);
    for (std::size_t i = 1; i < 4; ++i) CHECK(value[i + 1] - value[i] == Approx(first).epsilon(1e-2));
}

TEST_CASE("event estimate: the cap ends the doubling and is admitted") {
    test::GrowthPath path = test::growth_path(3, false);
    path.builder.band("band", path.builder.at(path.growth, 2), 8.5, 9.5);
    PlannerOptions options = by(Estimator::control, 1e-9);
    options.max_points = 4096;
    const EventEstimate answer = estimate(path.builder.build(), options);
    CHECK_FALSE(answer.reached);
    CHECK(answer.points == 4096);
    options.max_points = 256;  // below the first thousand too
    CHECK(estimate(path.builder.build(), options).points == 256);
}

TEST_CASE("event estimate: every estimator's name is understood again") {
    for (const char* name : {"auto", "plain", "closed", "line", "conditioning", "sequential", "control"}) {
        const auto estimator = analysis::estimator_of(name);
        REQUIRE(estimator);
        CHECK(analysis::estimator_name(*estimator) == name);
    }
    CHECK_FALSE(analysis::estimator_of("magic"));
}

}  // namespace
}  // namespace grdp
