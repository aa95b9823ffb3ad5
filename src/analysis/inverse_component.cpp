// One component at a fixed total, the others as planned.
#include <algorithm>

#include "growth_path.hpp"
#include "grdp/analysis/inverse.hpp"

namespace grdp::analysis {
namespace {

bool held(const model::CompiledModel& model, std::uint32_t series, accounts::Period period) {
    const std::size_t index = model.grid.periods.index(period);
    return std::any_of(model.fixes.begin(), model.fixes.end(), [&](const model::Fix& fix) { return fix.series == series && fix.period == index; });
}

}  // namespace

Assumption open_only(const model::CompiledModel& model, Assumption component) {
    auto& periods = component.periods;
    while (periods.first < periods.last && held(model, component.index, periods.first)) periods.first = periods.first + 1;
    while (periods.first < periods.last && held(model, component.index, periods.last)) periods.last = periods.last - 1;
    return component;
}

Result<model::CompiledModel> others_as_planned(const model::CompiledModel& model, const Assumption& component) {
    for (std::size_t i = 0; i < component.periods.size(); ++i) {
        if (!held(model, component.index, component.periods.at(i))) continue;
        return Diagnostic{Code{7024}, component.where, component.name + " is held in " + component.periods.at(i).text(), "a component that is open",
                          "remove its `fix`, or solve for another component"};
    }
    for (const Breakdown& breakdown : breakdowns(model)) {
        if (std::find(breakdown.parts.begin(), breakdown.parts.end(), component.index) == breakdown.parts.end()) continue;
        GrowthPath path(model, breakdown, {});
        if (auto prepared = path.prepare(); !prepared) return prepared.diagnostics();
        model::CompiledModel copy = model;
        for (std::size_t part = 0; part < breakdown.parts.size(); ++part) {
            for (std::size_t i = 0; i < component.periods.size(); ++i) {
                const accounts::Period period = component.periods.at(i);
                const double growth = path.plan()[path.at(part, model.horizon.index(period))];
                const bool other = breakdown.parts[part] != component.index;
                if (!other || held(model, breakdown.parts[part], period) || !(growth - growth == 0)) continue;
                copy.fixes.push_back({breakdown.parts[part], static_cast<std::uint32_t>(model.grid.periods.index(period)), model::LeftForm::growth, growth});
            }
        }
        return copy;
    }
    return Diagnostic{Code{7030}, component.where, component.name + " is no component of a total", "a behave series in a sum such as grdp = sum(s: volume[s])", ""};
}

}  // namespace grdp::analysis
