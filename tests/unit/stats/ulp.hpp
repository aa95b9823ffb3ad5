// Distance from an extended-precision reference in units of the last place of the double result.
#pragma once

#include <cmath>

namespace grdp::test {

/// |computed - exact| in ulps of the double nearest to exact; 0 if both are the same infinity or both NaN.
inline double ulps(double computed, long double exact) {
    const double nearest = static_cast<double>(exact);
    if (std::isnan(nearest) && std::isnan(computed)) return 0;
    if (std::isinf(nearest) || std::isnan(nearest)) return computed == nearest ? 0 : HUGE_VAL;
    const double magnitude = std::abs(nearest);
    const double ulp = magnitude < 0x1p-1022 ? 0x1p-1074 : std::ldexp(1.0, std::ilogb(magnitude) - 52);
    return static_cast<double>(std::abs(static_cast<long double>(computed) - exact) / static_cast<long double>(ulp));
}

}  // namespace grdp::test
