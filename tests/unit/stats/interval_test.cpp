#include "grdp/stats/interval.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <utility>

#include "catch.hpp"

namespace stats = grdp::stats;

TEST_CASE("Clopper-Pearson: the exact limits of Boost") {
    using Binomial = boost::math::binomial;
    for (const std::uint64_t n : {1ull, 7ull, 100ull, 10000ull, 1000000ull}) {
        for (const double share : {0.0, 0.01, 0.3, 0.5, 0.99, 1.0}) {
            const auto k = static_cast<std::uint64_t>(share * static_cast<double>(n));
            CAPTURE(n, k);
            const auto interval = stats::clopper_pearson(k, n);
            const double trials = static_cast<double>(n), successes = static_cast<double>(k);
            if (k == 0) {
                CHECK(interval.low == 0.0);
            } else {
                CHECK(interval.low == Approx(Binomial::find_lower_bound_on_p(trials, successes, 0.025)).epsilon(1e-10));
            }
            if (k == n) {
                CHECK(interval.high == 1.0);
            } else {
                CHECK(interval.high ==
                      Approx(Binomial::find_upper_bound_on_p(trials, successes, 0.025)).epsilon(1e-10));
            }
        }
    }
}

TEST_CASE("a share and the rest have together the intervals that each has alone, to the last bit") {
    for (const std::uint64_t n : {1ull, 2ull, 7ull, 1000ull, 99'999ull, 1ull << 33}) {
        for (const double part : {0.0, 1e-4, 0.13, 0.5, 0.77, 0.9999, 1.0}) {
            const auto k = static_cast<std::uint64_t>(part * static_cast<double>(n));
            CAPTURE(n, k);
            const auto both = stats::proportion_and_rest(k, n);
            for (const auto& [found, alone] : {std::pair{both.share, stats::proportion(k, n)}, std::pair{both.rest, stats::proportion(n - k, n)}}) {
                CHECK(found.value == alone.value);
                CHECK(found.standard_error == alone.standard_error);
                CHECK(found.interval == alone.interval);
            }
        }
    }
}

TEST_CASE("Clopper-Pearson: 0 of n says at most about 3.7/n, the rule of three at one side") {
    CHECK(stats::clopper_pearson(0, 1000).high == Approx(1 - std::pow(0.025, 1e-3)).epsilon(1e-12));
    CHECK(stats::clopper_pearson(0, 1000, 0.90).high == Approx(2.9957 / 1000).epsilon(2e-3));
    CHECK(stats::clopper_pearson(1000, 1000).low == Approx(std::pow(0.025, 1e-3)).epsilon(1e-12));
    CHECK(stats::clopper_pearson(0, 1).high == Approx(0.975).epsilon(1e-14));
}

TEST_CASE("Clopper-Pearson: covers with at least the level for every probability") {
    const std::uint64_t n = 30;
    for (double p = 0.005; p < 1; p += 0.005) {
        const boost::math::binomial law(static_cast<double>(n), p);
        double coverage = 0;
        for (std::uint64_t k = 0; k <= n; ++k) {
            const auto interval = stats::clopper_pearson(k, n);
            if (interval.low <= p && p <= interval.high) coverage += boost::math::pdf(law, static_cast<double>(k));
        }
        CAPTURE(p);
        CHECK(coverage >= 0.95 - 1e-12);
    }
}

TEST_CASE("Clopper-Pearson: mirrored counts give mirrored limits, a higher level a wider interval") {
    const auto low = stats::clopper_pearson(3, 200), high = stats::clopper_pearson(197, 200);
    CHECK(low.low == Approx(1 - high.high).epsilon(1e-12));
    CHECK(low.high == Approx(1 - high.low).epsilon(1e-12));
    const auto wide = stats::clopper_pearson(3, 200, 0.99);
    CHECK(wide.low < low.low);
    CHECK(wide.high > low.high);
}

TEST_CASE("proportion: binomial standard error inside, a stated bound at the ends") {
    const auto inside = stats::proportion(30, 100);
    CHECK(inside.value == 0.3);
    CHECK(inside.standard_error == Approx(std::sqrt(0.3 * 0.7 / 100)).epsilon(1e-14));
    CHECK(inside.interval == stats::clopper_pearson(30, 100));
    const auto none = stats::proportion(0, 100), all = stats::proportion(100, 100);
    CHECK(none.value == 0);
    CHECK(none.standard_error == Approx(none.interval.high / 1.959963984540054));
    CHECK(none.standard_error > 0.01);
    CHECK(all.value == 1);
    CHECK(all.standard_error == Approx(none.standard_error).epsilon(1e-10));
}

TEST_CASE("quantile rank: the smallest order statistic whose share reaches p") {
    CHECK(stats::quantile_rank(0.05, 1000) == 50);
    CHECK(stats::quantile_rank(0.95, 1000) == 950);
    CHECK(stats::quantile_rank(0.5, 1001) == 501);
    CHECK(stats::quantile_rank(0.5, 1) == 1);
    CHECK(stats::quantile_rank(0.0, 10) == 1);
    CHECK(stats::quantile_rank(1.0, 10) == 10);
    CHECK(stats::quantile_rank(0.101, 10) == 2);
    for (std::uint64_t n = 20; n <= 200000; n *= 10)
        CHECK(stats::quantile_rank(0.05, n) == n / 20);
}

TEST_CASE("quantile interval: its ranks cover the quantile with at least the level") {
    for (const std::uint64_t n : {1ull, 5ull, 40ull, 1000ull, 100000ull}) {
        for (const double p : {0.05, 0.5, 0.9}) {
            const auto ranks = stats::quantile_rank_interval(p, n);
            const boost::math::binomial below(static_cast<double>(n), p);
            // The quantile lies in [X_low, X_high] if low <= K < high, K = number of draws below it.
            const auto at_most = [&](std::uint64_t k) { return boost::math::cdf(below, static_cast<double>(k)); };
            const double miss_low = ranks.low == 0 ? 0.0 : at_most(ranks.low - 1);
            const double miss_high = ranks.high > n ? 0.0 : 1 - at_most(ranks.high - 1);
            CAPTURE(n, p, ranks.low, ranks.high);
            CHECK(miss_low <= 0.025 + 1e-12);
            CHECK(miss_high <= 0.025 + 1e-12);
            CHECK(ranks.low <= stats::quantile_rank(p, n));
            CHECK(ranks.high >= stats::quantile_rank(p, n));
            // Narrower ranks would miss too often.
            if (ranks.low < n) CHECK(at_most(ranks.low) > 0.025 - 1e-12);
        }
    }
    CHECK(stats::quantile_rank_interval(0.05, 5).low == 0);
    CHECK(stats::quantile_rank_interval(0.9, 5).high == 6);
}
