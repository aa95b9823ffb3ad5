#include "grdp/accounts/prices.hpp"

#include <limits>

#include "catch.hpp"

using namespace grdp::accounts;

namespace {
Rate rate(double percent) {
    return Rate::from(Percent(percent));
}
const double kInfinity = std::numeric_limits<double>::infinity();
}  // namespace

TEST_CASE("deflator: value over volume, undefined without a volume") {
    const auto d = deflator(Value::billion_vnd(150), Volume<2010>::billion_vnd(100));
    REQUIRE(d);
    CHECK(d->index() == Approx(150));
    CHECK(deflator(Value::billion_vnd(1), Volume<2010>::zero()).reason() == Undefined::base_not_positive);
    CHECK(deflator(Value::billion_vnd(kInfinity), Volume<2010>::billion_vnd(1)).reason() == Undefined::not_finite);
}

TEST_CASE("deflator growth: what nominal growth leaves after real growth") {
    CHECK(deflator_growth(compound(rate(9.5), rate(1.3)), rate(9.5))->percent().number() == Approx(1.3));
    CHECK(deflator_growth(rate(5), rate(-100)).reason() == Undefined::base_not_positive);
    CHECK(deflator_growth(rate(kInfinity), rate(5)).reason() == Undefined::not_finite);
}

TEST_CASE("relative deflator: zero where the share moves exactly as volumes do") {
    const auto before = Share::fraction(0.3);
    const auto now = before * (rate(12).factor() / rate(9.5).factor());
    CHECK(relative_deflator_growth(before, now, rate(9.5), rate(12))->fraction() == Approx(0).margin(1e-14));
    // Agriculture of the 2023 programme, low case: 8.93 % holds only if its prices fall relative to GRDP's.
    const auto agriculture =
        relative_deflator_growth(Share::fraction(0.0965), Share::fraction(0.0893), rate(9.5), rate(2.2));
    CHECK(agriculture->percent().number() == Approx(-0.8512).margin(5e-4));
    CHECK(relative_deflator_growth(Share::zero(), before, rate(9), rate(9)).reason() == Undefined::base_not_positive);
    CHECK(relative_deflator_growth(before, before, rate(9), rate(-100)).reason() == Undefined::base_not_positive);
    CHECK(relative_deflator_growth(before, before, rate(kInfinity), rate(9)).reason() == Undefined::not_finite);
}
