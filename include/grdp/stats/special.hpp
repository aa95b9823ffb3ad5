// The incomplete beta function on our own elementary functions: the same bits on every machine.
// docs/method/estimators.md, equations (ES-10) to (ES-13).
#pragma once

#include <cstdint>

namespace grdp::stats {

/// A number in [0, 1] and its complement, each with its own full relative accuracy.
struct BothTails {
    double lower;
    double upper;  ///< 1 - lower
};

/// Density of the beta law times x*(1-x): x^a (1-x)^b / B(a, b).
[[nodiscard]] double beta_power_term(double a, double b, BothTails x);

/// Regularised incomplete beta I_x(a, b) and its complement; a, b >= 1/2. Relative error of either tail below 1e-12
/// up to a + b = 1e7.
[[nodiscard]] BothTails incomplete_beta(double a, double b, BothTails x);
[[nodiscard]] double incomplete_beta(double a, double b, double x);

/// x with I_x(a, b) = p, both x and 1 - x to full relative accuracy.
[[nodiscard]] BothTails inverse_incomplete_beta(double a, double b, BothTails p);
[[nodiscard]] double inverse_incomplete_beta(double a, double b, double p);

/// P(K <= k) and P(K > k) for K binomial(n, p).
[[nodiscard]] BothTails binomial_cdf(std::uint64_t k, std::uint64_t n, double p);

}  // namespace grdp::stats
