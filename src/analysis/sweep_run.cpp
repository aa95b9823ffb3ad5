#include "grdp/analysis/sweep_run.hpp"

#include <algorithm>

#include "grdp/analysis/best_answers.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "sweep_parts.hpp"

namespace grdp::analysis {
namespace {

std::string messages_of(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& item : diagnostics.items()) {
        if (item.severity() != Severity::error) continue;
        text += (text.empty() ? "" : "\n") + code_text(item.code) + ": " + item.message;
    }
    return text;
}

bool was_cancelled(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.items().begin(), diagnostics.items().end(), [](const Diagnostic& item) { return item.code == Code{4005}; });
}

engine::Outputs wanted_outputs(const model::CompiledModel& model, const SweepFrame& frame) {
    engine::Outputs outputs;
    for (const SweepSeriesHead& head : frame.series) {
        if (const std::uint32_t id = model.find_series(head.name); id != model::kNone) outputs.series.push_back(id);
    }
    return outputs;
}

SweepEvent event_of(const EventAnswer& answer) {
    return {true, answer.low, answer.high, estimator_of(answer.method).value_or(Estimator::plain), answer.points, answer.failed,
            {answer.below, answer.within, answer.above, answer.at_least}};
}

SweepCell cell_of(const engine::Cell& cell) {
    if (!cell.present) return missing_cell();
    SweepCell kept{cell.mean, cell.standard_error, cell.sd, {}};
    for (std::size_t i = 0; i < kept.quantiles.size(); ++i) kept.quantiles[i] = {cell.quantiles[i].value, cell.quantiles[i].low, cell.quantiles[i].high};
    return kept;
}

}  // namespace

void fill_row(const model::CompiledModel& model, const SweepFrame& frame, const engine::Ensemble& ensemble, const std::vector<EventAnswer>& answers, SweepRow& row) {
    for (const SweepEventHead& head : frame.events) {
        const auto same = [&](const EventAnswer& answer) { return answer.name == head.name && answer.period_text == head.period; };
        const auto found = std::find_if(answers.begin(), answers.end(), same);
        row.events.push_back(found == answers.end() ? SweepEvent{} : event_of(*found));
    }
    for (const SweepSeriesHead& head : frame.series) {
        const auto held = std::find(ensemble.series.begin(), ensemble.series.end(), model.find_series(head.name));
        for (const std::string& period : frame.periods) {
            SweepCell cell = missing_cell();
            for (std::size_t p = 0; held != ensemble.series.end() && p < ensemble.periods.size(); ++p) {
                if (ensemble.periods.at(p).text() == period) cell = cell_of(ensemble.cell(static_cast<std::size_t>(held - ensemble.series.begin()), p));
            }
            row.cells.push_back(cell);
        }
    }
}

engine::Sampling sampling_of(const SweepPlan& plan, const SweepRow& row) {
    engine::Sampling sampling = plan.settings.sampling;
    sampling.seed = row.seed;
    sampling.probabilities.clear();
    return sampling;
}

namespace {

Diagnostics simulate_row(const model::CompiledModel& model, const SweepPlan& plan, engine::Executor& executor, engine::Progress* progress, SweepRow& row) {
    const auto projection = engine::project(model);
    if (!projection) return projection.diagnostics();
    engine::Sampling sampling = sampling_of(plan, row);
    const auto outputs = wanted_outputs(model, plan.frame);
    if (!outputs.series.empty()) sampling.probabilities.assign(kSweepQuantiles.begin(), kSweepQuantiles.end());
    const auto ensemble = engine::simulate(model, sampling, outputs, executor, progress);
    if (!ensemble) return ensemble.diagnostics();
    row.failed_paths = ensemble->failed_paths;
    fill_row(model, plan.frame, *ensemble, best_answers(model, *ensemble, plan.settings.estimator, plan.settings.until_se, executor).answers, row);
    return {};
}

}  // namespace

SweepRow failed_row(const SweepPlan& plan, SweepRow row, const Diagnostics& failure) {
    row.failed = true;
    row.reason = messages_of(failure);
    row.events.assign(plan.frame.events.size(), SweepEvent{});
    row.cells.assign(plan.frame.series.size() * plan.frame.periods.size(), missing_cell());
    return row;
}

SweepRow SweepWorker::begin_row(std::uint64_t number, const std::vector<double>& point) const {
    SweepRow row;
    row.row = number;
    row.seed = seed_of(plan_, number, point);
    return row;
}

std::optional<SweepRow> SweepWorker::run(std::uint64_t number, engine::Executor& executor, engine::Progress* progress) {
    const std::vector<double> point = plan_.design.point(number);
    SweepRow row = begin_row(number, point);
    const auto model = bind(point);
    const Diagnostics failure = model ? simulate_row(**model, plan_, executor, progress, row) : model.diagnostics();
    if (!failure.has_errors()) return row;
    if (was_cancelled(failure)) return std::nullopt;
    return failed_row(plan_, std::move(row), failure);
}

}  // namespace grdp::analysis
