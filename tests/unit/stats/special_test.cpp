#include "grdp/stats/special.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "catch.hpp"

namespace stats = grdp::stats;

namespace {

const double kShapes[] = {0.5, 1.0, 1.5, 2.5, 7.9, 8.1, 30.0, 1000.0, 50000.0, 1e6};

stats::BothTails reference(double a, double b, double x) {
    const auto wide = [](double value) { return static_cast<long double>(value); };
    return {static_cast<double>(boost::math::ibeta(wide(a), wide(b), wide(x))),
            static_cast<double>(boost::math::ibetac(wide(a), wide(b), wide(x)))};
}

double relative(double computed, double exact) {
    return std::abs(computed - exact) / exact;
}

}  // namespace

TEST_CASE("incomplete beta: both tails are Boost's to 1e-12 up to a million draws") {
    double worst = 0;
    for (const double a : kShapes) {
        for (const double b : kShapes) {
            const double mean = a / (a + b), sd = std::sqrt(mean * (1 - mean) / (a + b + 1));
            for (const double step : {-6.0, -3.0, -1.0, -0.1, 0.0, 0.5, 2.0, 5.0}) {
                const double x = mean + step * sd;
                if (x <= 0 || x >= 1) continue;
                const auto tails = stats::incomplete_beta(a, b, {x, 1 - x});
                const auto [lower, upper] = reference(a, b, x);
                worst = std::max({worst, relative(tails.lower, lower), relative(tails.upper, upper)});
            }
        }
    }
    CHECK(worst < 1e-12);
    CHECK(worst > 0);
}

TEST_CASE("incomplete beta: closed forms and ends") {
    CHECK(stats::incomplete_beta(1, 1, 0.3) == Approx(0.3).epsilon(1e-15));
    CHECK(stats::incomplete_beta(2, 1, 0.3) == Approx(0.09).epsilon(1e-14));
    CHECK(stats::incomplete_beta(3, 3, 0.0) == 0.0);
    CHECK(stats::incomplete_beta(3, 3, 1.0) == 1.0);
    CHECK(stats::incomplete_beta(3, 3, 0.5) == Approx(0.5).epsilon(1e-15));
}

TEST_CASE("beta power term: x^a (1-x)^b / B(a,b)") {
    for (const double a : kShapes) {
        const double exact = boost::math::ibeta_derivative(a, 2.5, 0.4) * 0.4 * 0.6;
        if (exact > 1e-280) CHECK(stats::beta_power_term(a, 2.5, {0.4, 0.6}) == Approx(exact).epsilon(1e-11));
    }
}

TEST_CASE("inverse incomplete beta: undoes the function, far tails included") {
    for (const double a : kShapes) {
        for (const double b : kShapes) {
            for (const double p : {1e-200, 1e-17, 1e-6, 0.025, 0.3, 0.5, 0.77, 0.975, 1 - 1e-12}) {
                CAPTURE(a, b, p);
                const auto x = stats::inverse_incomplete_beta(a, b, {p, 1 - p});
                if (x.lower < 1e-300) continue;
                const auto back = stats::incomplete_beta(a, b, x);
                CHECK(relative(p < 0.5 ? back.lower : back.upper, p < 0.5 ? p : 1 - p) < 1e-10);
                CHECK(x.lower + x.upper == Approx(1).epsilon(1e-15));
            }
        }
    }
    CHECK(stats::inverse_incomplete_beta(2, 3, 0.0) == 0.0);
    CHECK(stats::inverse_incomplete_beta(2, 3, 1.0) == 1.0);
    CHECK(stats::inverse_incomplete_beta(2, 3, 0.3) == Approx(boost::math::ibeta_inv(2.0, 3.0, 0.3)).epsilon(1e-13));
}

TEST_CASE("binomial cdf: Boost's, and both tails sum to one") {
    for (const std::uint64_t n : {1ull, 10ull, 1000ull, 100000ull}) {
        for (const double p : {0.001, 0.2, 0.5, 0.9}) {
            const boost::math::binomial reference(static_cast<double>(n), p);
            const double sd = std::sqrt(static_cast<double>(n) * p * (1 - p));
            for (const double step : {-3.0, -1.0, 0.0, 2.0}) {
                const double at = std::floor(static_cast<double>(n) * p + step * sd);
                if (at < 0 || at > static_cast<double>(n)) continue;
                CAPTURE(n, p, at);
                const auto tails = stats::binomial_cdf(static_cast<std::uint64_t>(at), n, p);
                CHECK(tails.lower == Approx(boost::math::cdf(reference, at)).epsilon(1e-10));
                CHECK(tails.lower + tails.upper == Approx(1).epsilon(1e-15));
            }
        }
    }
    CHECK(stats::binomial_cdf(10, 10, 0.5).lower == 1.0);
}
