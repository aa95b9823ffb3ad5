// The one place where tests judge random samples. A check fails only beyond five standard errors, or at an equally
// small probability (5.7e-7, both sides together), so that a fixed seed that fails has found something.
// Each verdict says the smallest bias it can see. The checks are themselves tested in tests/statistical.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <span>
#include <string>

namespace grdp::test {

inline constexpr double kStandardErrors = 5;
/// Probability that a normal deviate lies beyond five standard errors on either side.
inline constexpr double kFalseAlarm = 5.733031437583878e-7;

struct Verdict {
    bool ok;
    double smallest_bias;     ///< caught every other time, in the unit of the estimate; 1.33 times it 19 times of 20
    std::string explanation;  ///< estimate, expectation, distance
    explicit operator bool() const { return ok; }
};
std::ostream& operator<<(std::ostream& out, const Verdict& verdict);

/// |estimate - expectation| <= 5 * standard_error. A zero standard error demands equality; NaN always fails.
Verdict within_5_standard_errors(double estimate, double expectation, double standard_error);

/// Two estimates with independent errors.
Verdict same_within_5_standard_errors(double a, double standard_error_a, double b, double standard_error_b);

/// k successes of n against probability p by the exact binomial tails: right even where n*p is small.
Verdict binomial_check(std::uint64_t k, std::uint64_t n, double p);

/// Mean of independent draws; the standard error is that of the sample.
Verdict mean_check(std::span<const double> sample, double expectation);

/// Variance of independent draws about their known mean; the standard error comes from the sample's fourth moment.
Verdict variance_check(std::span<const double> sample, double mean, double variance);

/// Self-normalised weighted mean; the standard error is that of the ratio, so unequal weights count for less.
Verdict weighted_mean_check(std::span<const double> sample, std::span<const double> weights, double expectation);

/// Pearson correlation of independent pairs of equal length, standard error by the delta method: any law.
Verdict correlation_check(std::span<const double> x, std::span<const double> y, double correlation);

/// Pearson's chi-squared of counts against probabilities that sum to one; refuses cells that expect fewer than five.
/// A fit that is too good fails as well.
Verdict chi_squared_check(std::span<const std::uint64_t> counts, std::span<const double> probabilities);

/// Kolmogorov-Smirnov against a continuous law, by Massart's bound 2 exp(-2 n D^2), valid for every n.
Verdict kolmogorov_smirnov_check(std::span<const double> sample, const std::function<double(double)>& cdf);

/// Mean, variance, skewness, kurtosis and whole law of independent standard normals; the first failure, or the last
/// verdict.
Verdict standard_normal_check(std::span<const double> sample);

}  // namespace grdp::test
