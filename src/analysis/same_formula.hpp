// Formulas compared by their values at numbers without a pattern: what a series is, whatever its name.
#pragma once

#include <cstdint>
#include <optional>

#include "stated_network.hpp"

namespace grdp::analysis {

/// Every cell of the grid at a number between 1 and 2.
[[nodiscard]] Cells scattered_cells(const model::CompiledModel& model);

/// The series that an expression of absolute periods is in `period`: the one it names, or the report with the same formula.
[[nodiscard]] std::optional<std::uint32_t> series_of(const model::CompiledModel& model, const engine::Projection& path,
                                                     model::NodeId root, std::size_t period);

}  // namespace grdp::analysis
