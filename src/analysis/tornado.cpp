#include <algorithm>

#include "grdp/analysis/swing.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/response.hpp"
#include "grdp/stats/elementary.hpp"
#include "input_spaces.hpp"
#include "paired_runs.hpp"
#include "sensitivity_parts.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

/// high - low where a shock of one deviation brings along what usually comes with it: the point nearest to the origin at which
/// the shock stands at that deviation. (SE-17)
double moved_together(const CompiledModel& model, const UncertainNumber& number, bool is_shock, std::uint32_t index, double dispersion) {
    const engine::Response response(model, {engine::Quantity::cell(number.index, number.period)}, dispersion);
    const engine::Response input(model, {is_shock ? engine::Quantity::shock(index, number.period) : engine::Quantity::parameter(index)}, dispersion);
    const auto& theirs = input.coordinates();
    const auto gradient = input.gradient(std::vector<double>(theirs.size(), 0.0));
    const double size = stats::sqrt(inner(gradient, gradient));
    if (!(size > 0)) return kNan;
    std::vector<double> up, down;
    for (const engine::Coordinate& at : response.coordinates()) {
        const auto place = std::find(theirs.begin(), theirs.end(), at);
        const double move = place == theirs.end() ? 0 : gradient[static_cast<std::size_t>(place - theirs.begin())] / size;
        up.push_back(move);
        down.push_back(-move);
    }
    return response.at(up).front() - response.at(down).front();
}

void add_cell_bars(const CompiledModel& model, std::size_t at, const UncertainNumber& number, double dispersion, std::vector<TornadoBar>& bars) {
    for (const Swing& swing : swings(model, number.index, number.period)) {
        const double width = swing.at_high - swing.at_low;
        bars.push_back({at, swing.is_shock, swing.index, swing.deviation, swing.at_low, swing.at_high, {width, 0, width, width},
                        moved_together(model, number, swing.is_shock, swing.index, dispersion)});
    }
}

/// The periods of an event: its own, or the horizon.
accounts::PeriodRange event_periods(const CompiledModel& model, const model::Event& event) {
    const auto period = accounts::Period::parse(event.period_text);
    return period && period->frequency() == model.frequency && model.horizon.contains(*period) ? accounts::PeriodRange{*period, *period} : model.horizon;
}

CompiledModel shifted(CompiledModel world, const accounts::PeriodRange& periods, bool is_shock, std::uint32_t index, double by) {
    if (!is_shock) {
        world.parameters[index].value += by;
        return world;
    }
    for (std::size_t i = 0; i < periods.size(); ++i)
        world.add_factors.push_back({world.shocks[index].series, static_cast<std::uint32_t>(world.grid.periods.index(periods.at(i))), by});
    return world;
}

/// Bars of a probability: the centre of the input moves, its spread and all others stay. (SE-18)
void add_event_bars(const CompiledModel& model, std::size_t at, const UncertainNumber& number, const SensitivityOptions& options, engine::Executor& executor,
                    std::vector<TornadoBar>& bars) {
    const auto periods = event_periods(model, model.events[number.index]);
    const std::size_t first = bars.size();
    for (const UncertainInput& input : uncertain_inputs(model, number)) {
        for (const std::uint32_t member : input.members) {
            const double deviation = input.is_shock ? stats::standard_deviation(model.shocks[member].law) : model.parameters[member].sd;
            const auto low = event_runs(shifted(model, periods, input.is_shock, member, -deviation), number.index, options.planner, executor);
            const auto high = event_runs(shifted(model, periods, input.is_shock, member, deviation), number.index, options.planner, executor);
            if (!low || !high || (low->within.value == high->within.value && low->within.own.standard_error < 1e-11)) continue;
            bars.push_back({at, input.is_shock, member, deviation, low->within.value, high->within.value, difference(low->within, high->within), kNan});
        }
    }
    std::stable_sort(bars.begin() + static_cast<std::ptrdiff_t>(first), bars.end(),
                     [](const TornadoBar& a, const TornadoBar& b) { return magnitude(a.swing.value) > magnitude(b.swing.value); });
}

}  // namespace

std::vector<TornadoBar> tornado(const CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor) {
    std::vector<TornadoBar> bars;
    for (std::size_t i = 0; i < options.numbers.size(); ++i) {
        if (options.numbers[i].event) add_event_bars(model, i, options.numbers[i], options, executor, bars);
        else add_cell_bars(model, i, options.numbers[i], options.sampling.dispersion, bars);
    }
    return bars;
}

}  // namespace grdp::analysis
