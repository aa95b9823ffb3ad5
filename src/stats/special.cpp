#include "grdp/stats/special.hpp"

#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

constexpr double kPi = 0x1.921fb54442d18p+1;

double absolute(double x) { return x < 0 ? -x : x; }

/// log Gamma(z+1) - (z + 1/2) log z + z - log(2 pi)/2: Stirling's series, reached by recurrence below 8. (ES-12)
double stirling_error(double z) {
    double shift = 0;
    for (; z < 8; z += 1) shift += (z + 0.5) * log1p(1 / z) - 1;
    const double w = 1 / (z * z);
    const double series =
        1.0 / 12 -
        w * (1.0 / 360 -
             w * (1.0 / 1260 -
                  w * (1.0 / 1680 - w * (1.0 / 1188 - w * (691.0 / 360360 - w * (1.0 / 156 - w * (3617.0 / 122400)))))));
    return shift + series / z;
}

/// x log(x/m) + m - x without cancellation where x is near m (Loader 2000). (ES-13)
double deviance(double x, double m) {
    if (absolute(x - m) >= 0.1 * (x + m)) return x * log(x / m) + m - x;
    const double v = (x - m) / (x + m);
    double sum = (x - m) * v;
    double term = 2 * x * v;
    for (int j = 1; j < 100; ++j) {
        term *= v * v;
        const double next = sum + term / (2 * j + 1);
        if (next == sum) break;
        sum = next;
    }
    return sum;
}

/// Continued fraction of I_x(a, b) a B(a, b) / (x^a (1-x)^b), by Lentz's method; for x below (a+1)/(a+b+2). (ES-11)
double beta_fraction(double a, double b, double x) {
    constexpr double tiny = 1e-300;
    const auto away_from_zero = [](double y) { return absolute(y) < tiny ? tiny : y; };
    double c = 1;
    double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m < 1000000; ++m) {
        const double k = 2.0 * m;
        const double even = m * (b - m) * x / ((a + k - 1) * (a + k));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + k) * (a + k + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        fraction *= d * c;
        if (absolute(d * c - 1) < 1e-15) break;
    }
    return fraction;
}

BothTails swapped(BothTails x) { return {x.upper, x.lower}; }

}  // namespace

double beta_power_term(double a, double b, BothTails x) {
    const double n = a + b;
    const double exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x.lower) -
                            deviance(b, n * x.upper);
    return sqrt(a * b / (2 * kPi * n)) * exp(exponent);
}

BothTails incomplete_beta(double a, double b, BothTails x) {
    GRDP_EXPECTS(a >= 0.5 && b >= 0.5);
    if (x.lower <= 0) return {0, 1};
    if (x.upper <= 0) return {1, 0};
    if (x.lower > (a + 1) / (a + b + 2)) return swapped(incomplete_beta(b, a, swapped(x)));
    const double lower = beta_power_term(a, b, x) * beta_fraction(a, b, x.lower) / a;
    return {lower, 1 - lower};
}

double incomplete_beta(double a, double b, double x) { return incomplete_beta(a, b, BothTails{x, 1 - x}).lower; }

BothTails inverse_incomplete_beta(double a, double b, BothTails p) {
    if (p.lower <= 0) return {0, 1};
    if (p.upper <= 0) return {1, 0};
    if (p.lower > 0.5) return swapped(inverse_incomplete_beta(b, a, swapped(p)));
    // log I is an increasing concave function of log x: Newton's steps approach the root from below after the first.
    // They start at the mean, so the root lies near or below; an underflow to zero is met by halving the step.
    const double target = log(p.lower);
    double at = log(a / (a + b));
    double step = 0;
    for (int i = 0; i < 200; ++i) {
        const double x = exp(at);
        const BothTails value = incomplete_beta(a, b, BothTails{x, x > 0.5 ? -expm1(at) : 1 - x});
        if (value.lower <= 0) {
            step *= 0.5;
            at -= step;
            continue;
        }
        const double slope = beta_power_term(a, b, {x, 1 - x}) / ((1 - x) * value.lower);
        step = (target - log(value.lower)) / slope;
        if (at + step >= 0) step = -0.5 * at;
        at += step;
        if (absolute(step) <= 1e-15 * (1 + absolute(at))) break;
    }
    return {exp(at), -expm1(at)};
}

double inverse_incomplete_beta(double a, double b, double p) {
    return inverse_incomplete_beta(a, b, BothTails{p, 1 - p}).lower;
}

BothTails binomial_cdf(std::uint64_t k, std::uint64_t n, double p) {
    if (k >= n) return {1, 0};
    const double successes = static_cast<double>(k);
    return swapped(incomplete_beta(successes + 1, static_cast<double>(n - k), BothTails{p, 1 - p}));
}

}  // namespace grdp::stats
