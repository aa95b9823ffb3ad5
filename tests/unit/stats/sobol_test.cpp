#include "grdp/stats/sobol.hpp"

#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>

#include "catch.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

using stats::ScrambledSobol;

TEST_CASE("sobol: direction numbers in the order of the Gray code give the points of Boost.Random") {
    boost::random::sobol engine(stats::kSobolDimensions);
    std::vector<std::uint32_t> x(stats::kSobolDimensions, 0);
    for (std::uint32_t i = 1; i < 600; ++i) {
        const unsigned level = static_cast<unsigned>(__builtin_ctz(i));
        bool same = true;
        for (std::size_t d = 0; d < x.size(); ++d) {
            if (i == 1 || d < 40) x[d] ^= stats::sobol_direction(d, level);
            const auto expected = static_cast<std::uint32_t>(engine() >> 32);
            if (i == 1 || d < 40) same = same && x[d] == expected;
        }
        CHECK(same);
    }
}

TEST_CASE("sobol: the directions of all dimensions are those of Boost.Random up to level 20") {
    boost::random::sobol engine(stats::kSobolDimensions);
    for (unsigned level = 1; level < 20; ++level) {
        // In the Gray code point 2^level - 1 is direction level - 1 alone.
        const std::uint64_t point = (std::uint64_t{1} << level) - 1;
        engine.seed(point - 1);
        std::size_t different = 0;
        for (std::size_t d = 0; d < stats::kSobolDimensions; ++d) {
            const auto expected = static_cast<std::uint32_t>(engine() >> 32);
            different += stats::sobol_direction(d, level - 1) == expected ? 0u : 1u;
        }
        CHECK(different == 0);
    }
}

TEST_CASE("sobol: every dimension of a scrambled net has one point in each of its intervals") {
    for (const std::uint32_t replicate : {0u, 7u}) {
        ScrambledSobol net(2023, replicate, 20);
        net.reach(8);
        for (std::size_t d = 0; d < 20; ++d) {
            double u[256];
            net.fill(d, 0, 256, u);
            std::set<int> intervals;
            for (const double x : u) intervals.insert(static_cast<int>(x * 256));
            CHECK(intervals.size() == 256);
        }
    }
}

TEST_CASE("sobol: a point does not depend on how many are asked for at once or in all") {
    ScrambledSobol small(5, 3, 4), large(5, 3, 600);
    small.reach(7);
    large.reach(4);
    large.reach(12);
    double a[128], b[1];
    for (std::size_t d = 0; d < 4; ++d) {
        small.fill(d, 0, 128, a);
        for (std::size_t k = 0; k < 128; ++k) {
            large.fill(d, k, 1, b);
            CHECK(a[k] == b[0]);
        }
    }
    double wide[64];
    large.fill(599, 0, 64, wide);
    for (const double u : wide) CHECK((u > 0 && u < 1));
}

TEST_CASE("sobol: scrambled points are uniform over replicates, in the first dimensions and beyond the table") {
    std::vector<double> first, last;
    for (std::uint32_t replicate = 0; replicate < 2000; ++replicate) {
        ScrambledSobol net(11, replicate, 515);
        net.reach(4);
        double u[1];
        net.fill(3, 9, 1, u);
        first.push_back(u[0]);
        net.fill(514, 9, 1, u);
        last.push_back(u[0]);
    }
    const auto uniform = [](double u) { return u < 0 ? 0.0 : u > 1 ? 1.0 : u; };
    CHECK(test::kolmogorov_smirnov_check(first, uniform));
    CHECK(test::kolmogorov_smirnov_check(last, uniform));
    CHECK(test::correlation_check(first, last, 0));
}

TEST_CASE("sobol: a smooth integral converges much faster than by independent points") {
    double worst = 0;
    for (std::uint32_t replicate = 0; replicate < 16; ++replicate) {
        ScrambledSobol net(1, replicate, 5);
        net.reach(12);
        double sum = 0;
        std::vector<std::vector<double>> u(5, std::vector<double>(4096));
        for (std::size_t d = 0; d < 5; ++d) net.fill(d, 0, 4096, u[d].data());
        for (std::size_t k = 0; k < 4096; ++k) {
            double product = 1;
            for (std::size_t d = 0; d < 5; ++d) product *= 1 + 0.5 * (u[d][k] - 0.5);
            sum += product;
        }
        worst = std::max(worst, std::abs(sum / 4096 - 1));
    }
    CHECK(worst < 5e-5);  // independent points: about 0.33/64 = 5e-3
}

}  // namespace
}  // namespace grdp
