#include "grdp/stats/interval.hpp"

#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/special.hpp"

namespace grdp::stats {

namespace {

/// Half the width of a 95 % interval in standard errors.
constexpr double kHalfWidth95 = 1.959963984540054;

/// The smallest rank j in [0, n] with P(K <= j) >= p, K binomial(n, q).
std::uint64_t binomial_quantile(double p, std::uint64_t n, double q) {
    std::uint64_t low = 0, high = n;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (binomial_cdf(middle, n, q).lower >= p) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

}  // namespace

Interval clopper_pearson(std::uint64_t k, std::uint64_t n, double level) {
    GRDP_EXPECTS(n >= 1 && k <= n && level > 0 && level < 1);
    const double half = 0.5 * (1 - level);
    const BothTails from_below = {half, 1 - half}, from_above = {1 - half, half};
    const double successes = static_cast<double>(k), failures = static_cast<double>(n - k);
    return {k == 0 ? 0.0 : inverse_incomplete_beta(successes, failures + 1, from_below).lower,
            k == n ? 1.0 : inverse_incomplete_beta(successes + 1, failures, from_above).lower};
}

namespace {

Proportion with_interval(std::uint64_t k, std::uint64_t n, Interval interval) {
    const double trials = static_cast<double>(n);
    const double p = static_cast<double>(k) / trials;
    if (k == 0) return {p, interval.high / kHalfWidth95, interval};
    if (k == n) return {p, (1 - interval.low) / kHalfWidth95, interval};
    return {p, sqrt(p * (static_cast<double>(n - k) / trials) / trials), interval};
}

}  // namespace

Proportion proportion(std::uint64_t k, std::uint64_t n) { return with_interval(k, n, clopper_pearson(k, n)); }

Proportions proportion_and_rest(std::uint64_t k, std::uint64_t n) {
    GRDP_EXPECTS(n >= 1 && k <= n);
    const double half = 0.5 * (1 - 0.95);
    const double successes = static_cast<double>(k), failures = static_cast<double>(n - k);
    Interval share = {0.0, 1.0}, rest = {0.0, 1.0};
    if (k != 0) {
        const BothTails low = inverse_incomplete_beta(successes, failures + 1, {half, 1 - half});
        share.low = low.lower;
        rest.high = low.upper;
    }
    if (k != n) {
        const BothTails low = inverse_incomplete_beta(failures, successes + 1, {half, 1 - half});
        rest.low = low.lower;
        share.high = low.upper;
    }
    return {with_interval(k, n, share), with_interval(n - k, n, rest)};
}

std::uint64_t quantile_rank(double p, std::uint64_t n) {
    GRDP_EXPECTS(n >= 1 && p >= 0 && p <= 1);
    const double place = p * static_cast<double>(n);
    // 0.05 * 1000 must mean rank 50 although the binary product may lie a rounding above it.
    const double nearest = static_cast<double>(static_cast<std::uint64_t>(place + 0.5));
    const double distance = place > nearest ? place - nearest : nearest - place;
    std::uint64_t rank = static_cast<std::uint64_t>(nearest);
    if (distance > 1e-12 * place && nearest < place) ++rank;
    return rank < 1 ? 1 : rank > n ? n : rank;
}

RankInterval quantile_rank_interval(double p, std::uint64_t n, double level) {
    GRDP_EXPECTS(n >= 1 && p >= 0 && p <= 1 && level > 0 && level < 1);
    const double half = 0.5 * (1 - level);
    // X_(low) exceeds the quantile with probability P(K < low) <= half, X_(high) falls short of it with P(K >= high).
    return {binomial_quantile(half, n, p), binomial_quantile(1 - half, n, p) + 1};
}

}  // namespace grdp::stats
