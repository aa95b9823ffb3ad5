// The addressed normals and uniforms, looked at along each part of the address.
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "grdp/stats/random.hpp"
#include "statistical_check.hpp"

namespace test = grdp::test;
namespace stats = grdp::stats;

namespace {

constexpr std::size_t kDraws = 200000;
constexpr std::uint64_t kSeed = 20230101;

using Address = std::function<stats::NormalPair(std::uint64_t)>;

struct Direction {
    const char* name;
    Address at;
};

/// Streams that run along one part of the address while the others stand still.
const Direction kDirections[] = {
    {"paths", [](std::uint64_t i) { return stats::normal_pair(kSeed, i, 0, 0); }},
    {"paths beyond 2^32", [](std::uint64_t i) { return stats::normal_pair(kSeed, i << 30, 0, 0); }},
    {"periods", [](std::uint64_t i) { return stats::normal_pair(kSeed, 7, static_cast<std::uint32_t>(i), 0); }},
    {"pairs", [](std::uint64_t i) { return stats::normal_pair(kSeed, 7, 0, static_cast<std::uint32_t>(i)); }},
    {"seeds", [](std::uint64_t i) { return stats::normal_pair(i, 7, 0, 0); }},
};

struct Sample {
    std::vector<double> z0, z1;
};

Sample draw(const Address& at) {
    Sample sample{std::vector<double>(kDraws), std::vector<double>(kDraws)};
    for (std::size_t i = 0; i < kDraws; ++i) {
        const auto z = at(i);
        sample.z0[i] = z.z0;
        sample.z1[i] = z.z1;
    }
    return sample;
}

}  // namespace

TEST_CASE("normals: standard normal along every part of the address") {
    for (const auto& direction : kDirections) {
        CAPTURE(direction.name);
        const auto sample = draw(direction.at);
        CHECK(test::standard_normal_check(sample.z0));
        CHECK(test::standard_normal_check(sample.z1));
        CHECK(test::correlation_check(sample.z0, sample.z1, 0));
    }
}

TEST_CASE("normals: neighbours along every part of the address are uncorrelated, squares too") {
    for (const auto& direction : kDirections) {
        const auto sample = draw(direction.at);
        for (const std::size_t lag : {1u, 2u, 8u, 256u}) {
            CAPTURE(direction.name, lag);
            const std::span<const double> all(sample.z0);
            const auto early = all.first(kDraws - lag), late = all.subspan(lag);
            CHECK(test::correlation_check(early, late, 0));
            std::vector<double> early_square, late_square;
            for (const double z : early)
                early_square.push_back(z * z);
            for (const double z : late)
                late_square.push_back(z * z);
            CHECK(test::correlation_check(early_square, late_square, 0));
        }
    }
}

TEST_CASE("normals: neighbouring periods, pairs and seeds of one path are independent") {
    const auto base = draw(kDirections[0].at);
    const Direction neighbours[] = {
        {"next period", [](std::uint64_t i) { return stats::normal_pair(kSeed, i, 1, 0); }},
        {"other pair of the block", [](std::uint64_t i) { return stats::normal_pair(kSeed, i, 0, 1); }},
        {"next block", [](std::uint64_t i) { return stats::normal_pair(kSeed, i, 0, 2); }},
        {"next seed", [](std::uint64_t i) { return stats::normal_pair(kSeed + 1, i, 0, 0); }},
    };
    for (const auto& neighbour : neighbours) {
        CAPTURE(neighbour.name);
        const auto other = draw(neighbour.at);
        CHECK(test::correlation_check(base.z0, other.z0, 0));
        CHECK(test::correlation_check(base.z0, other.z1, 0));
        CHECK(test::correlation_check(base.z1, other.z1, 0));
    }
}

TEST_CASE("uniforms: even over 1000 cells, high bits and low bits") {
    const std::vector<double> even(1000, 1e-3);
    std::vector<std::uint64_t> high0(1000), high1(1000), low0(1000), low1(1000);
    for (std::uint64_t i = 0; i < 500000; ++i) {
        const auto u = stats::uniform_pair(kSeed, i, 0, 0);
        const auto cell = [](double x) { return static_cast<std::size_t>(x * 1000); };
        const auto low_cell = [&](double x) { return cell(std::fmod(x * 0x1p32, 1.0)); };
        ++high0[cell(1 - u.u0)];
        ++high1[cell(u.u1)];
        ++low0[low_cell(1 - u.u0)];
        ++low1[low_cell(u.u1)];
    }
    for (const auto* counts : {&high0, &high1, &low0, &low1})
        CHECK(test::chi_squared_check(*counts, even));
}

TEST_CASE("normals: tail frequencies are those of the law") {
    const std::uint64_t n = 1000000;
    std::uint64_t beyond3 = 0, beyond4 = 0, below4 = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const auto z = stats::normal_pair(kSeed, i, 3, 1);
        beyond3 += z.z0 > 3 ? 1u : 0u;
        beyond4 += z.z0 > 4 ? 1u : 0u;
        below4 += z.z1 < -4 ? 1u : 0u;
    }
    CHECK(test::binomial_check(beyond3, n, 1.3498980316300946e-3));
    CHECK(test::binomial_check(beyond4, n, 3.1671241833119924e-5));
    CHECK(test::binomial_check(below4, n, 3.1671241833119924e-5));
}
