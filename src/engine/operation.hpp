// From operations of the language to operations of the kernel.
#pragma once

#include "graph.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// `greater` maps to `less` and `greater_equal` to `less_equal`: the caller swaps the operands. Constant for what is no
/// operation on values.
[[nodiscard]] Op operation(model::Op op);

}  // namespace grdp::engine
