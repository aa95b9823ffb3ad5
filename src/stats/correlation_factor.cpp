// The factor of a correlation matrix and the nearest correlation matrix.
#include "grdp/base/contract.hpp"
#include "grdp/stats/correlation.hpp"
#include "grdp/stats/elementary.hpp"
#include "arithmetic.hpp"

namespace grdp::stats {

namespace {

/// Cholesky's factor with zero columns at vanishing pivots; nothing where a vanished pivot leaves a residual, as it
/// does for matrices that are semidefinite only up to the tolerance. (CO-5)
std::optional<SquareMatrix> semidefinite_cholesky(const SquareMatrix& a) {
    constexpr double vanishing_pivot = 1e-13, vanishing_residual = 1e-9;
    SquareMatrix factor(a.size());
    for (std::size_t j = 0; j < a.size(); ++j) {
        double pivot = a(j, j);
        for (std::size_t k = 0; k < j; ++k)
            pivot -= factor(j, k) * factor(j, k);
        const double root = pivot > vanishing_pivot ? sqrt(pivot) : 0.0;
        factor(j, j) = root;
        for (std::size_t i = j + 1; i < a.size(); ++i) {
            double residual = a(i, j);
            for (std::size_t k = 0; k < j; ++k)
                residual -= factor(i, k) * factor(j, k);
            if (root == 0 && absolute(residual) > vanishing_residual) return std::nullopt;
            factor(i, j) = root == 0 ? 0.0 : residual / root;
        }
    }
    return factor;
}

/// V * max(values, 0) * V'.
SquareMatrix nearest_semidefinite(const SquareMatrix& a) {
    const Eigensystem system = symmetric_eigensystem(a);
    SquareMatrix projection(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < a.size(); ++k) {
                if (system.values[k] > 0) sum += system.values[k] * system.vectors(i, k) * system.vectors(j, k);
            }
            projection(i, j) = projection(j, i) = sum;
        }
    }
    return projection;
}

/// Rows of B with B*B' = a, eigenvalues below the tolerance cut off; then B is turned lower triangular by reflections
/// of its rows' space, which leaves B*B' alone. (CO-6)
SquareMatrix triangular_square_root(const SquareMatrix& a) {
    const std::size_t n = a.size();
    const Eigensystem system = symmetric_eigensystem(a);
    SquareMatrix b(n);
    for (std::size_t k = 0; k < n; ++k) {
        if (system.values[k] <= kEigenvalueTolerance) continue;
        const double root = sqrt(system.values[k]);
        for (std::size_t i = 0; i < n; ++i)
            b(i, k) = root * system.vectors(i, k);
    }
    std::vector<double> mirror(n);
    std::size_t rank = 0;
    for (std::size_t row = 0; row < n && rank < n; ++row) {
        double square = 0;
        for (std::size_t k = rank; k < n; ++k)
            square += b(row, k) * b(row, k);
        if (square <= 1e-20) {
            for (std::size_t k = rank; k < n; ++k)
                b(row, k) = 0;
            continue;
        }
        // Reflect (b(row, rank), ..., b(row, n-1)) onto plus its length in the first place.
        const double length = sqrt(square);
        const double head = b(row, rank) > 0 ? -length : length;
        double mirror_square = 0;
        for (std::size_t k = rank; k < n; ++k) {
            mirror[k] = b(row, k) - (k == rank ? head : 0.0);
            mirror_square += mirror[k] * mirror[k];
        }
        for (std::size_t i = row; i < n; ++i) {
            double product = 0;
            for (std::size_t k = rank; k < n; ++k)
                product += b(i, k) * mirror[k];
            const double factor = 2 * product / mirror_square;
            for (std::size_t k = rank; k < n; ++k)
                b(i, k) -= factor * mirror[k];
            if (head < 0) b(i, rank) = -b(i, rank);
        }
        for (std::size_t k = rank + 1; k < n; ++k)
            b(row, k) = 0;
        ++rank;
    }
    return b;
}

/// L*L'.
SquareMatrix with_transpose(const SquareMatrix& l) {
    SquareMatrix product(l.size());
    for (std::size_t i = 0; i < l.size(); ++i) {
        for (std::size_t j = 0; j < l.size(); ++j) {
            for (std::size_t k = 0; k < l.size(); ++k)
                product(i, j) += l(i, k) * l(j, k);
        }
    }
    return product;
}

double largest_difference(const SquareMatrix& a, const SquareMatrix& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.cells().size(); ++i) {
        const double difference = absolute(a.cells()[i] - b.cells()[i]);
        if (difference > largest) largest = difference;
    }
    return largest;
}

/// Mixes in so much of the identity that the smallest eigenvalue is not negative.
void lift_smallest_eigenvalue(SquareMatrix& a) {
    const double smallest = symmetric_eigensystem(a).values.front();
    if (smallest >= -0.5 * kEigenvalueTolerance) return;
    const double keep = 1 / (1 - smallest);
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < a.size(); ++j) {
            if (i != j) a(i, j) *= keep;
        }
    }
}

}  // namespace

SquareMatrix correlation_factor(const SquareMatrix& matrix) {
    constexpr double negligible = 1e-13;  // a pivot that is almost zero magnifies the rounding of those behind it
    const auto factor = semidefinite_cholesky(matrix);
    const double error = factor ? largest_difference(with_transpose(*factor), matrix) : 1.0;
    if (error <= negligible) return *factor;
    const SquareMatrix root = triangular_square_root(matrix);
    return factor && error <= largest_difference(with_transpose(root), matrix) ? *factor : root;
}

SquareMatrix nearest_correlation(const SquareMatrix& matrix) {
    const std::size_t n = matrix.size();
    if (n == 0) return matrix;
    SquareMatrix y = matrix, correction(n), shifted(n);
    for (int iteration = 0; iteration < 20000; ++iteration) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j)
                shifted(i, j) = y(i, j) - correction(i, j);
        }
        const SquareMatrix x = nearest_semidefinite(shifted);
        SquareMatrix next = x;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j)
                correction(i, j) = x(i, j) - shifted(i, j);
            next(i, i) = 1;
        }
        const double change = largest_difference(next, y), gap = largest_difference(next, x);
        y = next;
        if (change < 1e-13 && gap < 1e-11) break;
    }
    lift_smallest_eigenvalue(y);
    return y;
}

}  // namespace grdp::stats
