#include "grdp/stats/accumulator.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "catch.hpp"
#include "grdp/stats/random.hpp"

using grdp::stats::MomentLanes;
using grdp::stats::MomentPartial;
using grdp::stats::PairwiseCombiner;
namespace stats = grdp::stats;

namespace {

std::vector<double> draws(std::size_t n) {
    std::vector<double> x(n);
    for (std::size_t i = 0; i < n; ++i)
        x[i] = 10 + stats::normal_pair(3, i, 0, 0).z0;
    return x;
}

MomentPartial partial_of(std::uint64_t block) {
    const auto z = stats::normal_pair(1, block, 0, 0);
    return {z.z0, z.z1, block + 1};
}

MomentPartial combined(const std::vector<std::uint64_t>& order) {
    PairwiseCombiner combiner;
    for (const std::uint64_t block : order)
        combiner.add(block, partial_of(block));
    CHECK(combiner.complete());
    return combiner.total();
}

}  // namespace

TEST_CASE("moments: the textbook's mean, standard deviation and standard error") {
    const auto x = draws(5000);
    MomentLanes lanes;
    lanes.add(x, 9.5, 0);
    const auto m = stats::moments(lanes.total(), 9.5);
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / 5000;
    double square = 0;
    for (const double value : x)
        square += (value - mean) * (value - mean);
    CHECK(m.n == 5000);
    CHECK(m.mean == Approx(mean).epsilon(1e-13));
    CHECK(m.sd == Approx(std::sqrt(square / 4999)).epsilon(1e-12));
    CHECK(m.standard_error == Approx(m.sd / std::sqrt(5000.0)).epsilon(1e-15));
    CHECK(stats::standard_error_of_sd_if_normal(m) == Approx(m.sd / std::sqrt(2 * 4999.0)));
}

TEST_CASE("moments: without two draws there is no spread, without one no mean") {
    CHECK(std::isnan(stats::moments({}, 1.0).mean));
    const auto one = stats::moments({2.0, 4.0, 1}, 1.0);
    CHECK(one.mean == 3.0);
    CHECK(std::isnan(one.sd));
    CHECK(std::isnan(one.standard_error));
    const auto equal = stats::moments({0.3, 0.03, 3}, 1.0);
    CHECK(equal.sd == Approx(0).margin(1e-8));
}

TEST_CASE("lane sums: any cut of the paths gives the same bits") {
    const auto x = draws(8192);
    MomentLanes whole;
    whole.add(x, 10, 0);
    for (const std::size_t cut : {1u, 3u, 8u, 256u, 5000u}) {
        MomentLanes parts;
        for (std::size_t i = 0; i < x.size(); i += cut) {
            parts.add(std::span(x).subspan(i, std::min(cut, x.size() - i)), 10, i);
        }
        CHECK(parts.total() == whole.total());
    }
}

TEST_CASE("pairwise tree: the order in which blocks arrive changes no bit") {
    for (const std::uint64_t blocks : {1u, 2u, 3u, 7u, 8u, 13u, 64u, 100u}) {
        std::vector<std::uint64_t> order(blocks);
        std::iota(order.begin(), order.end(), 0u);
        const auto in_order = combined(order);
        CHECK(in_order.n == blocks * (blocks + 1) / 2);
        std::reverse(order.begin(), order.end());
        CHECK(combined(order) == in_order);
        for (std::uint64_t shuffle = 0; shuffle < 20; ++shuffle) {
            std::sort(order.begin(), order.end(), [&](std::uint64_t a, std::uint64_t b) {
                return stats::uniform_pair(shuffle, a, 0, 0).u0 < stats::uniform_pair(shuffle, b, 0, 0).u0;
            });
            CHECK(combined(order) == in_order);
        }
    }
}

TEST_CASE("pairwise tree: the written association over seven blocks") {
    const auto p = [](std::uint64_t i) { return partial_of(i).sum; };
    const double expected = ((p(0) + p(1)) + (p(2) + p(3))) + ((p(4) + p(5)) + p(6));
    CHECK(combined({6, 2, 0, 1, 5, 3, 4}).sum == expected);
}

TEST_CASE("pairwise tree: a missing block is seen") {
    PairwiseCombiner combiner;
    CHECK(combiner.complete());
    CHECK(combiner.total() == MomentPartial{});
    combiner.add(1, partial_of(1));
    CHECK_FALSE(combiner.complete());
    combiner.add(3, partial_of(3));
    combiner.add(0, partial_of(0));
    CHECK_FALSE(combiner.complete());
    combiner.add(2, partial_of(2));
    CHECK(combiner.complete());
}
