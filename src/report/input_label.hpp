// What a reader calls an uncertain input or an assumption.
#pragma once

#include <string>
#include <string_view>

#include "grdp/analysis/shapley_effects.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// "elasticity" of "elasticity[services,credit]"
[[nodiscard]] std::string parameter_stem(const model::Parameter& parameter);
/// The label of the declaration, else the name that it has in the model.
[[nodiscard]] std::string declared_label(const model::Parameter& parameter, Language language);
/// "elasticity[services,credit]" -> "Elasticity: Services, Bank credit outstanding"
[[nodiscard]] std::string parameter_label(const model::CompiledModel& model, const model::Parameter& parameter, Language language);

/// "Services (shock)" of a part of a total, else "Population (shock)"; the label of a parameter.
[[nodiscard]] std::string uncertain_label(const model::CompiledModel& model, bool is_shock, std::uint32_t index, Language language);
/// The same of inputs that are taken together: "Elasticity (12)".
[[nodiscard]] std::string uncertain_label(const model::CompiledModel& model, const analysis::UncertainInput& input, Language language);

/// An assumption by the name that a scenario gives it: "sd(volume[services])" -> "Spread: Services (shock)". What has no label keeps its name.
[[nodiscard]] std::string assumption_label(const model::CompiledModel& model, std::string_view name, Language language);

}  // namespace grdp::report
