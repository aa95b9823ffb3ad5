// Natural logarithms. docs/method/random-numbers.md, equations (RN-6) and (RN-7).
#pragma once

#include "grdp/stats/lanes/isa.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

inline constexpr double kLn2High = 0x1.62e42fee00000p-1;  // 32 bits: a product with an exponent is exact
inline constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
inline constexpr double kInfinity = __builtin_huge_val();
inline constexpr double kNan = __builtin_nan("");
inline constexpr double kSmallestNormal = 0x1p-1022;

struct Decomposed {
    vf mantissa;  ///< in [sqrt(1/2), sqrt(2))
    vf exponent;
};

/// x = mantissa * 2^exponent for positive normal x.
GRDP_LANE_INLINE Decomposed decompose(vf x) {
    constexpr uint64_t half_root = 0x3FE6A09E00000000;  // just below sqrt(1/2)
    const vu shifted = bits(x) + splat(uint64_t{0x3FF0000000000000} - half_root);
    const vf exponent = from_bits((shifted >> splat(uint64_t{52})) | splat(uint64_t{0x4330000000000000}));
    const vf mantissa = from_bits((shifted & splat(uint64_t{0x000FFFFFFFFFFFFF})) + splat(half_root));
    return {mantissa, exponent - splat(0x1p52 + 1023)};
}

/// (log((1+s)/(1-s)) - 2s)/s as a function of z = s*s, |s| <= 0.1716; minimax, relative to the logarithm 4.6e-18.
GRDP_LANE_INLINE vf log_series(vf z) {
    const vf w = z * z;
    const vf even =
        w * (splat(0x1.9999999995224p-2) + w * (splat(0x1.c71c62d03d5fcp-3) + w * splat(0x1.39fdb91f1039ep-3)));
    const vf odd =
        splat(0x1.5555555555558p-1) +
        w * (splat(0x1.2492492e03dd7p-2) + w * (splat(0x1.7462ba290a66ap-3) + w * splat(0x1.2b5fc0bea6ecbp-3)));
    return z * odd + even;
}

/// log for positive normal finite x only; below 1 ulp.
GRDP_LANE_INLINE vf log_of_normal(vf x) {
    const Decomposed d = decompose(x);
    const vf f = d.mantissa - splat(1.0);
    const vf s = f / (splat(2.0) + f);
    const vf half_square = splat(0.5) * f * f;
    const vf tail = s * (half_square + log_series(s * s)) + d.exponent * splat(kLn2Low);
    return d.exponent * splat(kLn2High) - ((half_square - tail) - f);
}

/// Natural logarithm, at most 1 ulp. log(0) = -inf, log(x < 0) = NaN, log(inf) = inf, NaN stays.
inline vf log(vf x) {
    const vi tiny = x < splat(kSmallestNormal);
    const vf scaled = select(tiny, x * splat(0x1p54), x);
    const Decomposed shift = {splat(1.0), select(tiny, splat(54.0), splat(0.0))};
    const Decomposed d = decompose(scaled);
    const vf k = d.exponent - shift.exponent;
    const vf f = d.mantissa - splat(1.0);
    const vf s = f / (splat(2.0) + f);
    const vf half_square = splat(0.5) * f * f;
    const vf tail = s * (half_square + log_series(s * s)) + k * splat(kLn2Low);
    vf y = k * splat(kLn2High) - ((half_square - tail) - f);
    y = select(x == splat(0.0), splat(-kInfinity), y);
    y = select(x < splat(0.0), splat(kNan), y);
    return select(x < splat(kInfinity), y, x);  // inf and NaN
}

/// log(1 + x) without cancellation, at most 2 ulp. log1p(-1) = -inf, log1p(x < -1) = NaN.
inline vf log1p(vf x) {
    const vf u = splat(1.0) + x;
    const vf lost = x - (u - splat(1.0));
    const vf y = log(u) + lost / u;
    const vi plain = (u > splat(0.0)) & (u < splat(kInfinity)) & (x != splat(0.0));
    return select(plain, y, select(x == splat(0.0), x, log(u)));
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
