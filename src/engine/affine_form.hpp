// Where a graph is an affine function of its normals, and by how much the rounded program may differ from it.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "graph.hpp"

namespace grdp::engine {

/// No normal of an address is larger in magnitude, docs/method/random-numbers.md.
inline constexpr double kLargestNormal = 6.77;

/// What is known of one value on every path. (SD-1)
struct KnownValue {
    bool finite = false;  ///< else nothing else is known
    bool affine = false;  ///< value = centre + sum of loadings x normals, to within `error`
    double low = 0, high = 0;  ///< the value lies between them, as the program computes it
    double centre = 0;
    double error = 0;  ///< of the program's value and of the numbers here together
};

/// Forward analysis of a whole graph: bounds on every value, loadings of those that are affine.
class AffineForms {
  public:
    AffineForms(const Graph& graph, const std::vector<lanes::MarginalView>& laws, double dispersion);

    [[nodiscard]] const KnownValue& operator[](ValueId id) const { return known_[id]; }
    /// The normals of the graph, in its order.
    [[nodiscard]] const std::vector<ValueId>& normals() const { return normals_; }
    /// One per normal. Contract: the value is affine.
    [[nodiscard]] const double* loadings(ValueId id) const { return &loadings_[id * normals_.size()]; }

  private:
    void study(ValueId id, const Value& value);
    void constant(KnownValue& to, double x) const;
    void normal(ValueId id, KnownValue& to);
    void innovate(ValueId id, const Value& value, KnownValue& to);
    void sum(ValueId id, ValueId a, ValueId b, double sign, KnownValue& to);
    void product(ValueId id, ValueId a, ValueId b, KnownValue& to);
    void quotient(ValueId id, ValueId a, ValueId b, KnownValue& to);
    void scaled(ValueId id, ValueId of, double factor, KnownValue& to);
    /// The rounding of the operation just done, and the interval of an affine value.
    void settle(ValueId id, KnownValue& to) const;
    double* place(ValueId id) { return &loadings_[id * normals_.size()]; }

    const std::vector<lanes::MarginalView>& laws_;
    double dispersion_;
    std::vector<ValueId> normals_;
    std::vector<KnownValue> known_;
    std::vector<double> loadings_;  ///< [values x normals]
};

}  // namespace grdp::engine
