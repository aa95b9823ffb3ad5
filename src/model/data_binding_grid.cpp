// The grid of periods: the horizon, every lag that is needed, all history that the data hold.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

constexpr std::size_t kMostGridCells = 40'000'000;

int left_lag(const Equation& equation, accounts::Frequency frequency) {
    switch (equation.form) {
        case LeftForm::growth:
            return accounts::periods_per_year(frequency);
        case LeftForm::diff:
        case LeftForm::dlog:
            return 1;
        case LeftForm::level:
        case LeftForm::log:
            break;
    }
    return 0;
}

// The earliest ordinal that an equation, check, target, event, datum or assignment speaks of.
int earliest_ordinal(const Draft& draft, const Inputs& inputs) {
    const int start = draft.model.horizon.first.ordinal();
    int earliest = start;
    for (const Node& node : draft.model.nodes) {
        if (node.op == Op::series) earliest = std::min(earliest, node.absolute ? node.offset : start + node.offset);
    }
    for (const auto& equation : draft.model.equations)
        earliest = std::min(earliest, start - left_lag(equation, draft.model.frequency));
    for (const auto& item : draft.observations)
        earliest = std::min(earliest, item.period.ordinal());
    const auto consider = [&](const ast::Assignment& assignment) {
        if (assignment.kind == ast::Assignment::Kind::observed) return;  // its expression stands among the nodes
        if (assignment.periods && assignment.periods->first.period.frequency() == draft.model.frequency) {
            earliest = std::min(earliest, assignment.periods->first.period.ordinal());
        }
    };
    for (const auto& file : inputs.scenarios)
        std::for_each(file.scenario.assignments.begin(), file.scenario.assignments.end(), consider);
    std::for_each(inputs.overrides.begin(), inputs.overrides.end(), consider);
    return earliest;
}

void make_offsets_grid_indices(Draft& draft) {
    const int first = draft.model.grid.periods.first.ordinal();
    for (Node& node : draft.model.nodes) {
        if (node.absolute) node.offset -= first;
    }
    for (auto& observed : draft.model.observed)
        observed.period -= static_cast<std::uint32_t>(first);
    for (auto& set : draft.model.target_sets) {
        for (auto& target : set.targets) {
            if (target.period != kNone) target.period -= static_cast<std::uint32_t>(first);
        }
    }
}

void place_observations(Draft& draft) {
    auto& grid = draft.model.grid;
    std::string unused;
    Span where;
    std::vector<bool> told(draft.model.series.size(), false);
    for (const auto& item : draft.observations) {
        if (!grid.periods.contains(item.period)) continue;
        const auto& series = draft.model.series[item.series];
        if (series.kind != SeriesKind::exogenous && item.period >= draft.model.horizon.first) {
            if (told[item.series]) continue;
            told[item.series] = true;
            if (where.line == 0) where = item.where;
            unused += (unused.empty() ? "" : ", ") + series.name;
            continue;
        }
        const auto cell = grid.at(item.series, grid.periods.index(item.period));
        grid.values[cell] = item.value;
        grid.present[cell] = true;
    }
    if (unused.empty()) return;
    draft.report.error(
        2631, where, fmt::format("data inside the horizon are not used for series that the model explains: {}", unused),
        "", "move the horizon, or hold them with fix");
}

}  // namespace

void lay_grid(Draft& draft, const Inputs& inputs) {
    if (!draft.has_horizon) return;
    auto& grid = draft.model.grid;
    const auto horizon = draft.model.horizon;
    const int earliest = earliest_ordinal(draft, inputs);
    grid.periods = {horizon.first + (earliest - horizon.first.ordinal()), horizon.last};
    const std::size_t cells = grid.periods.size() * draft.model.series.size();
    if (cells > kMostGridCells) {
        draft.report.error(2410, draft.horizon_where,
                           fmt::format("{} series over {} periods are too many values", draft.model.series.size(),
                                       grid.periods.size()),
                           fmt::format("at most {} values", kMostGridCells));
        draft.has_horizon = false;
        return;
    }
    grid.values.assign(cells, std::numeric_limits<double>::quiet_NaN());
    grid.present.assign(cells, false);
    make_offsets_grid_indices(draft);
    place_observations(draft);
}

}  // namespace grdp::model
