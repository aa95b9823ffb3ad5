#include "goals.hpp"

#include <algorithm>
#include <cmath>

namespace grdp::analysis {
namespace {

/// The plan with another growth rate in every cell.
std::vector<double> told_apart(const GrowthPath& path) {
    std::vector<double> growth = path.plan();
    for (std::size_t i = 0; i < growth.size(); ++i) growth[i] += 0.1 + 0.037 * static_cast<double>(i);
    return growth;
}

std::vector<std::size_t> grid_periods(const model::CompiledModel& model, const accounts::PeriodRange& range) {
    std::vector<std::size_t> periods;
    for (std::size_t i = 0; i < range.size(); ++i) {
        if (model.grid.periods.contains(range.at(i))) periods.push_back(model.grid.periods.index(range.at(i)));
    }
    return periods.size() == range.size() ? periods : std::vector<std::size_t>();
}

std::vector<GoalEnd> ends_of(const model::CompiledModel& model, const model::Event& event) {
    std::vector<GoalEnd> ends;
    if (event.target_set != model::kNone) {
        const auto& set = model.target_sets[event.target_set];
        const auto& cases = set.targets[event.target].cases;
        const bool same = std::all_of(cases.begin(), cases.end(), [&](double c) { return c == cases.front(); });
        for (std::size_t i = 0; i < (same ? 1 : cases.size()); ++i)
            ends.push_back({!same && i < set.cases.size() ? set.cases[i] : std::string(), cases[i]});
        return ends;
    }
    const bool both = std::isfinite(event.low) && std::isfinite(event.high) && event.low != event.high;
    if (std::isfinite(event.low)) ends.push_back({both ? "low" : "", event.low});
    if (std::isfinite(event.high) && event.high != event.low) ends.push_back({both ? "high" : "", event.high});
    return ends;
}

model::Sense sense_of(const model::Event& event) {
    if (!std::isfinite(event.high)) return model::Sense::at_least;
    return std::isfinite(event.low) ? model::Sense::band : model::Sense::at_most;
}

Goal goal_of(const model::CompiledModel& model, const model::Event& event, std::uint32_t series, const accounts::PeriodRange& periods) {
    Goal goal;
    const bool of_target = event.target_set != model::kNone;
    goal.quantity.value = event.value;
    goal.quantity.subject = of_target ? model.target_sets[event.target_set].targets[event.target].subject : event.name;
    goal.quantity.series = series;
    goal.quantity.growth = true;
    goal.quantity.label = event.label;
    goal.quantity.unit = event.unit;
    goal.quantity.periods = periods;
    goal.sense = sense_of(event);
    goal.ends = ends_of(model, event);
    goal.target_set = event.target_set;
    goal.target = event.target;
    goal.where = event.where;
    return goal;
}

class Recogniser {
  public:
    Recogniser(const GrowthPath& path, const engine::Projection& along) : path_(path), along_(along) {}

    /// The series and periods whose growth the number of the event is; none: kNone.
    [[nodiscard]] std::pair<std::uint32_t, accounts::PeriodRange> recognise(const model::Event& event, double value) const {
        const auto& model = path_.model();
        const auto last = accounts::Period::parse(event.period_text);
        std::vector<accounts::PeriodRange> windows;
        if (last && last->frequency() == model.frequency) windows.push_back({*last, *last});
        if (last && model.frequency == accounts::Frequency::quarterly) windows.push_back(year_of(model, last->year()));
        for (const auto& window : windows) {
            const auto periods = grid_periods(model, window);
            for (const std::uint32_t series : candidates()) {
                const double growth = path_.growth_over(along_, series, periods);
                if (std::fabs(growth - value) <= 1e-9 * std::max(1.0, std::fabs(value))) return {series, window};
            }
        }
        return {model::kNone, model.horizon};
    }

  private:
    [[nodiscard]] std::vector<std::uint32_t> candidates() const {
        std::vector<std::uint32_t> all = {path_.breakdown().total};
        all.insert(all.end(), path_.breakdown().parts.begin(), path_.breakdown().parts.end());
        return all;
    }

    const GrowthPath& path_;
    const engine::Projection& along_;
};

}  // namespace

Result<std::vector<Goal>> recognised_goals(const model::CompiledModel& model, const Breakdown& breakdown) {
    std::vector<const model::Event*> bands;
    std::vector<model::NodeId> numbers;
    for (const model::Event& event : model.events) {
        if (!event.is_band) continue;
        bands.push_back(&event);
        numbers.push_back(event.value);
    }
    std::vector<Goal> goals;
    if (bands.empty()) return goals;
    GrowthPath path(model, breakdown, numbers);
    if (auto prepared = path.prepare(); !prepared) return prepared.diagnostics();
    const auto along = path.along(told_apart(path));
    if (!along) return along.diagnostics();
    const Recogniser recogniser(path, *along);
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const auto [series, periods] = recogniser.recognise(*bands[i], along->events[i]);
        if (series != model::kNone) goals.push_back(goal_of(model, *bands[i], series, periods));
    }
    return goals;
}

namespace {

/// Whole years before single quarters, targets before other events: what a plan states first.
std::vector<Goal> foremost(std::vector<Goal> goals, const Breakdown& breakdown) {
    std::erase_if(goals, [&](const Goal& goal) { return goal.quantity.series != breakdown.total; });
    const auto keep_if_any = [&](auto wanted) {
        if (std::any_of(goals.begin(), goals.end(), wanted)) std::erase_if(goals, [&](const Goal& goal) { return !wanted(goal); });
    };
    keep_if_any([](const Goal& goal) { return goal.quantity.periods.size() > 1; });
    keep_if_any([](const Goal& goal) { return goal.target_set != model::kNone; });
    return goals;
}

}  // namespace

Result<std::vector<Goal>> stated_goals(const model::CompiledModel& model) {
    for (const Breakdown& breakdown : breakdowns(model)) {
        auto goals = recognised_goals(model, breakdown);
        if (!goals) return goals.diagnostics();
        auto found = foremost(std::move(*goals), breakdown);
        if (!found.empty()) return found;
    }
    return Diagnostic{Code{7034}, {}, "the scenario states no target for the growth of a total of its components", "a target, a band event, or --for",
                      "name the number to reach: --for 'growth(grdp)@" + std::to_string(model.horizon.last.year()) + "=6..6.5'"};
}

}  // namespace grdp::analysis
