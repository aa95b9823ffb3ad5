// Intervals that stay honest at 0 and 1. docs/method/estimators.md, equations (ES-5) to (ES-8).
#pragma once

#include <cstdint>

namespace grdp::stats {

struct Interval {
    double low;
    double high;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// Clopper and Pearson (1934): covers with at least the level whatever the probability. k = 0 gives low = 0 and
/// high = 1 - (alpha/2)^(1/n), k = n mirrors it. Contract: k <= n, n >= 1, 0 < level < 1.
[[nodiscard]] Interval clopper_pearson(std::uint64_t k, std::uint64_t n, double level = 0.95);

/// An estimated probability.
struct Proportion {
    double value;           ///< k/n
    double standard_error;  ///< sqrt(p(1-p)/n); at k = 0 or n, where that is 0, the far end of the interval / 1.96
    Interval interval;      ///< 95 % Clopper-Pearson
};
[[nodiscard]] Proportion proportion(std::uint64_t k, std::uint64_t n);

/// proportion(k, n) and proportion(n - k, n), to the last bit, for half the work: the limits of one are those of the other from the far end.
struct Proportions {
    Proportion share;
    Proportion rest;
};
[[nodiscard]] Proportions proportion_and_rest(std::uint64_t k, std::uint64_t n);

/// The rank (from 1) of the order statistic that estimates the p-quantile: ceil(n*p), type 1 of Hyndman and Fan (1996).
/// Contract: 0 <= p <= 1, n >= 1.
[[nodiscard]] std::uint64_t quantile_rank(double p, std::uint64_t n);

/// Ranks of two order statistics that enclose the p-quantile of any law with at least the level:
/// 0 stands for minus infinity and n + 1 for infinity.
struct RankInterval {
    std::uint64_t low;
    std::uint64_t high;
    friend bool operator==(const RankInterval&, const RankInterval&) = default;
};
[[nodiscard]] RankInterval quantile_rank_interval(double p, std::uint64_t n, double level = 0.95);

}  // namespace grdp::stats
