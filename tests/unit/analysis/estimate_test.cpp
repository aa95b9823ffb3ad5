#include "grdp/analysis/estimate.hpp"

#include <cmath>

#include "catch.hpp"

namespace grdp {
namespace {

TEST_CASE("estimate: a share near the middle has the binomial standard error") {
    const analysis::Estimate half = analysis::proportion(500, 1000);
    CHECK(half.value == 0.5);
    CHECK(half.standard_error == Approx(std::sqrt(0.25 / 1000)));
    CHECK(half.low == Approx(0.4685492).epsilon(1e-6));  // Clopper-Pearson
    CHECK(half.high == Approx(0.5314508).epsilon(1e-6));
}

TEST_CASE("estimate: none of n and all of n keep an honest interval") {
    const analysis::Estimate none = analysis::proportion(0, 1000);
    CHECK(none.value == 0.0);
    CHECK(none.low == 0.0);
    CHECK(none.high == Approx(1 - std::pow(0.025, 1.0 / 1000)));
    const analysis::Estimate all = analysis::proportion(1000, 1000);
    CHECK(all.high == 1.0);
    CHECK(all.low == Approx(std::pow(0.025, 1.0 / 1000)));
}

}  // namespace
}  // namespace grdp
