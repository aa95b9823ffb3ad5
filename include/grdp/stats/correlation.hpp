// Correlation matrices: checked, repaired on request, factored. docs/method/correlation.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace grdp::stats {

/// Square, dense, row-major.
class SquareMatrix {
  public:
    SquareMatrix() = default;
    explicit SquareMatrix(std::size_t size) : size_(size), cells_(size * size, 0.0) {}
    [[nodiscard]] static SquareMatrix identity(std::size_t size);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] double& operator()(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }
    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const { return cells_[row * size_ + column]; }
    [[nodiscard]] const std::vector<double>& cells() const { return cells_; }
    friend bool operator==(const SquareMatrix&, const SquareMatrix&) = default;

  private:
    std::size_t size_ = 0;
    std::vector<double> cells_;
};

/// A matrix whose smallest eigenvalue lies above minus this is taken as positive semidefinite.
inline constexpr double kEigenvalueTolerance = 1e-10;

enum class CorrelationFaultKind : std::uint8_t {
    not_finite,     ///< cell (row, column) is NaN or infinite
    not_symmetric,  ///< (row, column) and (column, row) differ
    diagonal,       ///< (row, row) is not 1
    out_of_range,   ///< |cell| > 1
    not_positive_semidefinite,
};

struct CorrelationFault {
    CorrelationFaultKind kind;
    std::size_t row = 0, column = 0;  ///< the offending pair; 0, 0 for not_positive_semidefinite
    double value = 0;                 ///< the offending cell
    double smallest_eigenvalue = 0;   ///< for not_positive_semidefinite only
};

/// The first fault in the order of the kinds and then of the cells, or nothing.
[[nodiscard]] std::optional<CorrelationFault> check_correlation(const SquareMatrix& matrix);

/// Eigenvalues in ascending order and their orthonormal vectors as columns (cyclic Jacobi).
/// Contract: symmetric and finite.
struct Eigensystem {
    std::vector<double> values;
    SquareMatrix vectors;
};
[[nodiscard]] Eigensystem symmetric_eigensystem(const SquareMatrix& matrix);

/// Lower triangular L with L*L' = matrix; singular matrices (perfect correlation) give zero columns, row order is kept,
/// so that the score of a shock depends on the shocks before it only. Contract: check_correlation is empty.
[[nodiscard]] SquareMatrix correlation_factor(const SquareMatrix& matrix);

/// The correlation matrix nearest in the Frobenius norm (Higham 2002), cells to 1e-10, itself accepted by
/// check_correlation. Contract: square; finite and symmetric cells.
[[nodiscard]] SquareMatrix nearest_correlation(const SquareMatrix& matrix);

/// Pearson correlation of the normal scores that yields a rank correlation, argument and result in [-1, 1];
/// exact at -1, 0 and 1. Equations (CO-1) and (CO-2).
[[nodiscard]] double pearson_from_spearman(double rho);
[[nodiscard]] double pearson_from_kendall(double tau);

}  // namespace grdp::stats
