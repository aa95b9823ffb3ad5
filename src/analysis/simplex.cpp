// Linear programmes of a few rows: whether printed numbers can be moved within their rounding so that they agree.
#include <algorithm>

#include "dense.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::analysis {
namespace {

constexpr double kZero = 1e-11;

/// Standard form: minimise c z, M z = q, z >= 0, q >= 0, with one artificial column a row.
class Tableau {
  public:
    explicit Tableau(const BoxProblem& problem) : problem_(problem) {
        lay_columns();
        rows_ = problem.a.rows() + bounded_;
        width_ = columns_.size() + bounded_ + rows_;
        cells_ = Matrix(rows_ + 1, width_ + 1);
        fill_equations();
        fill_bounds();
        for (std::size_t row = 0; row < rows_; ++row) {
            cells_(row, artificial(row)) = 1;
            basis_.push_back(artificial(row));
        }
    }

    BoxAnswer answer(const Vector& cost) {
        BoxAnswer result;
        first_phase();
        result.feasible = size_of(objective()) <= 1e-9;
        if (!result.feasible) {
            result.proof = proof();
            return result;
        }
        result.bounded = second_phase(cost);
        result.x = point();
        for (std::size_t i = 0; i < cost.size(); ++i)
            result.value += cost[i] * result.x[i];
        return result;
    }

  private:
    /// x[variable] = offset + sign z
    struct Column {
        std::size_t variable;
        double sign;
    };

    void lay_columns() {
        const std::size_t n = problem_.low.size();
        for (std::size_t i = 0; i < n; ++i) {
            const bool from_low = problem_.low[i] > -kOpen;
            const bool from_high = problem_.high[i] < kOpen;
            offset_.push_back(from_low ? problem_.low[i] : from_high ? problem_.high[i] : 0.0);
            columns_.push_back({i, from_low || !from_high ? 1.0 : -1.0});
            if (!from_low && !from_high) columns_.push_back({i, -1.0});
            bounded_ += from_low && from_high ? 1 : 0;
        }
    }

    void fill_equations() {
        for (std::size_t row = 0; row < problem_.a.rows(); ++row) {
            double right = problem_.b[row];
            for (std::size_t i = 0; i < offset_.size(); ++i)
                right -= problem_.a(row, i) * offset_[i];
            flip_.push_back(right < 0 ? -1.0 : 1.0);
            for (std::size_t column = 0; column < columns_.size(); ++column)
                cells_(row, column) = flip_[row] * columns_[column].sign * problem_.a(row, columns_[column].variable);
            cells_(row, width_) = flip_[row] * right;
        }
    }

    void fill_bounds() {
        std::size_t row = problem_.a.rows();
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const std::size_t i = columns_[column].variable;
            if (!(problem_.low[i] > -kOpen && problem_.high[i] < kOpen)) continue;
            cells_(row, column) = 1;
            cells_(row, columns_.size() + (row - problem_.a.rows())) = 1;
            cells_(row, width_) = std::max(0.0, problem_.high[i] - problem_.low[i]);
            ++row;
        }
    }

    [[nodiscard]] std::size_t artificial(std::size_t row) const { return columns_.size() + bounded_ + row; }
    [[nodiscard]] double objective() const { return cells_(rows_, width_); }

    void first_phase() {
        for (std::size_t column = 0; column <= width_; ++column) {
            if (column >= artificial(0) && column < width_) continue;
            for (std::size_t row = 0; row < rows_; ++row)
                cells_(rows_, column) -= cells_(row, column);
        }
        run(artificial(0));
    }

    bool second_phase(const Vector& cost) {
        for (std::size_t column = 0; column <= width_; ++column)
            cells_(rows_, column) = 0;
        if (cost.empty()) return true;
        const auto price = [&](std::size_t column) {
            return column < columns_.size() ? cost[columns_[column].variable] * columns_[column].sign : 0.0;
        };
        for (std::size_t column = 0; column < columns_.size(); ++column)
            cells_(rows_, column) = price(column);
        for (std::size_t row = 0; row < rows_; ++row) {
            const double factor = price(basis_[row]);
            for (std::size_t column = 0; factor != 0 && column <= width_; ++column)
                cells_(rows_, column) -= factor * cells_(row, column);
        }
        return run(artificial(0));
    }

    // Bland: the first column that helps, the first row that limits; no cycle is possible.
    bool run(std::size_t eligible) {
        for (;;) {
            std::size_t enter = 0;
            while (enter < eligible && cells_(rows_, enter) > -kZero)
                ++enter;
            if (enter == eligible) return true;
            std::size_t leave = rows_;
            for (std::size_t row = 0; row < rows_; ++row) {
                if (cells_(row, enter) <= kZero) continue;
                if (leave == rows_) {
                    leave = row;
                    continue;
                }
                const double here = cells_(row, width_) * cells_(leave, enter);
                const double best = cells_(leave, width_) * cells_(row, enter);
                if (here < best || (here <= best && basis_[row] < basis_[leave])) leave = row;
            }
            if (leave == rows_) return false;
            pivot(leave, enter);
        }
    }

    void pivot(std::size_t leave, std::size_t enter) {
        const double head = cells_(leave, enter);
        for (std::size_t column = 0; column <= width_; ++column)
            cells_(leave, column) /= head;
        for (std::size_t row = 0; row <= rows_; ++row) {
            const double factor = cells_(row, enter);
            if (row == leave || factor == 0) continue;
            for (std::size_t column = 0; column <= width_; ++column)
                cells_(row, column) -= factor * cells_(leave, column);
        }
        basis_[leave] = enter;
    }

    // The dual of the first phase: one less the reduced cost of the row's artificial column.
    [[nodiscard]] Vector proof() const {
        Vector y;
        double largest = 0;
        for (std::size_t row = 0; row < problem_.a.rows(); ++row) {
            y.push_back(flip_[row] * (1 - cells_(rows_, artificial(row))));
            largest = std::max(largest, size_of(y.back()));
        }
        for (double& weight : y)
            weight = largest > 0 ? weight / largest : 0;
        return y;
    }

    [[nodiscard]] Vector point() const {
        Vector x = offset_;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (basis_[row] < columns_.size())
                x[columns_[basis_[row]].variable] += columns_[basis_[row]].sign * cells_(row, width_);
        }
        return x;
    }

    const BoxProblem& problem_;
    std::vector<Column> columns_;
    Vector offset_;
    Vector flip_;
    std::size_t bounded_ = 0;
    std::size_t rows_ = 0;
    std::size_t width_ = 0;
    Matrix cells_;
    std::vector<std::size_t> basis_;
};

}  // namespace

BoxAnswer minimise(const BoxProblem& problem, const Vector& cost) {
    GRDP_EXPECTS(problem.a.rows() == problem.b.size() && problem.low.size() == problem.high.size());
    return Tableau(problem).answer(cost);
}

}  // namespace grdp::analysis
