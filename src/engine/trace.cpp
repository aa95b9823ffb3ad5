#include "trace.hpp"

#include <limits>

#include "worker.hpp"

namespace grdp::engine {

Program lower_whole(const model::CompiledModel& model) {
    Scope scope;
    scope.whole = true;
    return lower(model, scope);
}

Projection trace(const model::CompiledModel& model, const Program& program, const Sampling& sampling,
                 std::uint64_t path) {
    Worker worker(program, sampling);
    std::vector<double> seen(program.cell_sinks);
    for (std::size_t i = 0; i < seen.size(); ++i) worker.cells[i].kept = &seen[i];
    worker.run_chunk(path, 1, kernel::Pass::measure);
    const auto value_of = [&](const Wanted& wanted) { return wanted.sink == kNoSink ? wanted.certain : seen[wanted.sink]; };

    Projection result;
    result.periods = model.grid.periods;
    result.first_horizon_index = model.first_horizon_index();
    result.values.assign(model.series.size() * result.periods.size(), std::numeric_limits<double>::quiet_NaN());
    result.present.assign(result.values.size(), false);
    for (const CellSlot& slot : program.cells) {
        if (slot.wanted.absent) continue;
        result.values[result.at(slot.series, slot.period)] = value_of(slot.wanted);
        result.present[result.at(slot.series, slot.period)] = true;
    }
    for (const EventSlot& slot : program.events) result.events.push_back(value_of(slot.wanted));
    for (const CheckSlot& slot : program.checks) {
        const bool broken = slot.wanted.sink == kNoSink ? !(finite(slot.wanted.certain) && slot.wanted.certain != 0.0)
                                                        : worker.checks[slot.wanted.sink].violations > 0;
        if (broken) result.failed_checks.push_back({slot.check, slot.period});
    }
    for (const GuardSlot& guard : program.guards) {
        const bool missed = guard.wanted.sink == kNoSink ? !finite(guard.wanted.certain)
                                                         : worker.checks[guard.wanted.sink].violations > 0;
        if (missed) result.missed_observations.push_back(guard.observed);
    }
    return result;
}

Place first_non_finite(const model::CompiledModel& model, const Projection& path) {
    for (const bool reports : {false, true}) {
        for (std::size_t t = 0; t < path.periods.size(); ++t) {
            for (const model::Equation& equation : model.equations) {
                const bool is_report = model.series[equation.series].kind == model::SeriesKind::report;
                const std::size_t at = path.at(equation.series, t);
                if (is_report == reports && path.present[at] && !finite(path.values[at])) {
                    return {equation.series, static_cast<std::uint32_t>(t)};
                }
            }
        }
    }
    return {};
}

}  // namespace grdp::engine
