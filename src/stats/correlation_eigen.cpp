// Eigensystems by cyclic Jacobi rotations: slow for large matrices, but accurate, short and of a fixed order.
#include <algorithm>
#include <numeric>

#include "arithmetic.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/correlation.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

double off_diagonal_square(const SquareMatrix& a) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = i + 1; j < a.size(); ++j)
            sum += a(i, j) * a(i, j);
    }
    return sum;
}

/// Makes a(p, q) zero: a becomes J'aJ, v becomes vJ. (CO-4)
void rotate(SquareMatrix& a, SquareMatrix& v, std::size_t p, std::size_t q) {
    if (a(p, q) == 0) return;
    const double theta = (a(q, q) - a(p, p)) / (2 * a(p, q));
    const double magnitude = 1 / (absolute(theta) + sqrt(theta * theta + 1));
    const double t = theta < 0 ? -magnitude : magnitude;
    const double c = 1 / sqrt(t * t + 1);
    const double s = t * c;
    for (std::size_t k = 0; k < a.size(); ++k) {
        const double kp = a(k, p), kq = a(k, q);
        a(k, p) = c * kp - s * kq;
        a(k, q) = s * kp + c * kq;
    }
    for (std::size_t k = 0; k < a.size(); ++k) {
        const double pk = a(p, k), qk = a(q, k);
        a(p, k) = c * pk - s * qk;
        a(q, k) = s * pk + c * qk;
    }
    a(p, q) = a(q, p) = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        const double kp = v(k, p), kq = v(k, q);
        v(k, p) = c * kp - s * kq;
        v(k, q) = s * kp + c * kq;
    }
}

}  // namespace

Eigensystem symmetric_eigensystem(const SquareMatrix& matrix) {
    const std::size_t n = matrix.size();
    SquareMatrix a = matrix, v = SquareMatrix::identity(n);
    double scale = 0;
    for (const double cell : a.cells())
        scale += cell * cell;
    for (int sweep = 0; sweep < 60 && off_diagonal_square(a) > 1e-34 * scale; ++sweep) {
        for (std::size_t p = 0; p + 1 < n; ++p) {
            for (std::size_t q = p + 1; q < n; ++q)
                rotate(a, v, p, q);
        }
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a(i, i) < a(j, j); });
    Eigensystem system{std::vector<double>(n), SquareMatrix(n)};
    for (std::size_t j = 0; j < n; ++j) {
        system.values[j] = a(order[j], order[j]);
        for (std::size_t i = 0; i < n; ++i)
            system.vectors(i, j) = v(i, order[j]);
    }
    return system;
}

}  // namespace grdp::stats
