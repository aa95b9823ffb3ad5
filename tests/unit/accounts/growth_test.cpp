#include "grdp/accounts/growth.hpp"

#include <array>
#include <limits>

#include "catch.hpp"

using namespace grdp::accounts;

namespace {
using Levels = std::vector<Volume<2010>>;
Volume<2010> volume(double amount) {
    return Volume<2010>::billion_vnd(amount);
}
}  // namespace

TEST_CASE("growth: a rise, a fall and a standstill against a positive level") {
    CHECK(growth(volume(110), volume(100))->percent().number() == Approx(10));
    CHECK(growth(volume(90), volume(100))->percent().number() == Approx(-10));
    CHECK(growth(volume(100), volume(100))->fraction() == 0);
    CHECK(growth(Value::billion_vnd(118), Value::billion_vnd(100))->percent().number() == Approx(18));
    CHECK(growth(Persons::thousand(101), Persons::thousand(100))->percent().number() == Approx(1));
    using Chained = ChainedVolume<2020>;
    CHECK(growth(Chained::billion_vnd(105), Chained::billion_vnd(100))->percent().number() == Approx(5));
}

TEST_CASE("growth: from zero or a negative level there is a reason instead of a number") {
    for (const double before : {0.0, -7.0}) {
        const auto answer = growth(volume(5), volume(before));
        REQUIRE_FALSE(answer);
        CHECK(answer.reason() == Undefined::base_not_positive);
    }
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(growth(volume(5), volume(nan)).reason() == Undefined::not_finite);
    CHECK(growth(volume(nan), volume(5)).reason() == Undefined::not_finite);
}

TEST_CASE("contribution: a component that turns negative still contributes points") {
    const auto points = contribution(volume(-2), volume(3), volume(100));
    REQUIRE(points);
    CHECK(points->points() == Approx(-5));
    CHECK(contribution(volume(1), volume(2), volume(0)).reason() == Undefined::whole_not_positive);
    CHECK(contribution(volume(std::numeric_limits<double>::infinity()), volume(2), volume(1)).reason() ==
          Undefined::not_finite);
}

TEST_CASE("shares of growth: product taxes are in the provincial convention and out of the national one") {
    const Levels before{volume(10), volume(30), volume(50), volume(10)};
    const Levels now{volume(11), volume(34), volume(53), volume(12)};
    const auto of_growth = shares_of_growth<2010>(now, before);
    REQUIRE(of_growth);
    CHECK((*of_growth)[1].percent().number() == Approx(40));
    CHECK((*of_growth)[3].percent().number() == Approx(20));
    const auto of_value_added = shares_of_value_added_growth<2010>(std::span(now).first(3), std::span(before).first(3));
    REQUIRE(of_value_added);
    CHECK((*of_value_added)[1].percent().number() == Approx(50));
    CHECK(shares_of_growth<2010>(before, before).reason() == Undefined::no_change);
    const Levels infinite(4, volume(std::numeric_limits<double>::infinity()));
    CHECK(shares_of_growth<2010>(infinite, before).reason() == Undefined::not_finite);
}

TEST_CASE("shares: of a total that is not positive or not finite they are not defined") {
    CHECK(weights<2010>(Levels{volume(1), volume(-1)}).reason() == Undefined::whole_not_positive);
    CHECK(weights<2010>(Levels{volume(std::numeric_limits<double>::infinity())}).reason() == Undefined::not_finite);
    CHECK(structure(std::array{Value::billion_vnd(-1)}).reason() == Undefined::whole_not_positive);
}

TEST_CASE("average growth: the constant rate that leads to the same level") {
    const auto rate = [](double percent) { return Rate::from(Percent(percent)); };
    CHECK(average_growth(std::array{rate(7), rate(7), rate(7)})->percent().number() == Approx(7));
    CHECK(average_growth(std::array{rate(21)})->percent().number() == Approx(21));
    CHECK(average_growth(std::array{rate(-50), rate(100)})->fraction() == Approx(0).margin(1e-15));
    CHECK(average_growth(std::array{rate(-19), rate(-19)})->percent().number() == Approx(-19));
    CHECK(average_growth({}).reason() == Undefined::base_not_positive);
    CHECK(average_growth(std::array{rate(5), rate(-100)}).reason() == Undefined::base_not_positive);
    CHECK(average_growth(std::array{rate(std::numeric_limits<double>::quiet_NaN())}).reason() == Undefined::not_finite);
    CHECK(average_growth(std::vector(40, rate(1e12))).reason() == Undefined::not_finite);
}
