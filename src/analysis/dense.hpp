// Small dense linear algebra: systems of a few dozen numbers, solved once.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace grdp::analysis {

using Vector = std::vector<double>;

/// Row-major.
class Matrix {
  public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t columns) : columns_(columns), cells_(rows * columns, 0.0), rows_(rows) {}

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    [[nodiscard]] double& operator()(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }
    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }

  private:
    std::size_t columns_ = 0;
    Vector cells_;
    std::size_t rows_ = 0;
};

inline constexpr double kOpen = std::numeric_limits<double>::infinity();

[[nodiscard]] double size_of(double x);

/// x with a x = b by elimination with row exchange; nothing if `a` is singular. Contract: square.
[[nodiscard]] std::optional<Vector> solve(Matrix a, Vector b);
/// The same with the transpose of `a`.
[[nodiscard]] std::optional<Vector> solve_transposed(const Matrix& a, const Vector& b);

/// Vectors kept orthonormal, to ask whether one more is independent of them.
class IndependentRows {
  public:
    /// Takes `row` in and says true if it does not lie in the span so far (relative to its length).
    bool take(Vector row);
    [[nodiscard]] std::size_t rank() const { return basis_.size(); }

  private:
    std::vector<Vector> basis_;
};

/// a x = b, low <= x <= high (ends may be infinite).
struct BoxProblem {
    Matrix a;
    Vector b;
    Vector low;
    Vector high;
};

struct BoxAnswer {
    bool feasible = false;
    Vector x;      ///< if feasible: least cost
    Vector proof;  ///< if not: y with y.b > max of y.(a x) over the box, scaled to largest entry 1
    double value = 0;
    bool bounded = true;
};

/// Minimum of cost.x (empty: any feasible point), two-phase simplex with Bland's rule. Rows of `a` should be of like size.
[[nodiscard]] BoxAnswer minimise(const BoxProblem& problem, const Vector& cost = {});

}  // namespace grdp::analysis
