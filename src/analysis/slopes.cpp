#include <algorithm>
#include <array>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/interval.hpp"
#include "paired_runs.hpp"
#include "reach.hpp"
#include "sensitivity_parts.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

constexpr double kNormal95OfSlopes = 1.959963984540054;
constexpr std::array<double, 3> kLevels = {0.05, 0.5, 0.95};
constexpr std::array<const char*, 3> kLevelNames = {"P5", "P50", "P95"};
/// Paths about a quantile whose slopes are averaged: this share of all, at least kLeastWindow.
constexpr double kWindow = 0.04;
constexpr std::size_t kLeastWindow = 40;

Reach reach_of(const CompiledModel& model, const UncertainNumber& number) {
    if (!number.event) return reach_of_series(model, number.index);
    const model::Event& event = model.events[number.index];
    return reach_of_expression(model, event.is_band ? event.value : event.condition);
}

bool acts(const CompiledModel& model, const Reach& reach, const Assumption& one) {
    switch (one.kind) {
        case AssumptionKind::parameter: return reach.parameters.contains(model.parameters[one.index].name);
        case AssumptionKind::uncertainty: return reach.parameters.contains(model.parameters[one.index].name);
        case AssumptionKind::spread:
        case AssumptionKind::persistence: return reach.shocks.contains(model.shocks[one.index].name);
        case AssumptionKind::correlation: return reach.shocks.contains(model.shocks[one.index].name) && reach.shocks.contains(model.shocks[one.other].name);
        default: return reach.series.contains(model.series[one.index].name);
    }
}

/// Levels of the year before the horizon, which weigh the components: one for each behavioural series whose past is data.
void add_base_year(const CompiledModel& model, std::vector<Assumption>& found) {
    const auto end = model.first_horizon_index();
    const auto begin = end - std::min<std::size_t>(end, static_cast<std::size_t>(accounts::periods_per_year(model.frequency)));
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        if (model.series[s].kind != model::SeriesKind::behavioural) continue;
        std::size_t first = end;
        double sum = 0;
        while (first > begin && model.grid.present[model.grid.at(s, first - 1)]) sum += model.grid.values[model.grid.at(s, --first)];
        if (first == end || !finite(sum)) continue;
        Assumption one;
        one.index = s;
        one.periods = {model.grid.periods.at(first), model.grid.periods.at(end - 1)};
        one.name = model.series[s].name + '@' + one.periods.first.text() + (end - first > 1 ? ".." + one.periods.last.text() : std::string());
        one.unit = model.series[s].unit;
        one.current = sum / static_cast<double>(end - first);
        found.push_back(std::move(one));
    }
}

/// Everything that can be varied: exogenous paths, levels of the base year, parameters and their spreads, spreads, persistence and correlations of shocks.
std::vector<Assumption> candidates_of(const CompiledModel& model) {
    std::vector<std::string> names;
    for (const auto& series : model.series) {
        if (series.kind == model::SeriesKind::exogenous) names.push_back(series.name);
    }
    for (const auto& parameter : model.parameters) {
        names.push_back(parameter.name);
        if (parameter.sd > 0) names.push_back("sd(" + parameter.name + ")");
    }
    for (std::size_t i = 0; i < model.shocks.size(); ++i) {
        names.push_back("sd(" + model.shocks[i].name + ")");
        if (model.shocks[i].persistence != 0) names.push_back("persistence(" + model.shocks[i].name + ")");
        for (std::size_t j = 0; j < i; ++j) names.push_back("corr(" + model.shocks[j].name + "," + model.shocks[i].name + ")");
    }
    std::vector<Assumption> found;
    for (const std::string& name : names) {
        Phrase phrase;
        phrase.subject = name;
        if (auto one = find_assumption(model, phrase); one && finite(one->current)) found.push_back(*std::move(one));
    }
    add_base_year(model, found);
    return found;
}

double step_of(const CompiledModel& model, const Assumption& one) {
    constexpr double kRelativeStep = 1e-3;
    switch (one.kind) {
        case AssumptionKind::parameter: {
            const double size = magnitude(one.current) + model.parameters[one.index].sd;
            return kRelativeStep * (size > 0 ? size : 1.0);
        }
        case AssumptionKind::correlation:
        case AssumptionKind::persistence: return kRelativeStep;
        case AssumptionKind::spread:
        case AssumptionKind::uncertainty: return kRelativeStep * one.current;
        default: return kRelativeStep * std::max(1.0, magnitude(one.current));
    }
}

/// The assumption a little lower and a little higher; one side may be closed (a matrix that is singular already).
struct Neighbours {
    std::optional<CompiledModel> low, high;
    double width = 0;
};

class SlopeFinder {
  public:
    SlopeFinder(const CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor)
        : model_(model), options_(options), executor_(executor), sampling_(options.sampling) {
        for (const UncertainNumber& number : options.numbers) {
            Reach reach = reach_of(model, number);
            reach.add(reach_of_observations(model));
            reaches_.push_back(std::move(reach));
            methods_.push_back(number.event ? method_of(number.index) : Estimator::automatic);
        }
    }

    Result<std::vector<Slope>> run() {
        auto base = cells_of(model_);
        if (!base) return base.diagnostics();
        base_ = *std::move(base);
        for (const Assumption& one : candidates_of(model_)) {
            const bool any = std::any_of(reaches_.begin(), reaches_.end(), [&](const Reach& reach) { return acts(model_, reach, one); });
            if (!any) continue;
            const Neighbours near = neighbours(one);
            if (!(near.width > 0)) continue;
            add_probabilities(one, near);
            if (auto done = add_cells(one, near); !done) return done.diagnostics();
        }
        return std::move(found_);
    }

  private:
    /// Slopes need one smooth estimator throughout; none where only counts are sound.
    [[nodiscard]] Estimator method_of(std::uint32_t event) const {
        PlannerOptions own = options_.planner;
        own.plain_draws = 0;
        const EventEstimate estimate = estimate_event(model_, event, own, executor_);
        return estimate.reason == PlanReason::certain ? Estimator::plain : estimate.method;
    }

    [[nodiscard]] std::optional<CompiledModel> at(const Assumption& one, double value) const {
        const NumberRange domain = domain_of(one);
        if (value < domain.low || value > domain.high) return std::nullopt;
        if (!needs_compilation(one)) return changed(model_, one, value);
        return options_.compile ? options_.compile({statement(one, value)}) : std::nullopt;
    }

    /// An exogenous path keeps its shape: every period moves alike.
    [[nodiscard]] std::optional<CompiledModel> moved(const Assumption& one, double by) const {
        if (one.kind != AssumptionKind::datum) return at(one, one.current + by);
        CompiledModel world = model_;
        for (std::size_t i = 0; i < one.periods.size(); ++i) world.grid.values[world.grid.at(one.index, world.grid.periods.index(one.periods.at(i)))] += by;
        return world;
    }

    [[nodiscard]] Neighbours neighbours(const Assumption& one) const {
        const double step = step_of(model_, one);
        Neighbours near{moved(one, -step), moved(one, step), 0};
        if (!near.low && near.high) near.low = model_;
        else if (near.low && !near.high) near.high = model_;
        else if (near.low && near.high) near.width = step;
        near.width += near.low && near.high ? step : 0;
        return near;
    }

    Slope about(std::size_t number, std::string statistic, const Assumption& one, const Estimate& slope) const {
        return {number, std::move(statistic), one.name, one.kind, one.unit, one.current, slope};
    }

    void add_probabilities(const Assumption& one, const Neighbours& near) {
        for (std::size_t i = 0; i < options_.numbers.size(); ++i) {
            const bool smooth = methods_[i] != Estimator::plain && methods_[i] != Estimator::control && methods_[i] != Estimator::automatic;
            if (!options_.numbers[i].event || !smooth || !acts(model_, reaches_[i], one)) continue;
            PlannerOptions own = options_.planner;
            own.estimator = methods_[i];
            own.plain_draws = 0;
            const auto low = estimate_event(*near.low, options_.numbers[i].index, own, executor_);
            const auto high = estimate_event(*near.high, options_.numbers[i].index, own, executor_);
            if (low.method != methods_[i] || high.method != methods_[i]) continue;
            std::array<double, kRuns> slopes{};
            if (low.within_runs.size() == kRuns && high.within_runs.size() == kRuns) {
                for (std::size_t r = 0; r < kRuns; ++r) slopes[r] = (high.within_runs[r] - low.within_runs[r]) / near.width;
            }
            found_.push_back(about(i, "probability", one, from_runs((high.within.value - low.within.value) / near.width, slopes)));
        }
    }

    [[nodiscard]] Result<PathSample> cells_of(const CompiledModel& world) const {
        std::vector<engine::Quantity> cells;
        for (const UncertainNumber& number : options_.numbers) {
            if (!number.event) cells.push_back(engine::Quantity::cell(number.index, number.period));
        }
        if (cells.empty()) return PathSample{};
        return sample_paths(engine::Response(world, cells, sampling_.dispersion), sampling_, executor_);
    }

    Status add_cells(const Assumption& one, const Neighbours& near) {
        const bool any = base_.draws > 0;
        if (!any) return Done{};
        const auto low = cells_of(*near.low), high = cells_of(*near.high);
        if (!low) return low.diagnostics();
        if (!high) return high.diagnostics();
        for (std::size_t i = 0, cell = 0; i < options_.numbers.size(); ++i) {
            if (options_.numbers[i].event) continue;
            const std::size_t own = cell++;
            if (acts(model_, reaches_[i], one)) add_moments(i, one, base_.of(own), low->of(own), high->of(own), near.width);
        }
        return Done{};
    }

    /// (SE-15), (SE-16): the mean slope of all paths, and of the paths about a quantile.
    void add_moments(std::size_t number, const Assumption& one, const double* base, const double* low, const double* high, double width) {
        std::vector<std::pair<double, double>> paths;  // value, slope
        for (std::size_t k = 0; k < base_.draws; ++k) {
            const double slope = (high[k] - low[k]) / width;
            if (!finite(base[k]) || !finite(slope)) return;
            paths.emplace_back(base[k], slope);
        }
        found_.push_back(about(number, "mean", one, mean_slope(paths, 0, paths.size())));
        std::sort(paths.begin(), paths.end());
        const std::size_t window = std::max(kLeastWindow, static_cast<std::size_t>(kWindow * static_cast<double>(paths.size())));
        for (std::size_t level = 0; level < kLevels.size(); ++level) {
            const std::size_t rank = stats::quantile_rank(kLevels[level], paths.size()) - 1;
            // as many on either side, so that the average lies at the quantile
            const std::size_t side = std::min({window / 2, rank, paths.size() - 1 - rank});
            found_.push_back(about(number, kLevelNames[level], one, mean_slope(paths, rank - side, rank + side + 1)));
        }
    }

    static Estimate mean_slope(const std::vector<std::pair<double, double>>& paths, std::size_t first, std::size_t last) {
        const auto n = static_cast<double>(last - first);
        double mean = 0, squares = 0;
        for (std::size_t k = first; k < last; ++k) mean += paths[k].second / n;
        for (std::size_t k = first; k < last; ++k) squares += (paths[k].second - mean) * (paths[k].second - mean);
        const double error = stats::sqrt(squares / (n - 1) / n);
        return {mean, error, mean - kNormal95OfSlopes * error, mean + kNormal95OfSlopes * error};
    }

    const CompiledModel& model_;
    const SensitivityOptions& options_;
    engine::Executor& executor_;
    engine::Sampling sampling_;
    std::vector<Reach> reaches_;
    std::vector<Estimator> methods_;
    PathSample base_;
    std::vector<Slope> found_;
};

}  // namespace

Result<std::vector<Slope>> slopes(const CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor) {
    return SlopeFinder(model, options, executor).run();
}

}  // namespace grdp::analysis
