#include "grdp/stats/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "catch.hpp"
#include "grdp/stats/random.hpp"

using grdp::stats::CorrelationFaultKind;
using grdp::stats::SquareMatrix;
namespace stats = grdp::stats;

namespace {

SquareMatrix matrix(std::size_t n, std::initializer_list<double> cells) {
    SquareMatrix m(n);
    std::size_t i = 0;
    for (const double cell : cells) {
        m(i / n, i % n) = cell;
        ++i;
    }
    return m;
}

SquareMatrix product_with_transpose(const SquareMatrix& l) {
    SquareMatrix p(l.size());
    for (std::size_t i = 0; i < l.size(); ++i) {
        for (std::size_t j = 0; j < l.size(); ++j) {
            for (std::size_t k = 0; k < l.size(); ++k)
                p(i, j) += l(i, k) * l(j, k);
        }
    }
    return p;
}

double distance(const SquareMatrix& a, const SquareMatrix& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.cells().size(); ++i)
        largest = std::max(largest, std::abs(a.cells()[i] - b.cells()[i]));
    return largest;
}

/// A correlation matrix of the given rank from random loadings.
SquareMatrix random_correlation(std::size_t n, std::size_t rank, std::uint64_t seed) {
    SquareMatrix loadings(n);
    for (std::size_t i = 0; i < n; ++i) {
        double square = 0;
        for (std::size_t k = 0; k < rank; ++k) {
            loadings(i, k) = stats::normal_pair(seed, i, 0, static_cast<std::uint32_t>(k)).z0;
            square += loadings(i, k) * loadings(i, k);
        }
        for (std::size_t k = 0; k < rank; ++k)
            loadings(i, k) /= std::sqrt(square);
    }
    SquareMatrix m = product_with_transpose(loadings);
    for (std::size_t i = 0; i < n; ++i)
        m(i, i) = 1;
    return m;
}

bool is_lower_triangular(const SquareMatrix& l) {
    for (std::size_t i = 0; i < l.size(); ++i) {
        for (std::size_t j = i + 1; j < l.size(); ++j) {
            if (l(i, j) != 0) return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("correlation: a fault names its kind, its pair and the offending value") {
    using Kind = CorrelationFaultKind;
    const auto asymmetric = stats::check_correlation(matrix(2, {1, 0.3, 0.4, 1}));
    REQUIRE(asymmetric);
    CHECK(asymmetric->kind == Kind::not_symmetric);
    CHECK(asymmetric->row == 0);
    CHECK(asymmetric->column == 1);
    CHECK(asymmetric->value == 0.3);
    const auto diagonal = stats::check_correlation(matrix(2, {1, 0, 0, 0.9}));
    REQUIRE(diagonal);
    CHECK(diagonal->kind == Kind::diagonal);
    CHECK(diagonal->row == 1);
    const auto range = stats::check_correlation(matrix(2, {1, 1.2, 1.2, 1}));
    REQUIRE(range);
    CHECK(range->kind == Kind::out_of_range);
    CHECK(range->value == 1.2);
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        const auto fault = stats::check_correlation(matrix(2, {1, bad, bad, 1}));
        REQUIRE(fault);
        CHECK(fault->kind == Kind::not_finite);
    }
    const auto indefinite = stats::check_correlation(matrix(3, {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1}));
    REQUIRE(indefinite);
    CHECK(indefinite->kind == Kind::not_positive_semidefinite);
    CHECK(indefinite->smallest_eigenvalue == Approx(-0.8).epsilon(1e-12));
}

TEST_CASE("correlation: valid matrices pass, singular ones included") {
    CHECK_FALSE(stats::check_correlation(SquareMatrix()));
    CHECK_FALSE(stats::check_correlation(SquareMatrix::identity(5)));
    CHECK_FALSE(stats::check_correlation(matrix(2, {1, 1, 1, 1})));
    CHECK_FALSE(stats::check_correlation(matrix(2, {1, -1, -1, 1})));
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        CHECK_FALSE(stats::check_correlation(random_correlation(9, 4, seed)));
}

TEST_CASE("eigensystem: a = V diag(values) V', ascending, orthonormal") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const auto a = random_correlation(8, 8, seed);
        const auto system = stats::symmetric_eigensystem(a);
        SquareMatrix back(8), unit(8);
        double trace = 0;
        for (std::size_t k = 0; k < 8; ++k) {
            trace += system.values[k];
            if (k > 0) CHECK(system.values[k] >= system.values[k - 1]);
            for (std::size_t i = 0; i < 8; ++i) {
                for (std::size_t j = 0; j < 8; ++j) {
                    back(i, j) += system.values[k] * system.vectors(i, k) * system.vectors(j, k);
                    unit(i, j) += system.vectors(i, k) * system.vectors(j, k);
                }
            }
        }
        CHECK(trace == Approx(8).epsilon(1e-14));
        CHECK(distance(back, a) < 1e-14);
        CHECK(distance(unit, SquareMatrix::identity(8)) < 1e-14);
    }
    const auto two = stats::symmetric_eigensystem(matrix(2, {2, 1, 1, 2}));
    CHECK(two.values[0] == Approx(1).epsilon(1e-15));
    CHECK(two.values[1] == Approx(3).epsilon(1e-15));
}

TEST_CASE("factor: lower triangular with L L' = the matrix, at any rank") {
    for (std::size_t rank = 1; rank <= 8; ++rank) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const auto a = random_correlation(8, rank, seed);
            const auto l = stats::correlation_factor(a);
            CAPTURE(rank, seed);
            CHECK(distance(product_with_transpose(l), a) < 1e-12);
            CHECK(is_lower_triangular(l));
        }
    }
    const auto p1 = matrix(4, {1, .1, .1, .1, .1, 1, .35, .5, .1, .35, 1, .5, .1, .5, .5, 1});
    CHECK(distance(product_with_transpose(stats::correlation_factor(p1)), p1) < 1e-15);
}

TEST_CASE("factor: perfect correlation ties the scores exactly") {
    const auto l = stats::correlation_factor(matrix(3, {1, 1, -1, 1, 1, -1, -1, -1, 1}));
    CHECK(l == matrix(3, {1, 0, 0, 1, 0, 0, -1, 0, 0}));
    const auto block = stats::correlation_factor(matrix(3, {1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1}));
    CHECK(block(2, 0) == 0.5);
    CHECK(block(2, 1) == 0);
    CHECK(block(2, 2) == Approx(std::sqrt(0.75)));
}

TEST_CASE("factor: semidefinite only up to the tolerance still gives L L' = the matrix") {
    // Rank 2 in dimension 4, cells rounded to eleven digits: the smallest eigenvalue is slightly negative.
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        auto a = random_correlation(4, 2, seed);
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t j = 0; j < 4; ++j)
                a(i, j) = std::round(a(i, j) * 1e11) / 1e11;
        }
        if (stats::check_correlation(a)) continue;
        const auto l = stats::correlation_factor(a);
        CAPTURE(seed);
        CHECK(distance(product_with_transpose(l), a) < 1e-9);
        CHECK(is_lower_triangular(l));
    }
}

TEST_CASE("nearest correlation: Higham's example") {
    const auto nearest = stats::nearest_correlation(matrix(3, {1, 1, 0, 1, 1, 1, 0, 1, 1}));
    // Higham (2002), section 4: 0.7607 and 0.1573.
    CHECK(nearest(0, 1) == Approx(0.7607).margin(5e-5));
    CHECK(nearest(0, 2) == Approx(0.1573).margin(5e-5));
    CHECK(nearest(1, 2) == Approx(nearest(0, 1)).margin(1e-10));
    CHECK_FALSE(stats::check_correlation(nearest));
}

TEST_CASE("nearest correlation: valid input is returned, results are accepted and no farther than a simple repair") {
    const auto valid = random_correlation(6, 6, 3);
    CHECK(distance(stats::nearest_correlation(valid), valid) < 1e-10);
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        SquareMatrix a = SquareMatrix::identity(6);
        for (std::size_t i = 0; i < 6; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                a(i, j) = a(j, i) = 2 * stats::uniform_pair(seed, i, 0, static_cast<std::uint32_t>(j)).u1 - 1;
            }
        }
        const auto fault = stats::check_correlation(a);
        const auto nearest = stats::nearest_correlation(a);
        CAPTURE(seed);
        CHECK_FALSE(stats::check_correlation(nearest));
        if (!fault) continue;
        // Mixing with the identity repairs too; the nearest matrix must not lie farther away.
        const double keep = 1 / (1 - fault->smallest_eigenvalue);
        double simple = 0, best = 0;
        for (std::size_t i = 0; i < 6; ++i) {
            for (std::size_t j = 0; j < 6; ++j) {
                if (i != j) simple += std::pow(a(i, j) * (1 - keep), 2);
                best += std::pow(a(i, j) - nearest(i, j), 2);
            }
        }
        CHECK(best <= simple);
    }
}

TEST_CASE("rank correlations: known conversions, exact at the ends and odd") {
    for (const auto convert : {stats::pearson_from_spearman, stats::pearson_from_kendall}) {
        CHECK(convert(0.0) == 0.0);
        CHECK(convert(1.0) == 1.0);
        CHECK(convert(-1.0) == -1.0);
        CHECK(convert(-0.4) == -convert(0.4));
    }
    CHECK(stats::pearson_from_spearman(0.5) == Approx(2 * std::sin(M_PI / 12)).epsilon(1e-15));
    CHECK(stats::pearson_from_kendall(1.0 / 3) == Approx(0.5).epsilon(1e-15));
}
