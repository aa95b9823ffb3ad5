#include "grdp/accounts/ratios.hpp"

#include <limits>

#include "catch.hpp"

using namespace grdp::accounts;

namespace {
Rate rate(double percent) {
    return Rate::from(Percent(percent));
}
Value value(double amount) {
    return Value::billion_vnd(amount);
}
const double kInfinity = std::numeric_limits<double>::infinity();
}  // namespace

TEST_CASE("per person: an average over nobody has a reason instead of a number") {
    CHECK(per_person(value(100), Persons::thousand(4))->million_vnd() == 25);
    CHECK(per_person(value(100), Persons::thousand(0)).reason() == Undefined::persons_not_positive);
    CHECK(per_person(value(kInfinity), Persons::thousand(1)).reason() == Undefined::not_finite);
}

TEST_CASE("per person growth: output over people, and back to employment") {
    const auto growth = per_person_growth(rate(21), rate(10));
    CHECK(growth->percent().number() == Approx(10));
    CHECK(implied_employment_growth(rate(21), *growth)->percent().number() == Approx(10));
    CHECK(per_person_growth(rate(5), rate(-100)).reason() == Undefined::persons_not_positive);
    CHECK(per_person_growth(rate(kInfinity), rate(1)).reason() == Undefined::not_finite);
    CHECK(implied_employment_growth(rate(5), rate(-100)).reason() == Undefined::base_not_positive);
    CHECK(implied_employment_growth(rate(kInfinity), rate(1)).reason() == Undefined::not_finite);
}

TEST_CASE("ICOR: the two conventions carry their names, and no growth means no ICOR") {
    const auto increment = icor_of_increment(value(40), value(110), rate(10));
    REQUIRE(increment);
    CHECK(increment->value == Approx(4));
    CHECK(increment->convention == IcorConvention::increment_at_current_prices);
    const auto ratio = icor_of_ratio(value(40), value(110), rate(10));
    REQUIRE(ratio);
    CHECK(ratio->value == Approx(40 / 11.0));
    CHECK(ratio->convention == IcorConvention::ratio);
    for (const double growth : {0.0, -2.0}) {
        CHECK(icor_of_increment(value(40), value(110), rate(growth)).reason() == Undefined::growth_not_positive);
        CHECK(icor_of_ratio(value(40), value(110), rate(growth)).reason() == Undefined::growth_not_positive);
    }
    CHECK(icor_of_increment(value(40), value(0), rate(5)).reason() == Undefined::whole_not_positive);
    CHECK(icor_of_ratio(value(40), value(0), rate(5)).reason() == Undefined::whole_not_positive);
    CHECK(icor_of_increment(value(kInfinity), value(1), rate(5)).reason() == Undefined::not_finite);
    CHECK(investment_ratio(value(kInfinity), value(1)).reason() == Undefined::not_finite);
    CHECK(icor_of_ratio(value(1e308), value(1), rate(1)).reason() == Undefined::not_finite);
}
