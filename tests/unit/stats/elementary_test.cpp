#include "grdp/stats/elementary.hpp"

#include <cfloat>
#include <limits>

#include "catch.hpp"
#include "ulp.hpp"

using grdp::test::ulps;
namespace stats = grdp::stats;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// The reference must carry more bits than a double.
static_assert(LDBL_MANT_DIG >= 64, "these tests measure against the 80-bit long double");

/// Largest error in ulps over an even grid.
template <class Function, class Reference>
double worst(Function function, Reference reference, double from, double to, int points = 200000) {
    double largest = 0;
    for (int i = 0; i <= points; ++i) {
        const double x = from + (to - from) * i / points;
        const double error = ulps(function(x), reference(static_cast<long double>(x)));
        if (!(error <= largest)) largest = error;
    }
    return largest;
}

/// The same over a grid even in the logarithm.
template <class Function, class Reference>
double worst_geometric(Function function, Reference reference, double from, double to, int points = 200000) {
    double largest = 0;
    for (int i = 0; i <= points; ++i) {
        const double x = from * std::pow(to / from, static_cast<double>(i) / points);
        const double error = ulps(function(x), reference(static_cast<long double>(x)));
        if (!(error <= largest)) largest = error;
    }
    return largest;
}

double distance(double computed, long double exact) {
    return static_cast<double>(std::abs(static_cast<long double>(computed) - exact));
}

long double log_l(long double x) {
    return std::log(x);
}
long double exp_l(long double x) {
    return std::exp(x);
}
long double log1p_l(long double x) {
    return std::log1p(x);
}
long double expm1_l(long double x) {
    return std::expm1(x);
}

}  // namespace

TEST_CASE("log: at most one unit in the last place") {
    CHECK(worst(stats::log, log_l, 0.5, 2.0) <= 1.0);
    CHECK(worst(stats::log, log_l, 0.999, 1.001) <= 1.0);
    CHECK(worst(stats::log, log_l, 1.0, 1e6) <= 1.0);
    CHECK(worst_geometric(stats::log, log_l, 1e-150, 1e150) <= 1.0);
    CHECK(worst_geometric(stats::log, log_l, 1e-160, 1e-320) <= 1.0);
}

TEST_CASE("log: edges are IEEE's") {
    CHECK(stats::log(0.0) == -kInf);
    CHECK(stats::log(-0.0) == -kInf);
    CHECK(std::isnan(stats::log(-1.0)));
    CHECK(std::isnan(stats::log(-kInf)));
    CHECK(stats::log(kInf) == kInf);
    CHECK(std::isnan(stats::log(kNan)));
    CHECK(stats::log(1.0) == 0.0);
    CHECK(ulps(stats::log(5e-324), log_l(static_cast<long double>(5e-324))) <= 1.0);
    CHECK(ulps(stats::log(DBL_MAX), log_l(static_cast<long double>(DBL_MAX))) <= 1.0);
}

TEST_CASE("exp: at most one unit in the last place") {
    CHECK(worst(stats::exp, exp_l, -1.0, 1.0) <= 1.0);
    CHECK(worst(stats::exp, exp_l, -708.0, 709.7) <= 1.0);
    CHECK(worst(stats::exp, exp_l, -1e-6, 1e-6, 2000) <= 1.0);
    CHECK(worst(stats::exp, exp_l, -745.2, -708.0) <= 1.0);
}

TEST_CASE("exp: edges are IEEE's") {
    CHECK(stats::exp(0.0) == 1.0);
    CHECK(stats::exp(709.79) == kInf);
    CHECK(stats::exp(kInf) == kInf);
    CHECK(stats::exp(1e308) == kInf);
    CHECK(stats::exp(-745.2) == 0.0);
    CHECK(stats::exp(-kInf) == 0.0);
    CHECK(stats::exp(-745.13) == 5e-324);
    CHECK(std::isnan(stats::exp(kNan)));
}

TEST_CASE("log1p and expm1: no cancellation near zero, at most two units in the last place") {
    CHECK(worst(stats::log1p, log1p_l, -0.9999, 3.0) <= 2.0);
    CHECK(worst_geometric(stats::log1p, log1p_l, 1e-20, 1e20) <= 2.0);
    CHECK(worst_geometric([](double x) { return stats::log1p(-x); }, [](long double x) { return log1p_l(-x); }, 1e-20,
                          0.999) <= 2.0);
    CHECK(worst(stats::expm1, expm1_l, -3.0, 3.0) <= 2.0);
    CHECK(worst(stats::expm1, expm1_l, -60.0, 709.7) <= 2.0);
    CHECK(worst_geometric(stats::expm1, expm1_l, 1e-20, 1.0) <= 2.0);
    CHECK(worst_geometric([](double x) { return stats::expm1(-x); }, [](long double x) { return expm1_l(-x); }, 1e-20,
                          1.0) <= 2.0);
}

TEST_CASE("log1p and expm1: edges are IEEE's") {
    CHECK(stats::log1p(-1.0) == -kInf);
    CHECK(std::isnan(stats::log1p(-1.5)));
    CHECK(stats::log1p(kInf) == kInf);
    CHECK(std::isnan(stats::log1p(kNan)));
    CHECK(stats::log1p(0.0) == 0.0);
    CHECK(std::signbit(stats::log1p(-0.0)));
    CHECK(stats::expm1(-kInf) == -1.0);
    CHECK(stats::expm1(kInf) == kInf);
    CHECK(std::isnan(stats::expm1(kNan)));
    CHECK(std::signbit(stats::expm1(-0.0)));
}

TEST_CASE("pow: the stated error grows with the size of the exponent only") {
    double worst_near = 0, worst_far = 0;
    for (int i = 1; i <= 400; ++i) {
        for (int j = -200; j <= 200; ++j) {
            const double x = i * 0.0137, y = j * 0.173;
            const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
            const double size = std::abs(y * std::log(x));
            const double error = ulps(stats::pow(x, y), exact);
            if (size <= 20) worst_near = std::max(worst_near, error);
            if (size <= 700) worst_far = std::max(worst_far, error - 0.02 * size);
        }
    }
    CHECK(worst_near <= 1.4);
    CHECK(worst_far <= 1.0);
}

TEST_CASE("pow: growth factors over a few years keep full accuracy") {
    double largest = 0;
    for (int i = 0; i <= 4000; ++i) {
        for (const double y : {0.2, 0.25, 1.0 / 3, 0.5, 2.0, 5.0, 8.0, -1.0, -0.2}) {
            const double x = 0.8 + 0.0001 * i;
            const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
            largest = std::max(largest, ulps(stats::pow(x, y), exact));
        }
    }
    CHECK(largest <= 1.0);
}

TEST_CASE("pow: edges; a negative base and a NaN never pass as numbers") {
    CHECK(stats::pow(0.0, 2.0) == 0.0);
    CHECK(stats::pow(0.0, -2.0) == kInf);
    CHECK(stats::pow(3.7, 0.0) == 1.0);
    CHECK(stats::pow(0.0, 0.0) == 1.0);
    CHECK(stats::pow(1.0, 1e300) == 1.0);
    CHECK(stats::pow(1.0, kInf) == 1.0);
    CHECK(stats::pow(kInf, 2.0) == kInf);
    CHECK(stats::pow(kInf, -2.0) == 0.0);
    CHECK(stats::pow(2.0, kInf) == kInf);
    CHECK(stats::pow(0.5, kInf) == 0.0);
    CHECK(stats::pow(2.0, 1e300) == kInf);
    CHECK(stats::pow(2.0, -1e300) == 0.0);
    CHECK(stats::pow(2.0, 10.0) == 1024.0);
    CHECK(stats::pow(2.0, -1074.0) == 5e-324);
    CHECK(std::isnan(stats::pow(-2.0, 2.0)));
    CHECK(std::isnan(stats::pow(-2.0, 0.5)));
    CHECK(std::isnan(stats::pow(kNan, 0.0)));
    CHECK(std::isnan(stats::pow(2.0, kNan)));
    CHECK(ulps(stats::pow(1e-310, 0.5), std::sqrt(static_cast<long double>(1e-310))) <= 1.5);
}

TEST_CASE("sine and cosine of turns: absolute error below 2.2e-16, exact at the quarters") {
    const long double two_pi = 6.283185307179586476925286766559L;
    double worst_sine = 0, worst_cosine = 0;
    for (int i = 0; i < 400000; ++i) {
        const double u = i / 400000.0;
        const long double angle = two_pi * static_cast<long double>(u);
        worst_sine = std::max(worst_sine, distance(stats::sin_2pi(u), std::sin(angle)));
        worst_cosine = std::max(worst_cosine, distance(stats::cos_2pi(u), std::cos(angle)));
    }
    CHECK(worst_sine < 2.2e-16);
    CHECK(worst_cosine < 2.2e-16);
    CHECK(stats::sin_2pi(0.0) == 0.0);
    CHECK(stats::cos_2pi(0.0) == 1.0);
    CHECK(stats::sin_2pi(0.25) == 1.0);
    CHECK(stats::cos_2pi(0.25) == 0.0);
    CHECK(stats::sin_2pi(0.5) == 0.0);
    CHECK(stats::cos_2pi(0.5) == -1.0);
    CHECK(stats::sin_2pi(0.75) == -1.0);
    CHECK(stats::cos_2pi(1.0) == 1.0);
}

TEST_CASE("sqrt is IEEE's") {
    for (const double x : {0.0, 2.0, 1e-320, 1e300, 0.1})
        CHECK(stats::sqrt(x) == std::sqrt(x));
    CHECK(std::isnan(stats::sqrt(-1.0)));
}
