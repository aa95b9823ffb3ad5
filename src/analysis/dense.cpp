#include "dense.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/base/contract.hpp"

namespace grdp::analysis {
namespace {

constexpr double kIndependent = 1e-7;  // of a row scaled to length one

double dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

}  // namespace

double size_of(double x) {
    return x < 0 ? -x : x;
}

std::optional<Vector> solve(Matrix a, Vector b) {
    const std::size_t n = a.rows();
    GRDP_EXPECTS(a.columns() == n && b.size() == n);
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t row = k + 1; row < n; ++row) {
            if (size_of(a(row, k)) > size_of(a(pivot, k))) pivot = row;
        }
        if (!(size_of(a(pivot, k)) > 0)) return std::nullopt;
        for (std::size_t column = 0; pivot != k && column < n; ++column)
            std::swap(a(pivot, column), a(k, column));
        std::swap(b[pivot], b[k]);
        for (std::size_t row = k + 1; row < n; ++row) {
            const double factor = a(row, k) / a(k, k);
            for (std::size_t column = k; factor != 0 && column < n; ++column)
                a(row, column) -= factor * a(k, column);
            b[row] -= factor * b[k];
        }
    }
    for (std::size_t k = n; k-- > 0;) {
        for (std::size_t column = k + 1; column < n; ++column)
            b[k] -= a(k, column) * b[column];
        b[k] /= a(k, k);
    }
    const bool finite = std::all_of(b.begin(), b.end(), [](double x) { return x - x == 0; });
    return finite ? std::optional(std::move(b)) : std::nullopt;
}

std::optional<Vector> solve_transposed(const Matrix& a, const Vector& b) {
    Matrix turned(a.columns(), a.rows());
    for (std::size_t row = 0; row < a.rows(); ++row) {
        for (std::size_t column = 0; column < a.columns(); ++column)
            turned(column, row) = a(row, column);
    }
    return solve(std::move(turned), b);
}

bool IndependentRows::take(Vector row) {
    const double length = std::sqrt(dot(row, row));
    if (!(length > 0)) return false;
    for (double& x : row)
        x /= length;
    for (int pass = 0; pass < 2; ++pass) {  // twice is enough against cancellation
        for (const auto& known : basis_) {
            const double along = dot(row, known);
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] -= along * known[i];
        }
    }
    const double rest = std::sqrt(dot(row, row));
    if (!(rest > kIndependent)) return false;
    for (double& x : row)
        x /= rest;
    basis_.push_back(std::move(row));
    return true;
}

}  // namespace grdp::analysis
