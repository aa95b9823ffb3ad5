// What observations say once the pivot is given, as values of the graph: functions of its position t.
#pragma once

#include <vector>

#include "conditioning.hpp"

namespace grdp::engine {

class PivotGraph {
  public:
    /// Contract: `known` has a pivot and outlives this; `t` is its position in the graph.
    PivotGraph(const Conditioning& known, Graph& graph, ValueId t);

    [[nodiscard]] std::size_t rows() const { return rows_.size(); }
    /// weights'q_j(t); the constant 0 where nothing of it is touched.
    [[nodiscard]] ValueId along(std::size_t j, const std::vector<double>& weights);
    [[nodiscard]] ValueId u(std::size_t j) const { return u_[j]; }
    /// q_j(t)'z for the original normals.
    [[nodiscard]] ValueId original(std::size_t j);
    [[nodiscard]] bool is_zero(ValueId id) const;

  private:
    /// The formula of a value with other normals in it, dispersion 1.
    [[nodiscard]] ValueId copy(ValueId root, const std::vector<ValueId>& normals);
    [[nodiscard]] std::vector<ValueId> gradient(ValueId root, ValueId here, const std::vector<ValueId>& normals);
    void add_row(std::vector<ValueId> row, ValueId left);
    [[nodiscard]] ValueId plus(ValueId a, ValueId b);
    [[nodiscard]] ValueId minus(ValueId a, ValueId b);
    [[nodiscard]] ValueId times(ValueId a, ValueId b);
    [[nodiscard]] ValueId product(const std::vector<ValueId>& a, const std::vector<ValueId>& b);

    const Conditioning& known_;
    const Pivot& pivot_;
    Graph& graph_;
    ValueId zero_;
    std::vector<std::vector<ValueId>> rows_;
    std::vector<ValueId> u_;
    std::vector<ValueId> originals_;
};

}  // namespace grdp::engine
