// The same bits from the scalar functions and from every instruction set this machine can run.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/marginal.hpp"
#include "grdp/stats/random.hpp"
#include "lanes_isa.hpp"

namespace stats = grdp::stats;
namespace test = grdp::test;
using test::LaneFunction;

namespace {

constexpr std::size_t kPoints = 1 << 16;

struct Variant {
    const char* name;
    decltype(&test::isa_baseline::evaluate) evaluate;
    decltype(&test::isa_baseline::evaluate_law) evaluate_law;
    decltype(&test::isa_baseline::normals) normals;
    std::size_t lanes;
};

#define GRDP_LANE_VARIANT(isa)                                                                          \
    Variant {                                                                                           \
#isa, test::isa::evaluate, test::isa::evaluate_law, test::isa::normals, test::isa::lane_count() \
    }

std::vector<Variant> runnable_variants() {
    std::vector<Variant> variants = {GRDP_LANE_VARIANT(isa_baseline)};
#if defined(GRDP_HAVE_ISA_VARIANTS)
    if (__builtin_cpu_supports("avx2")) variants.push_back(GRDP_LANE_VARIANT(isa_avx2));
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw")) {
        variants.push_back(GRDP_LANE_VARIANT(isa_avx512));
    }
#endif
    return variants;
}

double scalar(LaneFunction function, double x, double y) {
    switch (function) {
        case LaneFunction::exp:
            return stats::exp(x);
        case LaneFunction::expm1:
            return stats::expm1(x);
        case LaneFunction::log:
            return stats::log(x);
        case LaneFunction::log1p:
            return stats::log1p(x);
        case LaneFunction::sqrt:
            return stats::sqrt(x);
        case LaneFunction::pow:
            return stats::pow(x, y);
        case LaneFunction::sin_2pi:
            return stats::sin_2pi(x);
        case LaneFunction::cos_2pi:
            return stats::cos_2pi(x);
        case LaneFunction::normal_density:
            return stats::normal_density(x);
        case LaneFunction::normal_cdf:
            return stats::normal_cdf(x);
        case LaneFunction::normal_quantile:
            return stats::normal_quantile(x);
        case LaneFunction::normal_score:
            return stats::normal_score(x);
        case LaneFunction::count:
            break;
    }
    return x;
}

/// Ordinary numbers, then every bit pattern's kin: tiny, huge, negative, infinite, NaN.
std::vector<double> awkward_numbers(std::uint32_t stream) {
    std::vector<double> x(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i) {
        const auto u = stats::uniform_pair(1, i, 0, stream);
        const auto w = stats::philox4x32_10({static_cast<std::uint32_t>(i), 0, 1, stream}, {1, 0});
        switch (i % 4) {
            case 0:
                x[i] = u.u0;
                break;
            case 1:
                x[i] = 80 * (u.u0 - 0.5);
                break;
            case 2:
                x[i] = 2000 * (u.u0 - 0.5);
                break;
            default:
                x[i] = std::bit_cast<double>(std::uint64_t{w[0]} << 32 | w[1]);
                break;
        }
    }
    const double inf = std::numeric_limits<double>::infinity();
    const double edges[] = {0.0, -0.0, 1.0, -1.0, 0.5, inf, -inf, std::nan(""), 5e-324, 1e-310, 0.25, 0.75};
    std::copy(std::begin(edges), std::end(edges), x.begin());
    return x;
}

/// Bits, except that one NaN is as good as another.
bool same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (a != a && b != b);
}

std::size_t differences(const std::vector<double>& a, const std::vector<double>& b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        count += same(a[i], b[i]) ? 0u : 1u;
    return count;
}

}  // namespace

TEST_CASE("lanes: elementary functions give the scalar bits on every instruction set") {
    const auto x = awkward_numbers(0), y = awkward_numbers(1);
    std::vector<double> out(kPoints), expected(kPoints);
    for (int f = 0; f < static_cast<int>(LaneFunction::count); ++f) {
        const auto function = static_cast<LaneFunction>(f);
        const bool turns = function == LaneFunction::sin_2pi || function == LaneFunction::cos_2pi;
        auto arguments = x;
        for (double& argument : arguments) {
            if (turns && !(argument >= 0 && argument <= 1)) argument = 0.125;
        }
        for (std::size_t i = 0; i < kPoints; ++i)
            expected[i] = scalar(function, arguments[i], y[i]);
        for (const Variant& variant : runnable_variants()) {
            CAPTURE(variant.name, f);
            variant.evaluate(function, arguments.data(), y.data(), out.data(), kPoints);
            CHECK(differences(out, expected) == 0);
        }
    }
}

TEST_CASE("lanes: normals give the scalar bits on every instruction set") {
    std::vector<double> z0(8192), z1(8192), expected0(8192), expected1(8192);
    for (const std::uint64_t first : {0ull, 8192ull, 0xfffff000ull}) {
        for (std::size_t i = 0; i < z0.size(); ++i) {
            const auto z = stats::normal_pair(2023, first + i, 3, 2);
            expected0[i] = z.z0;
            expected1[i] = z.z1;
        }
        for (const Variant& variant : runnable_variants()) {
            CAPTURE(variant.name, first);
            variant.normals(2023, first, 3, 2, z0.data(), z1.data(), z0.size());
            CHECK(differences(z0, expected0) == 0);
            CHECK(differences(z1, expected1) == 0);
        }
    }
}

TEST_CASE("lanes: marginal laws give the scalar bits on every instruction set") {
    using stats::Law;
    const auto x = awkward_numbers(2);
    std::vector<double> z(kPoints), out(kPoints), expected(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i)
        z[i] = i % 4 < 2 ? stats::normal_pair(5, i, 0, 0).z0 * 2 : x[i];
    const stats::MarginalParameters laws[] = {{Law::normal, {1.2}},        {Law::two_piece_normal, {1.8, 1.1}},
                                              {Law::student_t, {5, 2.5}},  {Law::triangular, {-1, 2, 5}},
                                              {Law::pert, {-3, 6, 13}},    {Law::uniform, {-1, 4}},
                                              {Law::lognormal, {-2, 0.4}}, {Law::normal, {0}}};
    for (const auto& law : laws) {
        const auto table = stats::build(law);
        const auto view = table.view();
        for (std::size_t i = 0; i < kPoints; ++i)
            expected[i] = table.evaluate(z[i]);
        for (const Variant& variant : runnable_variants()) {
            CAPTURE(variant.name, stats::law_name(law.law));
            variant.evaluate_law(&view, z.data(), out.data(), kPoints);
            CHECK(differences(out, expected) == 0);
        }
    }
}

TEST_CASE("lanes: the variants really differ in width") {
    std::size_t width = 1;
    for (const Variant& variant : runnable_variants()) {
        CHECK(variant.lanes == 2 * width);
        width = variant.lanes;
    }
}
