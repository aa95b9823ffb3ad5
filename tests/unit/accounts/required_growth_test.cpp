#include "grdp/accounts/required_growth.hpp"

#include <array>
#include <limits>

#include "catch.hpp"

using namespace grdp::accounts;

namespace {
Rate rate(double percent) {
    return Rate::from(Percent(percent));
}
}  // namespace

TEST_CASE("required growth: the open parts make up what the known ones left") {
    const std::array parts{KnownPart{Share::fraction(0.25), rate(4)}, KnownPart{Share::fraction(0.25), rate(6)},
                           KnownPart{Share::fraction(0.2), {}}, KnownPart{Share::fraction(0.3), {}}};
    CHECK(required_growth(rate(8), parts)->percent().number() == Approx(11));
}

TEST_CASE("required growth: with nothing open there is nothing to require") {
    const std::array parts{KnownPart{Share::whole(), rate(4)}};
    CHECK(required_growth(rate(8), parts).reason() == Undefined::nothing_left);
    const std::array open{KnownPart{Share::whole(), {}}};
    CHECK(required_growth(rate(std::numeric_limits<double>::infinity()), open).reason() == Undefined::not_finite);
}
