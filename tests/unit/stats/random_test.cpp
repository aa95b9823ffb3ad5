#include "grdp/stats/random.hpp"

#include <cmath>
#include <set>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/lanes/normals.hpp"

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

/// The transform in 80-bit arithmetic: u = (w + 1/2)/2^32, a quarter turn from 30 bits, two bits for the signs.
std::array<long double, 2> exact_normals(std::uint32_t radius_word, std::uint32_t angle_word) {
    const long double u = (static_cast<long double>(radius_word) + 0.5L) * 0x1p-32L;
    const long double angle = (static_cast<long double>(angle_word >> 1 & 0x3fffffffu) + 0.5L) * 0x1p-30L * M_PIl / 2;
    const long double radius = std::sqrt(-2 * std::log(u));
    return {(angle_word >> 31 != 0 ? -radius : radius) * std::cos(angle),
            ((angle_word & 1u) != 0 ? -radius : radius) * std::sin(angle)};
}

double distance(const std::array<long double, 2>& exact, const stats::NormalPair& z) {
    return static_cast<double>(std::fmax(std::fabs(exact[0] - static_cast<long double>(z.z0)), std::fabs(exact[1] - static_cast<long double>(z.z1))));
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

TEST_CASE("address: counter is path, period, block and key is the seed, low word first") {
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

TEST_CASE("normals: radius and angle of the address's words within 3e-10") {
    for (std::uint64_t path = 0; path < 2000; ++path) {
        for (const std::uint32_t pair : {2u, 3u}) {
            const auto w = stats::philox4x32_10({static_cast<std::uint32_t>(path), 0, 2, 1}, {42, 0});
            const auto z = stats::normal_pair(42, path, 2, pair);
            const std::size_t first = 2 * (pair % 2);
            CHECK(distance(exact_normals(w[first], w[first + 1]), z) < 3e-10);
        }
    }
}

TEST_CASE("normals: the ends of both words give the ends of the law") {
    const std::uint32_t ends[] = {0, 1, 2, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xb504f333, 0xb504f334,
                                  0xfffffffe, 0xffffffff};
    double greatest = 0, least = 1;
    for (const std::uint32_t radius : ends) {
        for (const std::uint32_t angle : ends) {
            lanes::vf z0, z1;
            lanes::normals_of(lanes::splat(std::uint64_t{0xABCD00000000} | radius),
                              lanes::splat(std::uint64_t{0x123400000000} | angle), z0, z1);
            const stats::NormalPair z{z0[0], z1[0]};
            CHECK(distance(exact_normals(radius, angle), z) < 3e-10);
            greatest = std::fmax(greatest, std::hypot(z.z0, z.z1));
            least = std::fmin(least, std::hypot(z.z0, z.z1));
        }
    }
    CHECK(greatest == Approx(6.763727).margin(1e-6));
    CHECK(least == Approx(1.5258789e-5).epsilon(1e-6));
}

TEST_CASE("normals: the tail of the grid of radii is that of the law") {
    // P(z > x) over all radii of the grid: a radius r beyond x has the share acos(x/r)/pi.
    struct Tail {
        double x, probability, tolerance;
    };
    for (const Tail& tail : {Tail{4.5, 3.3976731247300535e-6, 2e-7}, Tail{5.5, 1.8989562465887718e-8, 1e-4},
                             Tail{6.0, 9.865876450376946e-10, 1e-2}}) {
        const auto words = static_cast<std::uint32_t>(0x1p32 * std::exp(-tail.x * tail.x / 2)) + 2;
        double sum = 0;
        for (std::uint32_t word = 0; word < words; ++word) {
            const double radius = lanes::radius_of(lanes::splat(std::uint64_t{word}))[0];
            if (radius > tail.x) sum += std::acos(tail.x / radius) / M_PI;
        }
        CAPTURE(tail.x, sum * 0x1p-32);
        CHECK(std::abs(sum * 0x1p-32 / tail.probability - 1) < tail.tolerance);
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
         {Frozen{42, 0, 0, 0, 0.097483809443810478, -0.984585440982080664},
          Frozen{42, 1, 0, 0, 0.0812710266692658694, -0.134572643134045128},
          Frozen{(1ull << 63) + 5, (1ull << 40) + 3, 7, 2, 0.471120980729288925, -0.329440106617744311},
          Frozen{2023, 999999, 2, 3, -1.40070674037188547, 0.0125190818978342725}}) {
        const auto z = stats::normal_pair(f.seed, f.path, f.period, f.pair);
        CHECK(std::abs(z.z0 - f.z0) < 3e-10);
        CHECK(std::abs(z.z1 - f.z1) < 3e-10);
    }
}
