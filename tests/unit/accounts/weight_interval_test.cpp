#include "grdp/accounts/weight_interval.hpp"

#include <array>
#include <limits>

#include "catch.hpp"

using namespace grdp::accounts;

namespace {
PrintedContribution printed(double points, double percent, double half_unit = 0.005) {
    return {Points::points(points), Rate::from(Percent(percent)), Points::points(half_unit)};
}
}  // namespace

TEST_CASE("weight interval: every weight whose figures round to the printed ones lies inside") {
    const auto interval = weight_from_contribution(printed(0.29, 2.49));
    REQUIRE(interval);
    CHECK(interval->low.fraction() == Approx(0.285 / 2.495));
    CHECK(interval->high.fraction() == Approx(0.295 / 2.485));
    CHECK(interval->contains(Share::fraction(0.29 / 2.49)));
    CHECK_FALSE(interval->contains(Share::fraction(0.12)));
}

TEST_CASE("weight interval: a fall identifies the same weight as the rise of its mirror") {
    const auto rise = weight_from_contribution(printed(5.21, 18.18));
    const auto fall = weight_from_contribution(printed(-5.21, -18.18));
    REQUIRE(rise);
    REQUIRE(fall);
    CHECK(rise->low == fall->low);
    CHECK(rise->high == fall->high);
}

TEST_CASE("weight interval: growth near zero identifies nothing, and opposite signs contradict") {
    CHECK(weight_from_contribution(printed(0.00, 0.00)).reason() == Undefined::within_rounding);
    CHECK(weight_from_contribution(printed(0.00, 0.005)).reason() == Undefined::within_rounding);
    CHECK(weight_from_contribution(printed(-0.30, 2.00)).reason() == Undefined::contradiction);
    CHECK(weight_from_contribution(printed(3.00, 2.00)).reason() == Undefined::contradiction);
    // Nothing on paper, but the weight may be a little more than nothing.
    const auto tiny = weight_from_contribution(printed(0.00, 2.00));
    REQUIRE(tiny);
    CHECK(tiny->low == Share::zero());
    CHECK(tiny->high.fraction() == Approx(0.005 / 1.995));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(weight_from_contribution(printed(nan, 2.00)).reason() == Undefined::not_finite);
    CHECK(weights_from_contributions(std::array{printed(0.1, 0.0)}).reason() == Undefined::within_rounding);
}

TEST_CASE("weight interval: knowing that weights sum to one narrows them or refutes them") {
    const auto interval = [](double low, double high) {
        return ShareInterval{Share::fraction(low), Share::fraction(high)};
    };
    const auto narrowed = narrow_to_whole(std::array{interval(0.1, 0.5), interval(0.6, 0.7)});
    REQUIRE(narrowed);
    CHECK((*narrowed)[0].low.fraction() == Approx(0.3));
    CHECK((*narrowed)[0].high.fraction() == Approx(0.4));
    CHECK((*narrowed)[1].low.fraction() == Approx(0.6));
    CHECK(narrow_to_whole(std::array{interval(0.1, 0.2), interval(0.6, 0.7)}).reason() == Undefined::contradiction);
    CHECK(narrow_to_whole(std::array{interval(0.5, 0.6), interval(0.6, 0.7)}).reason() == Undefined::contradiction);
}
