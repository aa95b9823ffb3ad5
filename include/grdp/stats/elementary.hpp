// Elementary functions of one number: the very code of the lanes in their baseline width, hence the same bits on every
// machine. Standard library transcendental functions differ between machines and are not used where results matter.
// Errors are those of the lanes: exp and log 1 ulp, log1p and expm1 2 ulp; docs/method/random-numbers.md.
#pragma once

namespace grdp::stats {

[[nodiscard]] double exp(double x);
/// exp(x) - 1 without cancellation.
[[nodiscard]] double expm1(double x);
/// log(0) = -inf, log(x < 0) = NaN.
[[nodiscard]] double log(double x);
/// log(1 + x) without cancellation.
[[nodiscard]] double log1p(double x);
/// x^y for x >= 0; NaN for a negative base (exact integer powers are the caller's matter) and for any NaN.
[[nodiscard]] double pow(double x, double y);
[[nodiscard]] double sqrt(double x);
/// sin(2*pi*u) and cos(2*pi*u), u in [0, 1].
[[nodiscard]] double sin_2pi(double u);
[[nodiscard]] double cos_2pi(double u);

/// Density, distribution function and its inverse of the standard normal law.
[[nodiscard]] double normal_density(double z);
[[nodiscard]] double normal_cdf(double z);
/// p in [0, 1]; -inf at 0, inf at 1, NaN outside.
[[nodiscard]] double normal_quantile(double p);
/// normal_quantile with absolute error below 1e-10, exact within 2^-17 of either end: what points of integration use.
[[nodiscard]] double normal_score(double p);

}  // namespace grdp::stats
