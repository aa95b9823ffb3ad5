#include "grdp/stats/special.hpp"

#include "arithmetic.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

/// log Gamma(z+1) - (z + 1/2) log z + z - log(2 pi)/2: Stirling's series, reached by recurrence below 8. (ES-12)
double stirling_error(double z) {
    double shift = 0;
    for (; z < 8; z += 1)
        shift += (z + 0.5) * log1p(1 / z) - 1;
    const double w = 1 / (z * z);
    const double series =
        1.0 / 12 -
        w * (1.0 / 360 - w * (1.0 / 1260 -
                              w * (1.0 / 1680 -
                                   w * (1.0 / 1188 - w * (691.0 / 360360 - w * (1.0 / 156 - w * (3617.0 / 122400)))))));
    return shift + series / z;
}

/// x log(x/m) + m - x without cancellation where x is near m (Loader 2000); difference = x - m. (ES-13)
double deviance(double x, double m, double difference) {
    if (absolute(difference) >= 0.1 * (x + m)) return x * log(x / m) - difference;
    const double v = difference / (x + m);
    double sum = difference * v;
    double term = 2 * x * v;
    for (int j = 1; j < 100; ++j) {
        term *= v * v;
        const double next = sum + term / (2 * j + 1);
        if (next == sum) break;
        sum = next;
    }
    return sum;
}

/// The factor of the power term that does not depend on x.
double power_scale(double a, double b) {
    return sqrt(a * b / (2 * kPi * (a + b))) * exp(stirling_error(a + b) - stirling_error(a) - stirling_error(b));
}

/// a - (a+b)x = (a+b)(1-x) - b, from the smaller of x and 1-x for the smaller rounding.
double excess(double a, double b, BothTails x) {
    return x.lower < x.upper ? a - (a + b) * x.lower : (a + b) * x.upper - b;
}

double power_term(double scale, double a, double b, BothTails x) {
    const double difference = excess(a, b, x);
    return scale * exp(-deviance(a, (a + b) * x.lower, difference) - deviance(b, (a + b) * x.upper, -difference));
}

/// Continued fraction of I_x(a, b) B(a, b) / (x^a (1-x)^b) for x at most a/(a+b): BFRAC of DiDonato and Morris (1992),
/// which sees a - (a+b)x as such and so keeps its accuracy for large a and b. (ES-11)
double beta_fraction(double a, double b, BothTails x) {
    const double c = 1 + excess(a, b, x);
    const double c0 = b / a, c1 = 1 + 1 / a;
    double p = 1, s = a + 1;
    double above = 0, below = 1, next_above = 1, next_below = c / c1;
    double ratio = c1 / c;
    for (int m = 1; m < 1000000; ++m) {
        const double n = m;
        const double t = n / a, w = n * (b - n) * x.lower, e = a / s;
        const double alpha = p * (p + c0) * e * e * (w * x.lower);
        const double beta = n + w / s + (1 + t) / (c1 + t + t) * (c + n * (1 + x.upper));
        p = 1 + t;
        s += 2;
        const double a_new = alpha * above + beta * next_above, b_new = alpha * below + beta * next_below;
        const double scale = 1 / b_new;
        const double before = ratio;
        ratio = a_new * scale;
        above = next_above * scale;
        below = next_below * scale;
        next_above = ratio;
        next_below = 1;
        if (absolute(ratio - before) <= 2e-16 * ratio) break;
    }
    return ratio;
}

BothTails swapped(BothTails x) {
    return {x.upper, x.lower};
}

struct BetaValue {
    BothTails value;
    double power_term;
};

BetaValue evaluate(double scale, double a, double b, BothTails x) {
    const double power = power_term(scale, a, b, x);
    if (excess(a, b, x) < 0) {
        const double upper = power * beta_fraction(b, a, swapped(x));
        return {{1 - upper, upper}, power};
    }
    const double lower = power * beta_fraction(a, b, x);
    return {{lower, 1 - lower}, power};
}

/// The root where p.lower <= 1/2. log I is an increasing concave function of log x: Newton's steps approach the root
/// from below after the first. They start at the mean, so the root lies near or below; an underflow to zero is met by
/// halving the step.
BothTails inverse_of_lower_half(double a, double b, double p) {
    const double scale = power_scale(a, b);
    const double target = log(p);
    double at = b < a ? log1p(-b / (a + b)) : log(a / (a + b));
    double step = 0;
    BothTails x = {a / (a + b), b / (a + b)};
    for (int i = 0; i < 200; ++i) {
        const BetaValue beta = evaluate(scale, a, b, x);
        if (beta.value.lower <= 0) {
            step *= 0.5;
            at -= step;
        } else {
            step = (target - log(beta.value.lower)) * (beta.value.lower * x.upper / beta.power_term);
            if (at + step >= 0) step = -0.5 * at;
            at += step;
        }
        x = {exp(at), -expm1(at)};
        // The error left is of the order of the step's square. Near x = 1 the root itself is small: a = 1e8 puts it at 1e-8.
        if (absolute(step) <= 1e-10 * (absolute(at) < 1 ? absolute(at) : 1)) break;
    }
    return x;
}

}  // namespace

double beta_power_term(double a, double b, BothTails x) {
    GRDP_EXPECTS(a >= 0.5 && b >= 0.5);
    return power_term(power_scale(a, b), a, b, x);
}

BothTails incomplete_beta(double a, double b, BothTails x) {
    GRDP_EXPECTS(a >= 0.5 && b >= 0.5);
    if (x.lower <= 0) return {0, 1};
    if (x.upper <= 0) return {1, 0};
    return evaluate(power_scale(a, b), a, b, x).value;
}

double incomplete_beta(double a, double b, double x) {
    return incomplete_beta(a, b, BothTails{x, 1 - x}).lower;
}

BothTails inverse_incomplete_beta(double a, double b, BothTails p) {
    GRDP_EXPECTS(a >= 0.5 && b >= 0.5);
    if (p.lower <= 0) return {0, 1};
    if (p.upper <= 0) return {1, 0};
    if (p.lower > 0.5) return swapped(inverse_of_lower_half(b, a, p.upper));
    return inverse_of_lower_half(a, b, p.lower);
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
