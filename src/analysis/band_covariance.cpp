#include "band_covariance.hpp"

#include <array>

#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

/// Gauss-Legendre, 8 points on [-1, 1].
constexpr std::array<double, 4> kAbscissa = {0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363};
constexpr std::array<double, 4> kWeight = {0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763};
constexpr int kPanels = 64;

/// exp(-(a^2 - 2 a b s + b^2)/(2 c^2)) with s = sin, c = cos of the angle; 0 at an infinite end.
double density(double a, double b, double s, double c) {
    if (!finite(a) || !finite(b)) return 0;
    return stats::exp(-(a * a - 2 * a * b * s + b * b) / (2 * c * c));
}

/// Turns, in [0, 1/4], whose sine is r: bisection is exact enough and has no libm in it.
double turns_of(double r) {
    double low = 0, high = 0.25;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (stats::sin_2pi(middle) < r ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

double band_mass(double low, double high) { return low > 0 ? stats::normal_cdf(-low) - stats::normal_cdf(-high) : stats::normal_cdf(high) - stats::normal_cdf(low); }

double band_covariance(double low, double high, double r) {
    const double p = band_mass(low, high);
    constexpr double kFull = 1 - 1e-12;
    if (r >= kFull) return p * (1 - p);
    if (r <= 0) return 0;
    const double end = turns_of(r);
    double sum = 0;
    for (int panel = 0; panel < kPanels; ++panel) {
        // panels narrow towards the end, where the integrand may fall steeply
        const auto edge = [&](int k) {
            const double u = 1 - static_cast<double>(k) / kPanels;
            return end * (1 - u * u);
        };
        const double from = edge(panel), to = edge(panel + 1), half = (to - from) / 2, middle = (from + to) / 2;
        for (std::size_t i = 0; i < kAbscissa.size(); ++i) {
            for (const double side : {-1.0, 1.0}) {
                const double turn = middle + side * half * kAbscissa[i];
                const double s = stats::sin_2pi(turn), c = stats::cos_2pi(turn);
                sum += half * kWeight[i] * (density(low, low, s, c) - 2 * density(low, high, s, c) + density(high, high, s, c));
            }
        }
    }
    return sum;  // an angle is 2 pi turns, and the density of the pair has 1/(2 pi)
}

}  // namespace grdp::analysis
