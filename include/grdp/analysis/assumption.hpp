// What a scenario assumes, as something that can be changed: a datum, a parameter, a spread, a correlation, a held growth rate.
#pragma once

#include <optional>
#include <string>

#include "grdp/analysis/phrase.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

enum class AssumptionKind : std::uint8_t {
    datum,        ///< trend[services]@2023: an exogenous series in some periods
    parameter,    ///< elasticity[industry,fdi]
    spread,       ///< sd(volume[services]): standard deviation of a shock; its law keeps its shape
    uncertainty,  ///< sd(elasticity[industry,fdi]): spread of a parameter
    correlation,  ///< corr(volume[industry], volume[services]): of the normal scores of two shocks
    persistence,  ///< persistence(volume[services]) of a shock
    held_growth,  ///< growth(volume[services])@2023: a behavioural series held by `fix`
    held_level,   ///< volume[services]@2023
};

struct Assumption {
    AssumptionKind kind = AssumptionKind::datum;
    std::uint32_t index = 0;  ///< series, parameter or shock
    std::uint32_t other = 0;  ///< the second shock of a correlation
    accounts::PeriodRange periods{accounts::Period::annual(2000), accounts::Period::annual(2000)};
    std::string name;  ///< "trend[services]", "sd(volume[services])"
    std::string unit;  ///< empty for a plain number
    double current = 0;  ///< in the scenario; the mean over several periods. NaN for a held series
    bool separable = true;  ///< of a parameter: nothing but its own spread was computed from it
    Span where;
};

/// Without periods a series is meant over the whole horizon. Errors: E7027 unknown, with the nearest name, or explained by the
/// model; E7023 periods outside the horizon.
[[nodiscard]] Result<Assumption> find_assumption(const model::CompiledModel& model, const Phrase& phrase);

/// Values that the assumption can take at all: a spread is not negative, a correlation lies in [-1, 1].
[[nodiscard]] NumberRange domain_of(const Assumption& assumption);
/// Where to look first when nobody says: about the current value, inside the domain.
[[nodiscard]] NumberRange usual_range(const Assumption& assumption);

/// A parameter that stands in formulas of other parameters or of spreads: its model must be compiled anew with statement().
[[nodiscard]] bool needs_compilation(const Assumption& assumption);

/// The model under another value; nothing if no model can have it (a matrix of correlations that is not positive
/// semidefinite, a value outside the domain). Contract: !needs_compilation(assumption).
[[nodiscard]] std::optional<model::CompiledModel> changed(const model::CompiledModel& model, const Assumption& assumption, double value);

/// The same in place, for several changes in turn: false, and the model in no defined state, outside the domain. Correlations may pass
/// through matrices that are not positive semidefinite; has_possible_correlation() judges the last.
[[nodiscard]] bool change(model::CompiledModel& model, const Assumption& assumption, double value);
/// What change() touches, as it stands in `base`. Contract: both models are the same but for numbers and held values.
void restore(model::CompiledModel& model, const model::CompiledModel& base, const Assumption& assumption);
[[nodiscard]] bool has_possible_correlation(const model::CompiledModel& model);

/// The line of a scenario that says so, "2023 trend[services] = 8.93"; empty for what stands in the model (spreads,
/// correlations, persistence). The number is written with all its digits.
[[nodiscard]] std::string statement(const Assumption& assumption, double value);

/// "trend[services]@2023", "elasticity[industry,fdi]"
[[nodiscard]] std::string assumption_text(const Assumption& assumption);

}  // namespace grdp::analysis
