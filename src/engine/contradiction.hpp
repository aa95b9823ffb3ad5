// Data before the horizon held against the identities that they should obey.
#pragma once

#include "grdp/base/diagnostic.hpp"
#include "program.hpp"

namespace grdp::engine {

/// E4010 for every datum that differs from its identity by more than 0.1 %; W4011, once per series and naming the largest,
/// for differences above 1e-9 that rounding explains. Relative to the larger of the two numbers. Before them what is wrong with
/// the observations (E2643 to W2648).
[[nodiscard]] Diagnostics contradictions(const model::CompiledModel& model, const Program& program);

}  // namespace grdp::engine
