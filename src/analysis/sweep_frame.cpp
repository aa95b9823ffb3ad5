#include <algorithm>
#include <cmath>
#include <set>

#include "grdp/analysis/sweep_result.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

void add_events(const model::CompiledModel& model, SweepFrame& frame, std::set<std::string>& known) {
    for (const model::Event& event : model.events) {
        SweepEventHead head{event.name + "@" + event.period_text, event.name, event.period_text, event.label, event.unit, event.is_band};
        if (event.target_set != model::kNone && head.label.en.empty()) head.label = model.target_sets[event.target_set].targets[event.target].label;
        if (known.insert(head.key).second) frame.events.push_back(std::move(head));
    }
}

bool is_wanted(const model::Series& series, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return series.kind == model::SeriesKind::report && series.elements.empty();
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) { return name == series.name || name == series.stem; });
}

model::Label joined_label(const model::Series& series) {
    const auto join = [](const std::string& stem, const std::string& element) { return element.empty() ? stem : stem + ", " + element; };
    return {join(series.stem_label.en, series.element_label.en), join(series.stem_label.vi, series.element_label.vi)};
}

}  // namespace

SweepFrame sweep_frame(const std::vector<const model::CompiledModel*>& models, const std::vector<std::string>& wanted) {
    SweepFrame frame;
    std::set<std::string> events, series;
    std::set<accounts::Period> periods;
    for (const model::CompiledModel* model : models) {
        add_events(*model, frame, events);
        for (const model::Series& one : model->series) {
            if (is_wanted(one, wanted) && series.insert(one.name).second) frame.series.push_back({one.name, joined_label(one), one.unit});
        }
        for (std::size_t i = 0; i < model->horizon.size(); ++i) periods.insert(model->horizon.at(i));
    }
    for (const accounts::Period& period : periods) frame.periods.push_back(period.text());
    return frame;
}

SweepCell missing_cell() {
    SweepCell cell{kNan, kNan, kNan, {}};
    for (SweepQuantile& quantile : cell.quantiles) quantile = {kNan, kNan, kNan};
    return cell;
}

std::string axis_value_text(const SweepAxis& axis, double value) {
    if (std::isnan(value)) return "–";
    if (!axis.has_levels()) return exact_text(value);
    const auto place = static_cast<std::size_t>(value);
    return place < axis.levels.size() ? axis.levels[place].name : "–";
}

}  // namespace grdp::analysis
