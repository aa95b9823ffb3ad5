#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"

namespace stats = grdp::stats;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

long double reference_cdf(double z) {
    return boost::math::erfc(-static_cast<long double>(z) / std::sqrt(2.0L)) / 2;
}

double relative(double computed, long double exact) {
    return static_cast<double>(std::abs((static_cast<long double>(computed) - exact) / exact));
}

}  // namespace

TEST_CASE("normal cdf: relative error below 1e-14 down to -37 and up to 9") {
    double worst = 0;
    for (int i = 0; i <= 46000; ++i) {
        const double z = -37 + i * 0.001;
        worst = std::max(worst, relative(stats::normal_cdf(z), reference_cdf(z)));
    }
    CHECK(worst < 1e-14);
    CHECK(worst > 0);  // the reference is another computation
}

TEST_CASE("normal cdf: edges and published values") {
    CHECK(stats::normal_cdf(0.0) == 0.5);
    CHECK(stats::normal_cdf(kInf) == 1.0);
    CHECK(stats::normal_cdf(-kInf) == 0.0);
    CHECK(stats::normal_cdf(-38.6) == 0.0);
    CHECK(std::isnan(stats::normal_cdf(kNan)));
    CHECK(stats::normal_cdf(-1.959963984540054) == Approx(0.025).epsilon(1e-14));
    CHECK(stats::normal_cdf(5.0) + stats::normal_cdf(-5.0) == 1.0);
}

TEST_CASE("normal cdf: never falls") {
    double before = stats::normal_cdf(-10.0);
    for (int i = 1; i <= 200000; ++i) {
        const double now = stats::normal_cdf(-10 + i * 1e-4);
        if (now < before) FAIL_CHECK("falls at " << -10 + i * 1e-4);
        before = now;
    }
}

TEST_CASE("normal density: relative error below 1e-14") {
    for (double z = -37; z <= 37; z += 0.0137) {
        const long double exact = std::exp(-0.5L * static_cast<long double>(z) * static_cast<long double>(z)) /
                                  std::sqrt(6.283185307179586476925286766559L);
        if (relative(stats::normal_density(z), exact) >= 1e-14) FAIL_CHECK("at " << z);
    }
    CHECK(stats::normal_density(kInf) == 0.0);
    CHECK(std::isnan(stats::normal_density(kNan)));
}

TEST_CASE("normal quantile: relative error below 1e-14 over the whole interval") {
    double worst = 0;
    for (int i = 1; i < 20000; ++i) {
        const double p = i / 20000.0;
        if (p == 0.5) continue;
        const long double exact = -std::sqrt(2.0L) * boost::math::erfc_inv(2 * static_cast<long double>(p));
        worst = std::max(worst, relative(stats::normal_quantile(p), exact));
    }
    for (double exponent = -300; exponent < -1; exponent += 0.037) {
        const double p = std::pow(10.0, exponent);
        const long double exact = -std::sqrt(2.0L) * boost::math::erfc_inv(2 * static_cast<long double>(p));
        worst = std::max(worst, relative(stats::normal_quantile(p), exact));
    }
    CHECK(worst < 1e-14);
}

TEST_CASE("normal quantile: edges, symmetry, and the inverse of the cdf") {
    CHECK(stats::normal_quantile(0.0) == -kInf);
    CHECK(stats::normal_quantile(1.0) == kInf);
    CHECK(stats::normal_quantile(0.5) == 0.0);
    CHECK(std::isnan(stats::normal_quantile(-0.1)));
    CHECK(std::isnan(stats::normal_quantile(1.1)));
    CHECK(std::isnan(stats::normal_quantile(kNan)));
    CHECK(stats::normal_quantile(0.25) == -stats::normal_quantile(0.75));
    CHECK(stats::normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
    for (double z = -37; z < 6; z += 0.011) {
        CHECK(stats::normal_quantile(stats::normal_cdf(z)) == Approx(z).margin(z > 0 ? 1e-8 : 1e-13));
    }
}

TEST_CASE("normal score: absolute error below 1e-10, exact in the tails, odd about one half") {
    double worst = 0;
    for (int i = 1; i < 400000; ++i) {
        const double p = i / 400000.0 + (i % 7) * 1e-9, z = stats::normal_quantile(p);
        const double error = std::abs(stats::normal_score(p) - z);
        if (error >= 1e-10) FAIL_CHECK("at " << p << ": " << error);
        worst = std::max(worst, error);
    }
    CHECK(worst > 1e-12);  // the reference is another computation
    for (int e = 1; e < 60; ++e) {  // both sides of every end of a binade
        const double p = std::ldexp(1.0, -e);
        for (const double at : {std::nextafter(p, 0.0), p, std::nextafter(p, 1.0), 0.75 * p}) {
            CAPTURE(e, at);
            CHECK(stats::normal_score(at) == Approx(stats::normal_quantile(at)).margin(1e-10).epsilon(0));
            CHECK(stats::normal_score(1 - at) == Approx(stats::normal_quantile(1 - at)).margin(1e-10).epsilon(0));
            if (at < 0x1p-17) CHECK(stats::normal_score(at) == stats::normal_quantile(at));
        }
    }
    CHECK(stats::normal_score(0.0) == -kInf);
    CHECK(stats::normal_score(1.0) == kInf);
    CHECK(std::isnan(stats::normal_score(-0.1)));
    CHECK(std::isnan(stats::normal_score(1.1)));
    CHECK(std::isnan(stats::normal_score(kNan)));
    CHECK(stats::normal_score(0.25) == -stats::normal_score(0.75));
}
