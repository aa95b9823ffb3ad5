// The judge is judged first: it accepts right samplers and rejects samplers that are wrong on purpose.
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "grdp/stats/random.hpp"
#include "statistical_check.hpp"

namespace test = grdp::test;
namespace stats = grdp::stats;

namespace {

constexpr std::size_t kDraws = 20000;

std::vector<double> normals(std::uint64_t seed, double mean = 0, double sd = 1) {
    std::vector<double> z(kDraws);
    for (std::size_t i = 0; i < kDraws; ++i)
        z[i] = mean + sd * stats::normal_pair(seed, i, 0, 0).z0;
    return z;
}

std::vector<double> uniforms(std::uint64_t seed) {
    std::vector<double> u(kDraws);
    for (std::size_t i = 0; i < kDraws; ++i)
        u[i] = stats::uniform_pair(seed, i, 0, 0).u1;
    return u;
}

/// Six standard errors of the mean of kDraws standard normals.
const double kSeenShift = 6.5 / std::sqrt(static_cast<double>(kDraws));

std::vector<double> correlated(const std::vector<double>& x, std::uint64_t seed, double r) {
    const auto z = normals(seed);
    std::vector<double> y(kDraws);
    for (std::size_t i = 0; i < kDraws; ++i)
        y[i] = r * x[i] + std::sqrt(1 - r * r) * z[i];
    return y;
}

}  // namespace

TEST_CASE("checker: accepts at five standard errors and rejects beyond, on both sides") {
    CHECK(test::within_5_standard_errors(1.049, 1.0, 0.01).ok);
    CHECK(test::within_5_standard_errors(0.951, 1.0, 0.01).ok);
    CHECK_FALSE(test::within_5_standard_errors(1.051, 1.0, 0.01).ok);
    CHECK_FALSE(test::within_5_standard_errors(0.949, 1.0, 0.01).ok);
    CHECK(test::within_5_standard_errors(1.0, 1.0, 0.0).ok);
    CHECK_FALSE(test::within_5_standard_errors(1.0 + 1e-15, 1.0, 0.0).ok);
    CHECK(test::within_5_standard_errors(1.0, 1.0, 0.01).smallest_bias == Approx(0.05));
}

TEST_CASE("checker: NaN and negative errors never pass") {
    const double nan = std::nan("");
    CHECK_FALSE(test::within_5_standard_errors(nan, 1.0, 0.01).ok);
    CHECK_FALSE(test::within_5_standard_errors(1.0, nan, 0.01).ok);
    CHECK_FALSE(test::within_5_standard_errors(1.0, 1.0, nan).ok);
    CHECK_FALSE(test::within_5_standard_errors(1.0, 1.0, -0.01).ok);
    CHECK_FALSE(test::kolmogorov_smirnov_check(std::vector<double>{nan, 0.5}, [](double x) { return x; }).ok);
    CHECK_FALSE(test::mean_check(std::vector<double>(100, nan), 0).ok);
}

TEST_CASE("checker: two estimates add their variances") {
    CHECK(test::same_within_5_standard_errors(0.0, 0.03, 0.24, 0.04).ok);
    CHECK_FALSE(test::same_within_5_standard_errors(0.0, 0.03, 0.26, 0.04).ok);
}

TEST_CASE("checker: right samplers are accepted for every seed tried") {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const auto z = normals(seed);
        CHECK(test::mean_check(z, 0));
        CHECK(test::variance_check(z, 0, 1));
        CHECK(test::standard_normal_check(z));
        CHECK(test::correlation_check(z, correlated(z, seed + 1000, 0.35), 0.35));
    }
}

TEST_CASE("checker: a mean moved up or down is rejected") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        for (const double shift : {-2 * kSeenShift, 2 * kSeenShift}) {
            CHECK_FALSE(test::mean_check(normals(seed, shift), 0));
            CHECK_FALSE(test::standard_normal_check(normals(seed, shift)));
        }
    }
}

TEST_CASE("checker: the stated smallest bias is caught about every other time") {
    const double bias = test::mean_check(normals(1), 0).smallest_bias;
    int up = 0, down = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        up += test::mean_check(normals(seed, bias), 0).ok ? 0 : 1;
        down += test::mean_check(normals(seed, -bias), 0).ok ? 0 : 1;
    }
    CHECK(test::binomial_check(static_cast<std::uint64_t>(up), 200, 0.5));
    CHECK(test::binomial_check(static_cast<std::uint64_t>(down), 200, 0.5));
}

TEST_CASE("checker: a scaled variance is rejected") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        for (const double sd : {0.95, 1.05}) {
            CHECK_FALSE(test::variance_check(normals(seed, 0, sd), 0, 1));
            CHECK_FALSE(test::standard_normal_check(normals(seed, 0, sd)));
        }
    }
}

TEST_CASE("checker: a dropped or reversed correlation is rejected") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto z = normals(seed);
        CHECK_FALSE(test::correlation_check(z, correlated(z, seed + 1000, 0), 0.35));
        CHECK_FALSE(test::correlation_check(z, correlated(z, seed + 1000, -0.35), 0.35));
        CHECK_FALSE(test::correlation_check(z, z, 0.99));
    }
}

TEST_CASE("checker: ignored weights are rejected, used weights accepted") {
    // Importance sampling of the mean of N(1,1) from N(0,1): weight exp(z - 1/2).
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto z = normals(seed);
        std::vector<double> weights(kDraws);
        for (std::size_t i = 0; i < kDraws; ++i)
            weights[i] = std::exp(z[i] - 0.5);
        CHECK(test::weighted_mean_check(z, weights, 1));
        CHECK_FALSE(test::weighted_mean_check(z, std::vector<double>(kDraws, 1.0), 1));
        CHECK_FALSE(test::weighted_mean_check(z, weights, 0));
    }
    CHECK_FALSE(test::weighted_mean_check(normals(1), std::vector<double>(3, 1.0), 0));
}

TEST_CASE("checker: exact binomial tails hold where the normal approximation does not") {
    CHECK(test::binomial_check(0, 1000, 1e-3));
    CHECK(test::binomial_check(9, 1000, 1e-3));
    CHECK_FALSE(test::binomial_check(14, 1000, 1e-3));
    CHECK(test::binomial_check(50, 100, 0.5));
    CHECK_FALSE(test::binomial_check(77, 100, 0.5));
    CHECK_FALSE(test::binomial_check(23, 100, 0.5));
    CHECK_FALSE(test::binomial_check(1, 10, 0.0));
    CHECK_FALSE(test::binomial_check(11, 10, 0.5));
}

TEST_CASE("checker: chi-squared sees a tilted and a too even sampler, and refuses thin cells") {
    const std::vector<double> even(10, 0.1);
    const auto counts_of = [](const std::vector<double>& u) {
        std::vector<std::uint64_t> counts(10, 0);
        for (const double x : u)
            ++counts[static_cast<std::size_t>(x * 10)];
        return counts;
    };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto u = uniforms(seed);
        CHECK(test::chi_squared_check(counts_of(u), even));
        for (double& x : u)
            x = std::pow(x, 1.1);
        CHECK_FALSE(test::chi_squared_check(counts_of(u), even));
    }
    CHECK_FALSE(test::chi_squared_check(std::vector<std::uint64_t>(10, 2000), even));
    CHECK_FALSE(test::chi_squared_check(std::vector<std::uint64_t>(10, 4), even));
    CHECK_FALSE(test::chi_squared_check(std::vector<std::uint64_t>(10, 2000), std::vector<double>(10, 0.2)));
}

TEST_CASE("checker: Kolmogorov-Smirnov sees a shift, a scale and a wrong law of equal moments") {
    const auto uniform_cdf = [](double x) { return x; };
    const double root3 = std::sqrt(3.0);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto u = uniforms(seed);
        CHECK(test::kolmogorov_smirnov_check(u, uniform_cdf));
        std::vector<double> same_moments(kDraws);
        for (std::size_t i = 0; i < kDraws; ++i)
            same_moments[i] = root3 * (2 * u[i] - 1);
        CHECK_FALSE(test::standard_normal_check(same_moments));
        for (double& x : u)
            x = 0.95 * x;
        CHECK_FALSE(test::kolmogorov_smirnov_check(u, uniform_cdf));
    }
}

TEST_CASE("checker: too few draws are refused, not passed") {
    CHECK_FALSE(test::mean_check(std::vector<double>(5, 0.0), 0));
    CHECK_FALSE(test::standard_normal_check(std::vector<double>(50, 0.0)));
    CHECK_FALSE(test::kolmogorov_smirnov_check({}, [](double x) { return x; }));
    CHECK_FALSE(test::correlation_check(std::vector<double>(3), std::vector<double>(3), 0));
}
