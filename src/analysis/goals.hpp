// Targets and events recognised as the growth of a total or of one of its components.
#pragma once

#include "growth_path.hpp"
#include "grdp/analysis/required_path.hpp"

namespace grdp::analysis {

/// A target or band event that is growth of `quantity.series` over `quantity.periods`: recognised by its number along a path
/// on which every cell grows at a rate of its own, so that no two expressions agree by accident.
[[nodiscard]] Result<std::vector<Goal>> recognised_goals(const model::CompiledModel& model, const Breakdown& breakdown);

}  // namespace grdp::analysis
