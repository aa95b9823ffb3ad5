#pragma once

#include "compile_draft.hpp"

namespace grdp::model {

/// Values of all formulas that no scenario overrides.
void evaluate_formulas(Draft& draft);
/// Statements without a period: `elasticity[industry,fdi] = 0.1`, in the order of the scenario chain.
void assign_parameters(Draft& draft, const Inputs& inputs);

}  // namespace grdp::model
