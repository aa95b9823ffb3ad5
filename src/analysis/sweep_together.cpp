// Scenarios that share their draws, counted together; the others one by one. Either way the same rows.
#include <algorithm>
#include <utility>

#include "grdp/analysis/best_answers.hpp"
#include "grdp/base/contract.hpp"
#include "sweep_parts.hpp"

namespace grdp::analysis {
namespace {

/// Scenarios of one seed.
struct Together {
    std::uint64_t seed = 0;
    std::vector<std::size_t> places;  ///< among the rows asked for
    std::vector<engine::SharedScenario> scenarios;
};

Together& of_seed(std::vector<Together>& groups, std::uint64_t seed) {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Together& group) { return group.seed == seed; });
    if (found != groups.end()) return *found;
    groups.push_back({seed, {}, {}});
    return groups.back();
}

engine::Ensemble ensemble_of(const model::CompiledModel& model, const engine::Sampling& sampling, std::vector<engine::EventCounts> events) {
    engine::Ensemble ensemble;
    ensemble.sampling = sampling;
    ensemble.sampling.isa = engine::resolve_isa(sampling.isa);
    ensemble.periods = model.horizon;
    ensemble.events = std::move(events);
    return ensemble;
}

}  // namespace

Apart apart_of(const SweepPlan& plan) {
    if (!plan.frame.series.empty()) return Apart::series;
    if (plan.settings.independent) return Apart::independent;
    const auto seeds = [](const SweepAxis& axis) { return axis.kind == AxisKind::seed; };
    return std::any_of(plan.design.axes.begin(), plan.design.axes.end(), seeds) ? Apart::seeds : Apart::no;
}

std::optional<std::vector<SweepRow>> SweepWorker::run_together(const std::vector<std::uint64_t>& numbers, engine::Executor& executor, engine::Progress* progress) {
    std::vector<std::optional<SweepRow>> rows(numbers.size());
    std::vector<std::vector<double>> points;
    std::vector<Together> groups;
    const Apart apart = apart_of(plan_);
    sharing_.apart = apart;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        points.push_back(plan_.design.point(numbers[i]));
        const SweepRow row = begin_row(numbers[i], points[i]);
        AloneScenarios alone;
        auto shared = apart == Apart::no ? share(numbers[i], points[i], sampling_of(plan_, row), alone) : std::nullopt;
        if (shared) {
            Together& group = of_seed(groups, row.seed);
            group.places.push_back(i);
            group.scenarios.push_back(*std::move(shared));
        } else {
            rows[i] = run(numbers[i], executor, progress);
            if (!rows[i]) return std::nullopt;
            if (rows[i]->failed) ++sharing_.failed;
            else if (apart != Apart::no) ++sharing_.alone;
            else sharing_.stood_alone(std::move(alone));
        }
    }
    for (Together& group : groups) {
        const auto model_of = [&](std::size_t place) {
            const auto model = bind(points[group.places[place]]);
            return model ? *model : nullptr;
        };
        SweepRow row = begin_row(numbers[group.places.front()], points[group.places.front()]);
        const engine::Sampling sampling = sampling_of(plan_, row);
        auto counts = engine::count_shared(group.scenarios, sampling, model_of, progress, shared_memory_, &shared_work_);
        if (!counts) return std::nullopt;
        for (std::size_t i = 0; i < group.places.size(); ++i) {
            const std::size_t place = group.places[i];
            const model::CompiledModel* model = model_of(i);
            GRDP_EXPECTS(model != nullptr);
            row = begin_row(numbers[place], points[place]);
            const auto ensemble = ensemble_of(*model, sampling, std::move((*counts)[i]));
            fill_row(*model, plan_.frame, ensemble, best_answers(*model, ensemble, plan_.settings.estimator, plan_.settings.until_se, executor).answers, row);
            rows[place] = std::move(row);
            ++sharing_.together;
            if (progress != nullptr && progress->cancelled()) return std::nullopt;
        }
    }
    std::vector<SweepRow> all;
    for (auto& row : rows) all.push_back(*std::move(row));
    return all;
}

std::optional<engine::SharedScenario> SweepWorker::share(std::uint64_t number, const std::vector<double>& point, const engine::Sampling& sampling, AloneScenarios& alone) {
    const auto text = needed_text(point);
    if (!text || plan_.broken[text->scenario].has_errors()) return std::nullopt;
    const auto known = remembered(*text);
    if (!known) return std::nullopt;
    // Where a line bends rarely depends on the numbers: a model with one that does is not asked again.
    if ((*known)->bent) {
        alone = *(*known)->bent;
        alone.first = number;
        return std::nullopt;
    }
    const auto bound = bind(point);
    if (!bound) return std::nullopt;
    const model::CompiledModel& model = **bound;
    auto analysis = engine::share(model, sampling);
    if (analysis.scenario) return std::move(analysis.scenario);
    alone = {analysis.why, analysis.bend, {}, {}, 1, number};
    if (analysis.event != model::kNone) alone.event = model.events[analysis.event].name + "@" + model.events[analysis.event].period_text;
    if (analysis.series != model::kNone) alone.place = model.series[analysis.series].name + "@" + model.grid.periods.at(analysis.period).text();
    if (analysis.bend != engine::Bend::none) (*known)->bent = alone;
    return std::nullopt;
}

}  // namespace grdp::analysis
