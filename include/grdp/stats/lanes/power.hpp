// Powers through a logarithm of about 58 significant bits. docs/method/random-numbers.md, equation (RN-9).
#pragma once

#include "grdp/stats/lanes/exponential.hpp"
#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/logarithm.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// An unevaluated sum, |low| <= ulp(high)/2.
struct DoubleDouble {
    vf high, low;
};

/// Exact sum (Knuth).
GRDP_LANE_INLINE DoubleDouble two_sum(vf a, vf b) {
    const vf sum = a + b;
    const vf part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}

/// Exact product (Veltkamp, Dekker) for |a|, |b| < 2^990: there is no fused multiply-add to lean on.
GRDP_LANE_INLINE DoubleDouble two_product(vf a, vf b) {
    const vf splitter = splat(0x1p27 + 1);
    const vf wide_a = a * splitter, wide_b = b * splitter;
    const vf high_a = wide_a - (wide_a - a), high_b = wide_b - (wide_b - b);
    const vf low_a = a - high_a, low_b = b - high_b;
    const vf product = a * b;
    return {product, ((high_a * high_b - product) + high_a * low_b + low_a * high_b) + low_a * low_b};
}

/// log of positive finite x, relative error below 1e-17.
GRDP_LANE_INLINE DoubleDouble log_extended(vf x) {
    const vi tiny = x < splat(kSmallestNormal);
    const Decomposed d = decompose(select(tiny, x * splat(0x1p54), x));
    const vf k = d.exponent - select(tiny, splat(54.0), splat(0.0));
    const vf f = d.mantissa - splat(1.0);
    const DoubleDouble divisor = two_sum(splat(1.0), d.mantissa);
    const vf s = f / divisor.high;
    const DoubleDouble back = two_product(s, divisor.high);
    const vf s_low = (((f - back.high) - back.low) - s * divisor.low) / divisor.high;
    const DoubleDouble sum = two_sum(k * splat(kLn2High), splat(2.0) * s);
    const vf low = sum.low + (splat(2.0) * s_low + (s * log_series(s * s) + k * splat(kLn2Low)));
    return two_sum(sum.high, low);
}

/// x^y for x >= 0; at most 1 ulp + 0.02 ulp * |y log x|. pow(x, 0) = 1, pow(0, y > 0) = 0, pow(0, y < 0) = inf;
/// a negative base gives NaN whatever the exponent, and a NaN argument always stays (C's pow(NaN, 0) = 1 hides faults).
inline vf pow(vf x, vf y) {
    const vf bounded = at_least(at_most(y, 0x1p80), -0x1p80);  // beyond it every x != 1 has left the range
    const DoubleDouble log_x = log_extended(x);
    const DoubleDouble product = two_product(bounded, log_x.high);
    const vi inside = absolute(product.high) < splat(800.0);
    const vf tail = select(inside, product.low + bounded * log_x.low, splat(0.0));
    vf result = exp_with_tail(product.high, tail);
    const vf at_zero = select(y > splat(0.0), splat(0.0), splat(kInfinity));
    const vf at_infinity = select(y > splat(0.0), splat(kInfinity), splat(0.0));
    result = select(x == splat(0.0), at_zero, result);
    result = select(x == splat(kInfinity), at_infinity, result);
    result = select(y == splat(0.0), splat(1.0), result);
    result = select(x >= splat(0.0), result, splat(kNan));
    return select(y == y, result, y);
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
