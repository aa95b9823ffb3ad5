// A graph along a line: some of its normals are base + weight t, and what is affine in t is kept as one product and one sum.
#pragma once

#include <vector>

#include "program.hpp"

namespace grdp::engine {

struct LineGraph {
    Graph graph;
    std::vector<ValueId> normals;  ///< bases, in the order of the normals asked for
    std::vector<ValueId> outputs;
    ValueId parameter = 0;  ///< t
};

/// weights: per normal, 0 where it does not move. A value that is affine in t is v0 + v1 t with v0 and v1 free of t, so that a
/// new t costs nothing until a value bends: the same function, rounded elsewhere.
[[nodiscard]] LineGraph along_line(const Graph& graph, const std::vector<lanes::MarginalView>& laws, double dispersion,
                                   const std::vector<ValueId>& normals, const std::vector<double>& weights,
                                   const std::vector<ValueId>& outputs);

}  // namespace grdp::engine
