// The frame of a scenario: names, frequency, horizon.
#include <fmt/format.h>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

constexpr int kLongestHorizon = 400;

void resolve_horizon(Draft& draft, const Inputs& inputs) {
    const ast::PeriodSpan* span = nullptr;
    for (std::size_t i = 0; i < inputs.scenarios.size(); ++i) {
        if (!inputs.scenarios[i].scenario.horizon) continue;
        span = &*inputs.scenarios[i].scenario.horizon;
        for (std::size_t basic = 0; basic < i; ++basic)
            draft.inherited.insert(inputs.scenarios[basic].id);
    }
    if (span == nullptr) {
        if (draft.report.is_lost("horizon") || inputs.lacks_scenario) return;
        draft.report.error(2603, inputs.scenarios.back().scenario.name.where, "the scenario states no horizon",
                           "a line such as `horizon 2023..2025`");
        return;
    }
    draft.horizon_where = span->first.where;
    if (!fits_frequency(draft, span->first)) return;
    const int length = span->last.period - span->first.period + 1;
    if (length > kLongestHorizon) {
        draft.report.error(2604, span->first.where, fmt::format("the horizon has {} periods", length),
                           fmt::format("at most {}", kLongestHorizon));
        return;
    }
    draft.model.horizon = {span->first.period, span->last.period};
    draft.has_horizon = true;
}

}  // namespace

bool fits_frequency(Draft& draft, const ast::PeriodName& period) {
    if (period.period.frequency() == draft.model.frequency) return true;
    const bool annual = draft.model.frequency == accounts::Frequency::annual;
    const int year = period.period.year();
    draft.report.error(2605, period.where,
                       fmt::format("{} is a {}, but the model is {}", period.period.text(), annual ? "quarter" : "year",
                                   annual ? "annual" : "quarterly"),
                       annual ? "a year" : "a quarter",
                       annual ? fmt::format("write {}", year) : fmt::format("write {}Q1", year));
    return false;
}

bool inside_horizon(Draft& draft, const ast::PeriodName& period, int code, std::string hint) {
    if (!draft.has_horizon || draft.model.horizon.contains(period.period)) return true;
    const bool inherited = draft.inherited.contains(period.where.source);
    const auto horizon = fmt::format("{}..{}", draft.model.horizon.first.text(), draft.model.horizon.last.text());
    if (inherited) {
        draft.report.error(2632, period.where,
                           fmt::format("{} lies outside the horizon {}: the inherited statement does not count there",
                                       period.period.text(), horizon));
    } else {
        draft.report.error(code, period.where, fmt::format("{} lies outside the horizon", period.period.text()),
                           horizon, std::move(hint));
    }
    return false;
}

void resolve_frame(Draft& draft, const Inputs& inputs) {
    auto& model = draft.model;
    model.model_name = inputs.model.name.text;
    model.model_label = to_label(inputs.model.labels);
    if (!inputs.scenarios.empty()) {
        model.scenario_name = inputs.scenarios.back().scenario.name.text;
        model.scenario_label = to_label(inputs.scenarios.back().scenario.labels);
    }
    if (inputs.model.frequency) {
        model.frequency = *inputs.model.frequency;
    } else if (!draft.report.is_lost("frequency")) {
        draft.report.error(2211, inputs.model.name.where, "the model states no frequency",
                           "a line `frequency annual` or `frequency quarterly`");
    }
    resolve_horizon(draft, inputs);
}

}  // namespace grdp::model
