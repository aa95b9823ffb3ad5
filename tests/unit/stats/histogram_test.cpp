#include "grdp/stats/histogram.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "grdp/stats/random.hpp"

using grdp::stats::Histogram;
using grdp::stats::HistogramLayout;
namespace stats = grdp::stats;
using Region = Histogram::RankRegion;

TEST_CASE("histogram: a value counts in the bin whose edges enclose it, the lower edge included") {
    Histogram h({0.1, 1.3, 12});
    for (std::size_t i = 0; i <= 12; ++i) {
        h.add(h.edge(i));
        h.add(std::nextafter(h.edge(i), -1.0));
    }
    CHECK(h.underflow() == 1);
    CHECK(h.overflow() == 1);
    CHECK(h.counts() == std::vector<std::uint64_t>(12, 2));
    CHECK(h.total() == 26);
}

TEST_CASE("histogram: infinities and NaN are counted apart") {
    Histogram h({0, 1, 4});
    const double inf = std::numeric_limits<double>::infinity();
    const double values[] = {-inf, inf, std::nan(""), 0.5};
    h.add(values);
    CHECK(h.underflow() == 1);
    CHECK(h.overflow() == 1);
    CHECK(h.not_a_number() == 1);
    CHECK(h.total() == 3);
}

TEST_CASE("histogram: merging parts is counting the whole") {
    Histogram whole({-2, 2, 50}), left({-2, 2, 50}), right({-2, 2, 50});
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const double z = stats::normal_pair(9, i, 0, 0).z0;
        whole.add(z);
        (i % 3 == 0 ? left : right).add(z);
    }
    left.add(std::nan(""));
    whole.add(std::nan(""));
    left.merge(right);
    CHECK(left == whole);
}

TEST_CASE("histogram: ranks find their bin and a value inside it") {
    Histogram h({0, 10, 10});
    const double values[] = {-1.0, 0.5, 3.1, 3.2, 3.9, 9.5, 12.0};
    h.add(values);
    CHECK(h.place_of_rank(1).region == Region::underflow);
    CHECK(h.place_of_rank(7).region == Region::overflow);
    const auto place = h.place_of_rank(4);
    CHECK(place.region == Region::bin);
    CHECK(place.bin == 3);
    CHECK(place.rank_in_bin == 2);
    CHECK(h.value_of_rank(1) == 0);
    CHECK(h.value_of_rank(7) == 10);
    CHECK(h.value_of_rank(4) == Approx(3.5));
    CHECK(h.value_of_rank(2) == Approx(0.5));
    CHECK(h.value_of_rank(3) < h.value_of_rank(4));
}
