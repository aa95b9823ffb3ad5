#include "grdp/stats/correlation.hpp"

#include "arithmetic.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

bool is_finite(double x) {
    return absolute(x) < __builtin_huge_val();
}

/// The first fault of one kind that a single cell (or its mirror image) shows.
std::optional<CorrelationFault> first_cell(const SquareMatrix& m, CorrelationFaultKind kind,
                                           bool (*bad)(const SquareMatrix&, std::size_t, std::size_t)) {
    for (std::size_t i = 0; i < m.size(); ++i) {
        for (std::size_t j = 0; j < m.size(); ++j) {
            if (bad(m, i, j)) return CorrelationFault{kind, i, j, m(i, j), 0};
        }
    }
    return std::nullopt;
}

}  // namespace

SquareMatrix SquareMatrix::identity(std::size_t size) {
    SquareMatrix m(size);
    for (std::size_t i = 0; i < size; ++i)
        m(i, i) = 1;
    return m;
}

std::optional<CorrelationFault> check_correlation(const SquareMatrix& matrix) {
    using Kind = CorrelationFaultKind;
    using Index = std::size_t;
    if (auto fault = first_cell(matrix, Kind::not_finite,
                                [](const SquareMatrix& m, Index i, Index j) { return !is_finite(m(i, j)); }))
        return fault;
    if (auto fault = first_cell(matrix, Kind::not_symmetric,
                                [](const SquareMatrix& m, Index i, Index j) { return m(i, j) != m(j, i); }))
        return fault;
    if (auto fault = first_cell(matrix, Kind::diagonal,
                                [](const SquareMatrix& m, Index i, Index j) { return i == j && m(i, j) != 1; }))
        return fault;
    if (auto fault = first_cell(matrix, Kind::out_of_range,
                                [](const SquareMatrix& m, Index i, Index j) { return absolute(m(i, j)) > 1; }))
        return fault;
    if (matrix.size() == 0) return std::nullopt;
    const double smallest = symmetric_eigensystem(matrix).values.front();
    if (smallest >= -kEigenvalueTolerance) return std::nullopt;
    return CorrelationFault{Kind::not_positive_semidefinite, 0, 0, 0, smallest};
}

double pearson_from_spearman(double rho) {
    if (rho < 0) return -pearson_from_spearman(-rho);
    return rho == 1 ? 1.0 : 2 * sin_2pi(rho / 12);
}

double pearson_from_kendall(double tau) {
    if (tau < 0) return -pearson_from_kendall(-tau);
    return sin_2pi(tau / 4);
}

}  // namespace grdp::stats
