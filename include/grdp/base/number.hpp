// What every layer asks of a number, without libm.
#pragma once

namespace grdp {

inline constexpr double kNan = __builtin_nan("");

/// Neither NaN nor infinite.
[[nodiscard]] constexpr bool finite(double x) {
    return x - x == 0.0;
}
[[nodiscard]] constexpr double magnitude(double x) {
    return x < 0 ? -x : x;
}

}  // namespace grdp
