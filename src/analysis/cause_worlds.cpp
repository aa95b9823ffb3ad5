#include "cause_worlds.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/projection.hpp"
#include "reach.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

/// A run is the same for every replicate.
Runs without_error(double value) {
    Runs runs;
    runs.value = value;
    runs.runs.fill(value);
    return runs;
}

std::optional<std::size_t> place_on_grid(const CompiledModel& model, accounts::Period period) {
    if (period.frequency() != model.frequency || !model.grid.periods.contains(period)) return std::nullopt;
    return static_cast<std::size_t>(model.grid.periods.index(period));
}

}  // namespace

void WorldsWanted::add(std::size_t mask, const Explained& what, const WorldEffort& effort) {
    OfWorld& of = worlds_[mask];
    if (what.probability) of.events.emplace(std::pair(what.event.before, effort), &what);
    else of.cells.emplace(std::pair(what.series, what.period.ordinal()), &what);
}

std::size_t CauseWorlds::acting(const Explained& what) const {
    Reach reach = reach_of_observations(before_);
    reach.add(reach_of_observations(after_));
    std::string own;
    if (what.probability) {
        const model::Event& first = before_.events[what.event.before];
        const model::Event& second = after_.events[what.event.after];
        reach.add(reach_of_expression(before_, first.is_band ? first.value : first.condition));
        reach.add(reach_of_expression(after_, second.is_band ? second.value : second.condition));
        own = first.name + '@' + first.period_text;
    } else {
        reach.add(reach_of_series(before_, what.series));
        reach.add(reach_of_series(after_, after_.find_series(before_.series[what.series].name)));
    }
    std::size_t mask = 0;
    for (std::size_t i = 0; i < causes_.causes.size(); ++i) {
        const auto& inputs = causes_.causes[i].inputs;
        const bool acts = std::any_of(inputs.begin(), inputs.end(), [&](std::size_t at) {
            const DifferingInput& input = causes_.inputs[at];
            if (input.kind == InputKind::event) return what.probability && input.key == own;
            return reach.may_act(input);
        });
        if (acts) mask |= std::size_t{1} << i;
    }
    return mask;
}

/// As between() chooses.
bool CauseWorlds::based_on_after(std::size_t mask) const {
    bool model = false, changed = false;
    for (std::size_t i = 0; i < causes_.causes.size(); ++i) {
        for (const std::size_t at : causes_.causes[i].inputs) {
            if (causes_.inputs[at].kind != InputKind::model) continue;
            model = true;
            changed = (mask >> i & 1u) != 0;
        }
    }
    return model ? changed : mask == everything() && mask != 0;
}

CompiledModel CauseWorlds::world_of(std::size_t mask) const {
    std::vector<bool> changed(causes_.inputs.size(), false);
    for (std::size_t i = 0; i < causes_.causes.size(); ++i) {
        for (const std::size_t at : causes_.causes[i].inputs) changed[at] = (mask >> i & 1u) != 0;
    }
    return between(before_, after_, causes_.inputs, changed);
}

void CauseWorlds::add_cells(std::size_t mask, const CompiledModel& world, const WorldsWanted::OfWorld& wanted, Found& found) const {
    if (wanted.cells.empty()) return;
    const auto path = engine::project(world);
    for (const auto& [cell, what] : wanted.cells) {
        const std::uint32_t series = world.find_series(before_.series[what->series].name);
        const auto period = place_on_grid(world, what->period);
        const bool there = path && series != model::kNone && period && finite(path->value(series, *period));
        found.cells[{mask, cell.first, cell.second}] = there ? std::optional(without_error(path->value(series, *period))) : std::nullopt;
    }
}

std::optional<EventRuns> CauseWorlds::runs_in(const CompiledModel& world, std::uint32_t event, const WorldEffort& effort) const {
    engine::SerialExecutor serial;
    PlannerOptions options = options_;
    if (effort.points > 0) {
        constexpr double kUnreachable = 1e-300;  // so that the number of points decides
        options.until_se = kUnreachable;
        options.max_points = effort.points;
    }
    if (effort.method != Estimator::automatic && effort.method != Estimator::plain) {
        options.estimator = effort.method;
        if (auto runs = smooth_event_runs(world, event, options, serial)) return runs;
        options.estimator = options_.estimator;
    }
    return event_runs(world, event, options, serial);
}

CauseWorlds::Found CauseWorlds::found_in(std::size_t mask, const WorldsWanted::OfWorld& wanted) const {
    Found found;
    const CompiledModel world = world_of(mask);
    add_cells(mask, world, wanted, found);
    for (const auto& [event, what] : wanted.events) {
        const std::uint32_t index = based_on_after(mask) ? what->event.after : what->event.before;
        found.events[{mask, event.first, event.second}] = runs_in(world, index, event.second);
    }
    return found;
}

void CauseWorlds::compute(const WorldsWanted& wanted) {
    std::vector<std::pair<std::size_t, WorldsWanted::OfWorld>> missing;
    for (const auto& [mask, of] : wanted.worlds_) {
        const auto world = mask;
        WorldsWanted::OfWorld rest = of;
        std::erase_if(rest.cells, [&](const auto& cell) { return known_.cells.contains({world, cell.first.first, cell.first.second}); });
        std::erase_if(rest.events, [&](const auto& event) { return known_.events.contains({world, event.first.first, event.first.second}); });
        if (!rest.cells.empty() || !rest.events.empty()) missing.emplace_back(mask, std::move(rest));
    }
    std::vector<Found> found(missing.size());
    executor_.run(missing.size(), [&](std::size_t i, std::size_t) { found[i] = found_in(missing[i].first, missing[i].second); }, {});
    for (Found& one : found) {
        known_.cells.merge(one.cells);
        known_.events.merge(one.events);
    }
}

const Runs* CauseWorlds::find(std::size_t mask, const Explained& what, const WorldEffort& effort) const {
    if (!what.probability) {
        const auto cell = known_.cells.find({mask, what.series, what.period.ordinal()});
        GRDP_EXPECTS(cell != known_.cells.end());
        return cell->second ? &*cell->second : nullptr;
    }
    const auto event = known_.events.find({mask, what.event.before, effort});
    GRDP_EXPECTS(event != known_.events.end());
    return event->second ? &event->second->of(what.side) : nullptr;
}

}  // namespace grdp::analysis
