// What every law needs of plain arithmetic, without libm.
#pragma once

namespace grdp::stats {

inline constexpr double kPi = 0x1.921fb54442d18p+1;

[[nodiscard]] constexpr double absolute(double x) {
    return x < 0 ? -x : x;
}

}  // namespace grdp::stats
