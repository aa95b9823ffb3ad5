// Values of a graph and their derivatives with respect to its normals, at one point.
#pragma once

#include <cstdint>
#include <vector>

#include "program.hpp"

namespace grdp::engine {

/// Address of a standard normal: of a shock (the ordinal of a period), or of a parameter (ordinal 0).
struct NormalAddress {
    std::uint32_t ordinal = 0;
    std::uint32_t number = 0;
    friend bool operator==(const NormalAddress&, const NormalAddress&) = default;
};

/// The part of a graph below some roots as a function of its normals, dispersion 1. Reverse accumulation: exact
/// derivatives of the formulas and of the pieces of a marginal law. Kept referenced: graph and program.
class GraphFunction {
  public:
    GraphFunction(const Graph& graph, const Program& program, const std::vector<ValueId>& roots);

    /// The normals that any root depends on; points and gradients have this order.
    [[nodiscard]] const std::vector<NormalAddress>& coordinates() const { return coordinates_; }
    /// Value of a root; `gradient` has one entry per coordinate afterwards. Not finite where the value has none.
    double evaluate(ValueId root, const std::vector<double>& point, std::vector<double>& gradient);

  private:
    void forward(const std::vector<double>& point);
    void backward(ValueId root);

    const Graph& graph_;
    const Program& program_;
    std::vector<ValueId> order_;          ///< operands first
    std::vector<NormalAddress> coordinates_;
    std::vector<std::uint32_t> place_;    ///< of a normal among the coordinates, per value
    std::vector<double> values_;
    std::vector<double> adjoints_;
};

/// Slope of a marginal law as the engine evaluates it, per unit of the score.
[[nodiscard]] double slope(const lanes::MarginalView& law, double score);

}  // namespace grdp::engine
