// Bits across compilers and machines: digests of many results, frozen. A digest that differs means that results differ;
// the function's own accuracy test then says how.
#include <array>
#include <bit>
#include <cstdint>

#include "catch.hpp"
#include "grdp/stats/correlation.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/interval.hpp"
#include "grdp/stats/marginal.hpp"
#include "grdp/stats/random.hpp"

namespace stats = grdp::stats;

namespace {

/// FNV-1a over the bits of doubles.
class Digest {
  public:
    void add(double x) {
        const auto word = std::bit_cast<std::uint64_t>(x);
        for (int shift = 0; shift < 64; shift += 8)
            state_ = (state_ ^ (word >> shift & 0xff)) * 0x100000001b3u;
    }
    [[nodiscard]] std::uint64_t value() const { return state_; }

  private:
    std::uint64_t state_ = 0xcbf29ce484222325u;
};

template <class Function>
std::uint64_t digest_of(Function function, double scale, double shift) {
    Digest digest;
    for (std::uint64_t i = 0; i < 20000; ++i)
        digest.add(function(shift + scale * stats::uniform_pair(1, i, 0, 0).u0));
    return digest.value();
}

std::uint64_t digest_of_law(stats::Law law, std::array<double, 4> p) {
    const auto table = stats::build({law, p});
    return digest_of([&](double z) { return table.evaluate(z); }, 18, -9);
}

}  // namespace

TEST_CASE("bits: elementary functions are the same with every compiler") {
    CHECK(digest_of(stats::exp, 1500, -750) == 0xfaa22173ac166930);
    CHECK(digest_of(stats::expm1, 10, -5) == 0xdf60066b8fd48b55);
    CHECK(digest_of(stats::log, 100, 0) == 0xcc9bae2cd7a47a5d);
    CHECK(digest_of(stats::log1p, 3, -1) == 0xd67cfc4349046c2a);
    CHECK(digest_of([](double x) { return stats::pow(x, 1.7 * x - 3); }, 20, 0) == 0x376c00cf32d327a7);
    CHECK(digest_of(stats::sin_2pi, 1, 0) == 0xee1eb81dd9da6b62);
    CHECK(digest_of(stats::cos_2pi, 1, 0) == 0x8899ac08f485b4e7);
    CHECK(digest_of(stats::normal_density, 80, -40) == 0x66fbb944956003dc);
    CHECK(digest_of(stats::normal_cdf, 80, -40) == 0x5302bb1b9d3996ee);
    CHECK(digest_of(stats::normal_quantile, 1, 0) == 0x232db792f7de3c89);
}

TEST_CASE("bits: normals are the same with every compiler") {
    Digest digest;
    for (std::uint64_t path = 0; path < 20000; ++path) {
        const auto z = stats::normal_pair(2023, path, 1, 0);
        digest.add(z.z0);
        digest.add(z.z1);
    }
    CHECK(digest.value() == 0xbdcce74c7692d490);
}

TEST_CASE("bits: marginal tables are the same with every compiler") {
    using stats::Law;
    CHECK(digest_of_law(Law::two_piece_normal, {1.8, 1.1}) == 0x53dd9b048c14d668);
    CHECK(digest_of_law(Law::student_t, {5, 2.5}) == 0xa646182c27bd0681);
    CHECK(digest_of_law(Law::triangular, {-1.2, 2.6, 5.6}) == 0x9ec2c975a5d1946d);
    CHECK(digest_of_law(Law::pert, {-3, 6, 13}) == 0x706c03ae8aae9889);
    CHECK(digest_of_law(Law::uniform, {-1, 4}) == 0xb2e4f794026c36aa);
    CHECK(digest_of_law(Law::lognormal, {-2, 0.4}) == 0x9d344c234abd2314);
}

TEST_CASE("bits: intervals, factors and nearest matrices are the same with every compiler") {
    Digest intervals, matrices;
    for (std::uint64_t k = 0; k <= 1000; k += 7) {
        const auto interval = stats::clopper_pearson(k, 1001);
        intervals.add(interval.low);
        intervals.add(interval.high);
    }
    for (std::uint32_t trial = 0; trial < 20; ++trial) {
        auto matrix = stats::SquareMatrix::identity(5);
        for (std::size_t i = 0; i < 5; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                matrix(i, j) = matrix(j, i) =
                    2 * stats::uniform_pair(trial, i, 0, static_cast<std::uint32_t>(j)).u1 - 1;
            }
        }
        const auto nearest = stats::nearest_correlation(matrix);
        for (const double cell : nearest.cells())
            matrices.add(cell);
        const auto factor = stats::correlation_factor(nearest);
        for (const double cell : factor.cells())
            matrices.add(cell);
    }
    CHECK(intervals.value() == 0x50c1d983f65f5a23);
    CHECK(matrices.value() == 0x6bbf30a6f19bdd11);
}
