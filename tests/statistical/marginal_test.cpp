// Draws through the tables against the laws' own distribution functions and moments, and the Gaussian benchmark
// problem.
#include <array>
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "grdp/stats/correlation.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/interval.hpp"
#include "grdp/stats/marginal.hpp"
#include "grdp/stats/random.hpp"
#include "statistical_check.hpp"

using grdp::stats::Law;
using grdp::stats::MarginalParameters;
namespace test = grdp::test;
namespace stats = grdp::stats;

namespace {

constexpr std::size_t kDraws = 200000;

const MarginalParameters kLaws[] = {{Law::normal, {1.2}},       {Law::two_piece_normal, {1.8, 1.1}},
                                    {Law::student_t, {5, 2.5}}, {Law::triangular, {-1.2, 2.6, 5.6}},
                                    {Law::pert, {-3, 6, 13}},   {Law::uniform, {-1, 4}},
                                    {Law::lognormal, {2, 0.4}}, {Law::lognormal, {-2, 0.4}}};

std::vector<double> draw(const MarginalParameters& law, std::uint64_t seed) {
    const auto table = stats::build(law);
    std::vector<double> x(kDraws);
    for (std::size_t i = 0; i < kDraws; ++i)
        x[i] = table.evaluate(stats::normal_pair(seed, i, 0, 0).z0);
    return x;
}

/// Mean, standard deviations and correlations of four components; weights of the total.
constexpr std::array<double, 4> kWeights = {.10, .30, .53, .07}, kMeans = {2.35, 12.7, 10.55, 5.8},
                                kSds = {1.2, 2.5, 1.5, 3.0};

stats::SquareMatrix benchmark_correlation() {
    auto m = stats::SquareMatrix::identity(4);
    const auto set = [&](std::size_t i, std::size_t j, double r) { m(i, j) = m(j, i) = r; };
    set(0, 1, .1);
    set(0, 2, .1);
    set(0, 3, .1);
    set(1, 2, .35);
    set(1, 3, .5);
    set(2, 3, .5);
    return m;
}

/// Correlated scores of one path.
std::array<double, 4> scores(const stats::SquareMatrix& factor, std::uint64_t seed, std::uint64_t path) {
    const auto a = stats::normal_pair(seed, path, 0, 0), b = stats::normal_pair(seed, path, 0, 1);
    const std::array<double, 4> z = {a.z0, a.z1, b.z0, b.z1};
    std::array<double, 4> y = {};
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j <= i; ++j)
            y[i] += factor(i, j) * z[j];
    }
    return y;
}

}  // namespace

TEST_CASE("marginals: draws follow the law's distribution function, mean and variance") {
    std::uint64_t seed = 11;
    for (const auto& law : kLaws) {
        CAPTURE(stats::law_name(law.law), law.p[0]);
        const auto x = draw(law, seed++);
        const double mean = stats::mean(law), sd = stats::standard_deviation(law);
        CHECK(test::kolmogorov_smirnov_check(x, [&](double value) { return stats::cdf(law, value); }));
        CHECK(test::mean_check(x, mean));
        // The fourth moment of t(5) is finite, but too wild for a standard error from the sample.
        if (law.law != Law::student_t) CHECK(test::variance_check(x, mean, sd * sd));
    }
}

TEST_CASE("marginals: the wrong law of the same mean and variance is told apart") {
    const auto triangular = draw({Law::triangular, {-1.2, 2.6, 5.6}}, 5);
    const MarginalParameters law{Law::triangular, {-1.2, 2.6, 5.6}};
    const double mean = stats::mean(law), sd = stats::standard_deviation(law);
    CHECK_FALSE(
        test::kolmogorov_smirnov_check(triangular, [&](double x) { return stats::normal_cdf((x - mean) / sd); }));
}

TEST_CASE("factor: correlated scores have the asked correlations and stay standard normal") {
    const auto matrix = benchmark_correlation();
    const auto factor = stats::correlation_factor(matrix);
    std::array<std::vector<double>, 4> columns;
    for (std::uint64_t path = 0; path < kDraws; ++path) {
        const auto y = scores(factor, 77, path);
        for (std::size_t i = 0; i < 4; ++i)
            columns[i].push_back(y[i]);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(test::standard_normal_check(columns[i]));
        for (std::size_t j = 0; j < i; ++j) {
            CAPTURE(i, j);
            CHECK(test::correlation_check(columns[i], columns[j], matrix(i, j)));
        }
    }
}

TEST_CASE("benchmark: mean, spread and band probability of the Gaussian total meet their closed forms") {
    const auto factor = stats::correlation_factor(benchmark_correlation());
    const std::size_t n = 1000000;
    std::uint64_t within = 0, at_least = 0;
    std::vector<double> total(n);
    for (std::uint64_t path = 0; path < n; ++path) {
        const auto y = scores(factor, 2023, path);
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i)
            sum += kWeights[i] * (kMeans[i] + kSds[i] * y[i]);
        total[path] = sum;
        within += sum >= 9.5 && sum <= 10 ? 1u : 0u;
        at_least += sum >= 9.5 ? 1u : 0u;
    }
    CHECK(test::mean_check(total, 10.0425));
    CHECK(test::variance_check(total, 10.0425, 1.427224579 * 1.427224579));
    CHECK(test::binomial_check(within, n, 0.136189533805));
    CHECK(test::binomial_check(at_least, n, 0.648067511333));
    const auto p = stats::proportion(within, n);
    CHECK(test::within_5_standard_errors(p.value, 0.136189533805, p.standard_error));
}

TEST_CASE("Clopper-Pearson: simulated coverage is at least the level") {
    const std::uint64_t repetitions = 4000, n = 200;
    for (const double p : {0.005, 0.136, 0.5}) {
        std::uint64_t covered = 0;
        for (std::uint64_t r = 0; r < repetitions; ++r) {
            std::uint64_t k = 0;
            for (std::uint64_t i = 0; i < n; ++i)
                k += stats::uniform_pair(5, r * n + i, 0, 0).u1 < p ? 1u : 0u;
            const auto interval = stats::clopper_pearson(k, n);
            covered += interval.low <= p && p <= interval.high ? 1u : 0u;
        }
        CAPTURE(p, covered);
        const double rate = static_cast<double>(covered) / static_cast<double>(repetitions);
        CHECK(rate >= 0.95 - 5 * std::sqrt(0.95 * 0.05 / static_cast<double>(repetitions)));
    }
}
