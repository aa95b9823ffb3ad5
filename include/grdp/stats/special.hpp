// Special functions on our own elementary functions: the same bits on every machine. docs/method/estimators.md.
#pragma once

#include <cstdint>

namespace grdp::stats {

/// log Gamma(x) for x > 0, relative error about 1e-15 away from its zeros at 1 and 2 (absolute there).
[[nodiscard]] double log_gamma(double x);

/// A probability and its complement, each with its own full relative accuracy.
struct BothTails {
    double lower;
    double upper;
};
/// Regularised incomplete beta I_x(a, b), a, b > 0, 0 <= x <= 1; complement = 1 - x exactly as the caller knows it.
[[nodiscard]] BothTails incomplete_beta(double a, double b, double x, double complement);
[[nodiscard]] double incomplete_beta(double a, double b, double x);
/// x with I_x(a, b) = p.
[[nodiscard]] double inverse_incomplete_beta(double a, double b, double p);

/// P(K <= k) for K binomial(n, p).
[[nodiscard]] double binomial_cdf(std::uint64_t k, std::uint64_t n, double p);

}  // namespace grdp::stats
