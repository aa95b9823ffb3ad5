#include "grdp/stats/random.hpp"

#include <cmath>
#include <set>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/lanes/philox.hpp"

namespace stats = grdp::stats;
namespace lanes = grdp::lanes;
using Words = std::array<std::uint32_t, 4>;

namespace {

/// The vectors of Random123 1.14 (kat_vectors, philox4x32 10).
struct KnownAnswer {
    Words counter;
    std::array<std::uint32_t, 2> key;
    Words expected;
};
constexpr KnownAnswer kKnownAnswers[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

double uniform_of(std::uint32_t low, std::uint32_t high) {
    const std::uint64_t word = low | std::uint64_t{high} << 32;
    return static_cast<double>(word >> 12) * 0x1p-52;
}

}  // namespace

TEST_CASE("philox: the published known answers, scalar and in lanes") {
    for (const auto& known : kKnownAnswers) {
        CHECK(stats::philox4x32_10(known.counter, known.key) == known.expected);
        const auto word = [&](int i) {
            return lanes::splat(std::uint64_t{known.counter[static_cast<std::size_t>(i)]});
        };
        const auto out = lanes::philox4x32_10({word(0), word(1), word(2), word(3)}, known.key[0], known.key[1]);
        for (std::size_t lane = 0; lane < lanes::kLanes; ++lane) {
            const auto low = [lane](lanes::vu w) { return static_cast<std::uint32_t>(w[lane]); };
            CHECK(Words{low(out.w0), low(out.w1), low(out.w2), low(out.w3)} == known.expected);
        }
    }
}

TEST_CASE("address: counter is path, period, pair and key is the seed, low word first") {
    const std::uint64_t seed = 0x0123456789abcdef, path = 0xfedcba9876543210;
    const auto w = stats::philox4x32_10({0x76543210, 0xfedcba98, 7, 3}, {0x89abcdef, 0x01234567});
    const auto u = stats::uniform_pair(seed, path, 7, 3);
    CHECK(u.u0 == 1 - uniform_of(w[0], w[1]));
    CHECK(u.u1 == uniform_of(w[2], w[3]));
}

TEST_CASE("address: every part of it matters") {
    std::set<double> seen;
    for (const std::uint64_t seed : {0ull, 1ull, 1ull << 32}) {
        for (const std::uint64_t path : {0ull, 1ull, 8191ull, 1ull << 32, ~0ull}) {
            for (const std::uint32_t period : {0u, 1u, 0xffffffffu}) {
                for (const std::uint32_t pair : {0u, 1u, 0xffffffffu}) {
                    const auto z = stats::normal_pair(seed, path, period, pair);
                    seen.insert(z.z0);
                    seen.insert(z.z1);
                }
            }
        }
    }
    CHECK(seen.size() == 3u * 5u * 3u * 3u * 2u);
}

TEST_CASE("consecutive paths: lanes carry into the high word") {
    const auto lane = lanes::consecutive_paths(0xffffffffu);
    CHECK(lane.low[0] == 0xffffffffu);
    CHECK(lane.high[0] == 0u);
    CHECK(lane.low[1] == 0u);
    CHECK(lane.high[1] == 1u);
}

TEST_CASE("normals: Box-Muller of the two uniforms of the address") {
    for (std::uint64_t path = 0; path < 200; ++path) {
        const auto u = stats::uniform_pair(42, path, 2, 1);
        const auto z = stats::normal_pair(42, path, 2, 1);
        const double radius = std::sqrt(-2 * std::log(u.u0));
        CHECK(z.z0 == Approx(radius * std::cos(2 * M_PI * u.u1)).margin(1e-14));
        CHECK(z.z1 == Approx(radius * std::sin(2 * M_PI * u.u1)).margin(1e-14));
    }
}

TEST_CASE("normals: lanes are the scalar twin to the last bit") {
    double z0[lanes::kLanes], z1[lanes::kLanes];
    for (std::uint64_t first = 0xfffffff0u; first < 0x100000010u; first += lanes::kLanes) {
        const auto lane = lanes::consecutive_paths(first);
        lanes::vf a, b;
        lanes::normal_pair(lane.low, lane.high, 5, 9, 77, a, b);
        lanes::store(z0, a);
        lanes::store(z1, b);
        for (std::size_t i = 0; i < lanes::kLanes; ++i) {
            const auto twin = stats::normal_pair(77, first + i, 5, 9);
            CHECK(z0[i] == twin.z0);
            CHECK(z1[i] == twin.z1);
        }
    }
}

TEST_CASE("normals: frozen values of the address contract") {
    // Computed with an independent program at 50 digits; a release that changes them changes every result.
    struct Frozen {
        std::uint64_t seed, path;
        std::uint32_t period, pair;
        double z0, z1;
    };
    for (const Frozen& f :
         {Frozen{42, 0, 0, 0, -0.607651053933519318, 0.946144781969714912},
          Frozen{42, 1, 0, 0, -0.853644063311608759, 0.251992212106605043},
          Frozen{(1ull << 63) + 5, (1ull << 40) + 3, 7, 2, -0.378444411804198342, -0.98484575517302548},
          Frozen{2023, 999999, 2, 3, -0.916691841077183435, 2.01270468898538119}}) {
        const auto z = stats::normal_pair(f.seed, f.path, f.period, f.pair);
        CHECK(std::abs(z.z0 - f.z0) < 1e-15);
        CHECK(std::abs(z.z1 - f.z1) < 1e-15);
    }
}
