// A condition taken apart: which numbers must lie between which bounds.
#pragma once

#include <optional>
#include <vector>

#include "graph.hpp"

namespace grdp::engine {

struct ValueBound {
    ValueId value = 0;
    double low = 0;
    double high = 0;
};

struct ValueBounds {
    bool complement = false;  ///< the condition holds where not all bounds hold
    std::vector<ValueBound> all;  ///< in the order in which the numbers are computed
};

/// Comparisons joined by `and` (also: not (a or b)), or their complement (a or b, not (a and b)). A strict comparison counts
/// as one that includes its end: they differ where the number has an atom only, and nothing where it has none. Nothing for a
/// condition of another shape: `=`, `if`, mixed `and` and `or`, a comparison that is certain.
[[nodiscard]] std::optional<ValueBounds> bounds_of(Graph& graph, ValueId condition);

}  // namespace grdp::engine
