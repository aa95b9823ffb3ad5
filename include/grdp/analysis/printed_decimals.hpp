// How exactly a target is stated: "10.0" and "10" are the same number and not the same statement.
#pragma once

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// The most digits behind the decimal point that a case of the target is written with, in the scenario's own text; where the text is
/// not at hand (a model built by hand), those of the shortest decimals that read back to the same values.
[[nodiscard]] int printed_decimals(const model::CompiledModel& model, const model::Target& target);

/// Digits behind the point of the shortest decimal that reads back to `value`; negative for round numbers in scientific notation.
[[nodiscard]] int shortest_decimals(double value);

}  // namespace grdp::analysis
