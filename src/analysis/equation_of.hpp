// The equation that explains a series.
#pragma once

#include <cstdint>

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// Null for an exogenous series.
[[nodiscard]] inline const model::Equation* equation_of(const model::CompiledModel& model, std::uint32_t series) {
    for (const model::Equation& equation : model.equations) {
        if (equation.series == series) return &equation;
    }
    return nullptr;
}

}  // namespace grdp::analysis
