// An expression of one model in another, by the names of what it uses.
#pragma once

#include <optional>

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// The expression at `root` of `from`, appended to the pool of `to`; nothing (and `to` as it was) where `to` lacks a series, a
/// parameter or a period that it uses.
[[nodiscard]] std::optional<model::NodeId> import_expression(model::CompiledModel& to, const model::CompiledModel& from, model::NodeId root);

}  // namespace grdp::analysis
