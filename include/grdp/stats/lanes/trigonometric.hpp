// Sine and cosine of a fraction of the full turn. docs/method/random-numbers.md, equation (RN-10).
#pragma once

#include "grdp/stats/lanes/isa.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// sin and cos of 2*pi*u for u in [0, 1], absolute error below 2e-16; exact at multiples of a quarter turn.
GRDP_LANE_INLINE void sincos_2pi(vf u, vf& sine, vf& cosine) {
    // The angle is quadrant*pi/2 + t*pi/2 with |t| <= 1/2; both steps of the reduction are exact.
    const vf shifted = splat(4.0) * u + splat(kRoundingShift);
    const vf t = splat(4.0) * u - (shifted - splat(kRoundingShift));
    const vu quadrant = bits(shifted);
    const vf z = t * t;
    constexpr double s[] = {-0x1.4abbce625be41p-1, 0x1.466bc677587fdp-4,   -0x1.32d2cce2e60f1p-8,
                            0x1.50782fda6cc46p-13, -0x1.e30071ffa2344p-19, 0x1.e3f39e32fe20dp-25};
    constexpr double c[] = {-0x1.3bd3cc9be45dep+0,  0x1.03c1f081b5ab0p-2,  -0x1.55d3c7e3c95bcp-6, 0x1.e1f50683b424ap-11,
                            -0x1.a6d1ecb739061p-16, 0x1.f9cc6aca067cbp-22, -0x1.b26fe693b35b4p-28};
    const vf near_sine = t * splat(0x1.921fb54442d18p+0) + t * z * polynomial(z, s);
    const vf near_cosine = splat(1.0) + z * polynomial(z, c);
    // Odd quadrants swap the two; bit 1 of q and of q+1 are the signs of sine and cosine.
    const vi odd = reinterpret_cast<vi>(quadrant & splat(uint64_t{1})) != splat(int64_t{0});
    const vu sign = splat(uint64_t{0x8000000000000000});
    const vu sine_sign = (quadrant << splat(uint64_t{62})) & sign;
    const vu cosine_sign = ((quadrant + splat(uint64_t{1})) << splat(uint64_t{62})) & sign;
    sine = from_bits(bits(select(odd, near_cosine, near_sine)) ^ sine_sign);
    cosine = from_bits(bits(select(odd, near_sine, near_cosine)) ^ cosine_sign);
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
