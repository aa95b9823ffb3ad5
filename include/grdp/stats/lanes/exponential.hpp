// Exponentials. docs/method/random-numbers.md, equation (RN-8).
#pragma once

#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/logarithm.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

inline constexpr double kLog2E = 0x1.71547652b82fep+0;

/// (exp(r) - 1 - r)/r^2 for |r| <= log(2)/2; minimax, error 3.5e-18 of exp(r).
GRDP_LANE_INLINE vf exp_series(vf r) {
    constexpr double c[] = {0x1.000000000000bp-1,  0x1.5555555555561p-3,  0x1.5555555550030p-5,  0x1.111111110d61ap-7,
                            0x1.6c16c185a74f0p-10, 0x1.a01a01baed115p-13, 0x1.a0199693a70bbp-16, 0x1.71dddfb4ea236p-19,
                            0x1.28b0493ecfb7ap-22, 0x1.af85a9a383161p-26};
    return polynomial(r, c);
}

struct Reduced {
    vf n;     ///< integral
    vf high;  ///< exact
    vf low;   ///< x = n*log(2) + high - low
};

GRDP_LANE_INLINE Reduced reduce_exponent(vf x) {
    const vf n = round_to_integer(x * splat(kLog2E));
    return {n, x - n * splat(kLn2High), n * splat(kLn2Low)};
}

/// y * 2^n in two steps, so that the result may be subnormal or infinite and is rounded once.
GRDP_LANE_INLINE vf scale_by_power_of_two(vf y, vf n) {
    const vf half = round_to_integer(n * splat(0.5));
    return y * power_of_two(half) * power_of_two(n - half);
}

/// exp(x + tail), |tail| much below 1.
GRDP_LANE_INLINE vf exp_with_tail(vf x, vf tail) {
    const vf clamped = at_least(at_most(x, 710.0), -746.0);
    const Reduced d = reduce_exponent(clamped);
    const vf low = d.low - tail;
    const vf r = d.high - low;
    const vf y = splat(1.0) + (d.high - (low - r * r * exp_series(r)));
    return scale_by_power_of_two(y, d.n);
}

/// At most 1 ulp where the result is normal. Overflow gives inf, underflow 0, NaN stays.
inline vf exp(vf x) {
    return exp_with_tail(x, splat(0.0));
}

/// exp(x) - 1 without cancellation, at most 2 ulp.
inline vf expm1(vf x) {
    const vf clamped = at_least(at_most(x, 710.0), -50.0);
    const Reduced d = reduce_exponent(clamped);
    const vf r = d.high - d.low;
    const vf p = d.high - (d.low - r * r * exp_series(r));
    const vf unit = splat(1.0) - power_of_two(at_least(-d.n, -1000.0));
    return select(x == splat(0.0), x, scale_by_power_of_two(unit + p, d.n));
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
