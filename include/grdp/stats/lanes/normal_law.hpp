// The standard normal law. docs/method/distributions.md, equations (DI-1) to (DI-3).
#pragma once

#include "grdp/stats/lanes/exponential.hpp"
#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/logarithm.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// exp(-x^2/2) with relative error below 1e-15: the square is split so that its rounding is not magnified.
GRDP_LANE_INLINE vf exp_minus_half_square(vf x) {
    const vf rough = from_bits(bits(x) & splat(uint64_t{0xFFFFFFFFF8000000}));  // its square is exact
    const vf rest = splat(-0.5) * (x - rough) * (x + rough);
    return exp_with_tail(splat(-0.5) * rough * rough, rest);
}

/// Density of the standard normal.
inline vf normal_density(vf x) {
    return splat(0x1.9884533d43651p-2) * exp_minus_half_square(at_least(at_most(x, 40.0), -40.0));
}

/// Standard normal distribution function, relative error below 1e-14 for x >= -37.5 (subnormal results below that).
inline vf normal_cdf(vf x) {
    // 2*exp(a^2/2)*(1+a)*cdf(-a) as a polynomial of t = (a-5)/(a+5), a = |x| in [0, 40]; after Shepherd and
    // Laframboise.
    constexpr double c[] = {
        0x1.d8979b0f2b39dp-1,   -0x1.76ff86859eb0bp-3, 0x1.fc66cc64a1478p-5,   0x1.47c1d0305292ep-6,
        -0x1.b08e0007b7516p-5,  0x1.92037bab679f1p-5,  -0x1.f11aab0282cf5p-6,  0x1.ab6d0385a898cp-7,
        -0x1.b75f4fbb4d2fdp-9,  0x1.057220324f36ep-16, 0x1.7e61efc8db195p-12,  -0x1.c1b2624b7773ep-14,
        -0x1.4c1274443e9b1p-16, 0x1.300afc6551915p-16, -0x1.27aa131413db4p-23, -0x1.5fa15ebb4a482p-19,
        0x1.0b7cba94ad2e0p-22,  0x1.aaec7ba104247p-22, -0x1.779193ace11a2p-25, -0x1.1249efe4f102fp-24,
        0x1.82cf80ab172abp-31,  0x1.1158c9e58cd01p-27, 0x1.9d63c13bae08fp-30};
    const vf a = at_most(absolute(x), 40.0);
    const vf t = (a - splat(5.0)) / (a + splat(5.0));
    const vf lower = splat(0.5) * exp_minus_half_square(a) * (polynomial(t, c) / (splat(1.0) + a));
    return select(x > splat(0.0), splat(1.0) - lower, select(x == splat(0.0), splat(0.5), lower));
}

/// Horner's rule with coefficients c[0] where central holds, c[1] where near holds, c[2] elsewhere; without Far, near holds
/// everywhere that central does not.
template <bool Far, size_t I = 0, size_t N>
GRDP_LANE_INLINE vf blended_polynomial(vf x, vi central, vi near, const double (&c)[3][N]) {
    const vf outer = Far ? select(near, splat(c[1][I]), splat(c[2][I])) : splat(c[1][I]);
    const vf own = select(central, splat(c[0][I]), outer);
    if constexpr (I + 1 == N) {
        return own;
    } else {
        return blended_polynomial<Far, I + 1>(x, central, near, c) * x + own;
    }
}

/// Inverse of the distribution function, relative error below 1e-15 for p in (0, 1) (Wichura 1988, algorithm AS 241).
/// p = 0 gives -inf, p = 1 gives inf, anything outside [0, 1] NaN.
inline vf normal_quantile(vf p) {
    constexpr double num[3][8] = {
        {3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
         45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727},
        {1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
         1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4},
        {6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
         0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7}};
    constexpr double den[3][8] = {
        {1.0, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
         39307.89580009271061, 28729.085735721942674, 5226.495278852545925},
        {1.0, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
         0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9},
        {1.0, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
         1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15}};
    const vf q = p - splat(0.5);
    const vi central = absolute(q) <= splat(0.425);
    const vf smaller = select(q < splat(0.0), p, splat(1.0) - p);
    const vf root = sqrt(-log(smaller));
    const vi near = root <= splat(5.0);
    const vf r = select(central, splat(0.180625) - q * q, root - select(near, splat(1.6), splat(5.0)));
    vf ratio;  // the third branch serves p below 1.4e-11: few lanes ever
    if (everywhere(central | near)) [[likely]] {
        ratio = blended_polynomial<false>(r, central, near, num) / blended_polynomial<false>(r, central, near, den);
    } else {
        ratio = blended_polynomial<true>(r, central, near, num) / blended_polynomial<true>(r, central, near, den);
    }
    vf z = select(central, q * ratio, select(q < splat(0.0), -ratio, ratio));
    z = select(smaller == splat(0.0), select(q < splat(0.0), splat(-kInfinity), splat(kInfinity)), z);
    return select((p >= splat(0.0)) & (p <= splat(1.0)), z, splat(kNan));
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
