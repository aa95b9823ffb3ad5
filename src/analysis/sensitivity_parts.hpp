// The questions of `grdp sensitivity`, one file each.
#pragma once

#include "grdp/analysis/sensitivity.hpp"

namespace grdp::analysis {

[[nodiscard]] Result<std::vector<Slope>> slopes(const model::CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor);
[[nodiscard]] std::vector<TornadoBar> tornado(const model::CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor);
[[nodiscard]] Result<std::vector<FirstOrder>> first_order_effects(const model::CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor);
[[nodiscard]] std::vector<AssumptionCase> assumption_cases(const model::CompiledModel& model, const std::vector<std::uint32_t>& events, const SensitivityOptions& options,
                                                           engine::Executor& executor);

/// Var(E[y|x])/Var(y) from n pairs: classes of equal count, bias-corrected (SE-14). Contract: n >= kLeastIndexDraws, finite.
[[nodiscard]] Estimate first_order_effect(const double* x, const double* y, std::size_t n);

}  // namespace grdp::analysis
