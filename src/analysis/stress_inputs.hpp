// The inputs of a model at a stress point, moved alone, and inside against outside an event.
#pragma once

#include "grdp/analysis/reverse_stress.hpp"
#include "grdp/engine/response.hpp"

namespace grdp::analysis {

[[nodiscard]] std::vector<StressInput> stress_inputs(const model::CompiledModel& model,
                                                     const std::vector<engine::Coordinate>& coordinates,
                                                     const std::vector<double>& point, double dispersion);

/// Exogenous series that move the central number of a band event.
[[nodiscard]] std::vector<BreakEven> break_evens(const model::CompiledModel& model, std::uint32_t event);

/// Fills contrast, draws and probability.
[[nodiscard]] Result<ReverseStress> contrast(const model::CompiledModel& model, std::uint32_t event,
                                             const engine::Sampling& sampling, engine::Executor& executor, ReverseStress stress);

}  // namespace grdp::analysis
