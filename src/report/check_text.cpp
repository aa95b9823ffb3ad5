#include "grdp/report/check_text.hpp"

#include <algorithm>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/unit.hpp"

namespace grdp::report {

std::string check_text(const model::CompiledModel& model, Language language) {
    std::size_t targets = 0;
    for (const auto& set : model.target_sets)
        targets += set.targets.size();
    const auto events = std::count_if(model.events.begin(), model.events.end(),
                                      [](const model::Event& event) { return event.target_set == model::kNone; });
    const auto uncertain = std::count_if(model.parameters.begin(), model.parameters.end(),
                                         [](const model::Parameter& parameter) { return parameter.sd > 0; });
    const auto horizon = model.horizon.first.text() + ".." + model.horizon.last.text();
    return text(Message::check_sound, language, model.scenario_name, model.model_name, model.series.size(),
                model.equations.size(), model.blocks.size(), model.shocks.size(), uncertain, targets, events,
                period_phrase(horizon, language)) +
           '\n';
}

}  // namespace grdp::report
