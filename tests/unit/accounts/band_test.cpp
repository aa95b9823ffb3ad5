#include "grdp/accounts/band.hpp"

#include <limits>

#include "catch.hpp"

using grdp::accounts::inclusive_high;
using grdp::accounts::inclusive_low;

TEST_CASE("band: a value that differs from an edge by its last bits lies on it, a printed digit does not") {
    for (const double edge : {9.5, 5.5, -0.4, 0.0, 43000.0}) {
        CAPTURE(edge);
        CHECK(edge * (1 - 1e-15) >= inclusive_low(edge));
        CHECK(edge * (1 + 1e-15) <= inclusive_high(edge));
        CHECK(edge - 1e-4 < inclusive_low(edge));
        CHECK(edge + 1e-4 > inclusive_high(edge));
    }
}

TEST_CASE("band: an open end stays open") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(inclusive_low(-infinity) == -infinity);
    CHECK(inclusive_high(infinity) == infinity);
}
