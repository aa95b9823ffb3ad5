#include "grdp/engine/simulate.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "contradiction.hpp"
#include "grdp/base/number_text.hpp"
#include "measure.hpp"
#include "quantile_search.hpp"
#include "trace.hpp"

namespace grdp::engine {
namespace {

constexpr std::size_t kPublicBins = 64;

Diagnostic refusal(std::uint16_t code, std::string message, std::string expected, std::string hint) {
    return {Code{code}, {}, std::move(message), std::move(expected), std::move(hint)};
}

Diagnostics check(const Sampling& sampling) {
    Diagnostics found;
    const auto refuse = [&](std::string message, std::string expected) {
        found.add(refusal(4003, std::move(message), std::move(expected), ""));
    };
    constexpr std::uint64_t most = std::uint64_t{1} << 40;
    if (sampling.draws < 2 || sampling.draws > most) {
        refuse(std::to_string(sampling.draws) + " draws", "2 to " + std::to_string(most) + " draws");
    }
    if (!finite(sampling.dispersion) || sampling.dispersion < 0) {
        refuse("the dispersion is " + exact_text(sampling.dispersion), "a number that is not negative");
    }
    for (const double p : sampling.probabilities) {
        if (!(p > 0 && p < 1)) refuse("a quantile of probability " + exact_text(p), "a probability between 0 and 1");
    }
    if (sampling.first_path % kBlockPaths != 0) {
        refuse("the first path is " + std::to_string(sampling.first_path), "a multiple of " + std::to_string(kBlockPaths));
    }
    return found;
}

Diagnostics check_memory(const Sampling& sampling, const Outputs& outputs, std::size_t cells) {
    Diagnostics found;
    const double bytes = 8.0 * static_cast<double>(cells) * static_cast<double>(sampling.draws);
    if (outputs.keep_paths && bytes > static_cast<double>(sampling.memory_limit)) {
        found.add(refusal(4004, "keeping every path of " + std::to_string(cells) + " cells takes " +
                                    std::to_string(static_cast<std::uint64_t>(bytes / 1e6)) + " MB",
                          "at most " + std::to_string(sampling.memory_limit / 1'000'000) + " MB",
                          "keep fewer series or draw fewer paths; any path can be replayed by its number"));
    }
    return found;
}

Histogram public_histogram(const Frame& frame, const std::vector<std::uint64_t>& slots) {
    Histogram histogram;
    histogram.low = frame.low;
    histogram.high = frame.high;
    histogram.counts.assign(kPublicBins, 0);
    for (std::size_t bin = 0; bin < kernel::kBins; ++bin) {
        histogram.counts[bin / (kernel::kBins / kPublicBins)] += slots[bin + 1];
    }
    histogram.below = slots.front();
    histogram.above = slots.back();
    return histogram;
}

Cell certain_cell(const CellSlot& slot, const Sampling& sampling) {
    Cell cell;
    cell.series = slot.series;
    cell.period = slot.period;
    cell.certain = true;
    cell.present = !slot.wanted.absent;
    if (cell.present) (finite(slot.wanted.certain) ? cell.finite : cell.failed) = sampling.draws;
    cell.mean = cell.minimum = cell.maximum = slot.wanted.certain + 0.0;
    if (!cell.present) return cell;
    for (const double p : sampling.probabilities) cell.quantiles.push_back({p, cell.mean, cell.mean, cell.mean});
    return cell;
}

Cell measured_cell(const CellSlot& slot, const MeasuredCell& measured, const Frame& frame) {
    Cell cell;
    cell.series = slot.series;
    cell.period = slot.period;
    const stats::Moments moments = stats::moments(measured.moments, frame.shift);
    cell.finite = moments.n;
    cell.failed = measured.failed;
    cell.mean = moments.mean + 0.0;
    cell.sd = moments.sd;
    cell.standard_error = moments.standard_error;
    cell.minimum = measured.least + 0.0;
    cell.maximum = measured.greatest + 0.0;
    cell.histogram = public_histogram(frame, measured.slots);
    return cell;
}

EventCounts event_counts(const EventSlot& slot, const Measured& measured, const Sampling& sampling) {
    EventCounts counts;
    counts.event = slot.event;
    if (slot.wanted.sink != kNoSink) {
        const kernel::EventSink& sink = measured.events[slot.wanted.sink];
        counts.below = sink.below;
        counts.within = sink.within;
        counts.above = sink.above;
        counts.failed = sink.failed;
        return counts;
    }
    const double x = slot.wanted.certain;
    (!finite(x) ? counts.failed : x < slot.low ? counts.below : x > slot.high ? counts.above : counts.within) = sampling.draws;
    return counts;
}

/// Per check over its periods; of equal first paths the earlier period counts.
std::vector<CheckCounts> check_counts(const model::CompiledModel& model, const Program& program, const Measured& measured,
                                      const Sampling& sampling) {
    std::vector<CheckCounts> counts(program.checks.empty() ? 0 : model.checks.size());
    for (std::uint32_t i = 0; i < counts.size(); ++i) counts[i].check = i;
    for (const CheckSlot& slot : program.checks) {
        std::uint64_t violations = 0, first = sampling.first_path;
        if (slot.wanted.sink != kNoSink) {
            violations = measured.checks[slot.wanted.sink].violations;
            first = measured.checks[slot.wanted.sink].first_path;
        } else if (!(finite(slot.wanted.certain) && slot.wanted.certain != 0)) {
            violations = sampling.draws;
        }
        CheckCounts& total = counts[slot.check];
        if (violations > 0 && (total.violations == 0 || first < total.first_path)) {
            total.first_path = first;
            total.first_period = slot.period;
        }
        total.violations += violations;
    }
    return counts;
}

/// A value that is certain and not finite fails every path.
bool fails_for_certain(const Program& program) {
    const auto bad = [](const auto& slots) {
        return std::any_of(slots.begin(), slots.end(), [](const auto& slot) {
            return slot.wanted.sink == kNoSink && !slot.wanted.absent && !finite(slot.wanted.certain);
        });
    };
    return bad(program.cells) || bad(program.events) || bad(program.checks) || bad(program.guards);
}

/// Where every path fails for certain one path tells all: the first.
void name_failures(const model::CompiledModel& model, bool for_certain, const Measured& measured, Ensemble& ensemble) {
    const std::vector<std::uint64_t> paths =
        for_certain ? std::vector<std::uint64_t>{ensemble.sampling.first_path} : measured.first_failures;
    if (paths.empty()) return;
    const Program whole = lower_whole(model);
    for (const std::uint64_t path : paths) {
        const Projection values = trace(model, whole, ensemble.sampling, path);
        const Place place = first_non_finite(model, values);
        ensemble.first_failures.push_back({path, place.period, place.series});
    }
}

std::string offender(const model::CompiledModel& model, const FailedPath& failure) {
    std::string text = "path " + std::to_string(failure.path);
    if (failure.series == FailedPath::kNone) return text + " (an event or a check)";
    return text + ": " + model.series[failure.series].name + " in " + model.grid.periods.at(failure.period).text();
}

void report_failed_paths(const model::CompiledModel& model, const Ensemble& ensemble, Diagnostics& found) {
    if (ensemble.failed_paths == 0) return;
    const FailedPath& first = ensemble.first_failures.front();
    const Span where = first.series == FailedPath::kNone ? Span{} : model.series[first.series].declared;
    const bool all = ensemble.failed_paths == ensemble.sampling.draws;
    const std::string of = std::to_string(ensemble.failed_paths) + " of " + std::to_string(ensemble.sampling.draws);
    found.add({Code{static_cast<std::uint16_t>(all ? 4007 : 4008)}, where,
               of + " paths have no finite value (scenario " + model.scenario_name + ")",
               all ? "a number on nearly every path" : "", "first failure, " + offender(model, first)});
}

/// Finite values whose sum of squares is not: a spread that no number can hold is no answer.
void report_overflow(const model::CompiledModel& model, const Ensemble& ensemble, Diagnostics& found) {
    for (const Cell& cell : ensemble.cells) {
        if (!cell.present || (finite(cell.mean) && finite(cell.sd))) continue;
        const model::Series& series = model.series[cell.series];
        found.add({Code{4012}, series.declared,
                   "the mean or the spread of " + series.name + " in " + model.grid.periods.at(cell.period).text() +
                       " is too large for a number (scenario " + model.scenario_name + "): its values reach from " +
                       exact_text(cell.minimum) + " to " + exact_text(cell.maximum),
                   "a spread below 1e150", "look for a spread or a unit that is wrong, or for growth without bound"});
    }
}

/// What went wrong on the way; errors only where nothing could be computed.
Diagnostics verdict(const model::CompiledModel& model, const Ensemble& ensemble) {
    Diagnostics found;
    for (const Cell& cell : ensemble.cells) {
        if (cell.finite >= 2 || !cell.present) continue;
        std::string first = ensemble.first_failures.empty() ? std::string() : offender(model, ensemble.first_failures.front());
        found.add({Code{4007}, model.series[cell.series].declared,
                   model.series[cell.series].name + " has no finite value in " + model.grid.periods.at(cell.period).text() +
                       " on any path (scenario " + model.scenario_name + ")",
                   "a number on nearly every path", first.empty() ? "" : "first failure, " + first});
    }
    if (!found.has_errors()) report_failed_paths(model, ensemble, found);
    if (!found.has_errors()) report_overflow(model, ensemble, found);
    if (found.has_errors()) return found;
    for (const CheckCounts& counts : ensemble.checks) {
        if (counts.violations == 0) continue;
        const model::Check& check = model.checks[counts.check];
        found.add({Code{4009}, check.where,
                   "the check `" + check.text + "` does not hold " + std::to_string(counts.violations) + " times (scenario " +
                       model.scenario_name + ")",
                   "", "first on path " + std::to_string(counts.first_path) + " in " +
                           model.grid.periods.at(counts.first_period).text()});
    }
    return found;
}

/// Kept values in the shape [cells x draws]; cells that are certain are filled.
void spread_kept(const Program& program, const std::vector<double>& kept, Ensemble& ensemble) {
    const auto draws = static_cast<std::size_t>(ensemble.sampling.draws);
    ensemble.paths.resize(program.cells.size() * draws);
    for (std::size_t i = 0; i < program.cells.size(); ++i) {
        double* to = ensemble.paths.data() + i * draws;
        const Wanted& wanted = program.cells[i].wanted;
        if (wanted.sink == kNoSink) std::fill_n(to, draws, wanted.certain);
        else std::copy_n(kept.data() + wanted.sink * draws, draws, to);
    }
}

Ensemble assemble(const model::CompiledModel& model, const Program& program, const Sampling& sampling, const Outputs& outputs,
                  const std::vector<Frame>& frames, const Measured& measured) {
    Ensemble ensemble;
    ensemble.sampling = sampling;
    ensemble.periods = model.horizon;
    ensemble.series = outputs.series;
    for (const CellSlot& slot : program.cells) {
        ensemble.cells.push_back(slot.wanted.sink == kNoSink
                                     ? certain_cell(slot, sampling)
                                     : measured_cell(slot, measured.cells[slot.wanted.sink], frames[slot.wanted.sink]));
    }
    for (const EventSlot& slot : program.events) ensemble.events.push_back(event_counts(slot, measured, sampling));
    ensemble.checks = check_counts(model, program, measured, sampling);
    const bool for_certain = fails_for_certain(program);
    ensemble.failed_paths = for_certain ? sampling.draws : measured.failed_paths;
    name_failures(model, for_certain, measured, ensemble);
    return ensemble;
}

Diagnostic interrupted() { return refusal(4005, "the simulation was interrupted", "", "nothing was written"); }

}  // namespace

Result<Ensemble> simulate(const model::CompiledModel& model, const Sampling& options, const Outputs& outputs, Executor& executor,
                          Progress* progress) {
    if (Diagnostics found = check(options); found.has_errors()) return found;
    Sampling sampling = options;
    sampling.isa = resolve_isa(options.isa);
    const Program program = lower(model, {outputs.series, false, outputs.events, outputs.checks});
    if (Diagnostics found = contradictions(model, program); found.has_errors()) return found;
    if (Diagnostics found = check_memory(sampling, outputs, program.cells.size()); found.has_errors()) return found;

    const bool search = !sampling.probabilities.empty() && program.cell_sinks > 0;
    Journey journey(progress, sampling.draws * (search ? 2 : 1));
    const std::vector<Frame> frames = pilot(program, sampling);
    std::vector<double> kept(outputs.keep_paths ? static_cast<std::size_t>(sampling.draws) * program.cell_sinks : 0);
    const Measured measured = measure(program, sampling, frames, kept.empty() ? nullptr : kept.data(), executor, journey);
    if (!measured.complete) return interrupted();

    Ensemble ensemble = assemble(model, program, sampling, outputs, frames, measured);
    if (outputs.keep_paths) spread_kept(program, kept, ensemble);
    if (search) {
        auto quantiles = search_quantiles(program, sampling, frames, measured, executor, journey);
        if (!quantiles) return interrupted();
        for (std::size_t i = 0; i < program.cells.size(); ++i) {
            const std::uint32_t sink = program.cells[i].wanted.sink;
            if (sink != kNoSink) ensemble.cells[i].quantiles = std::move((*quantiles)[sink]);
        }
    }
    Diagnostics found = verdict(model, ensemble);
    if (found.has_errors()) return found;
    return {std::move(ensemble), std::move(found)};
}

Result<Ensemble> simulate(const model::CompiledModel& model, const Sampling& sampling, const Outputs& outputs) {
    SerialExecutor executor;
    return simulate(model, sampling, outputs, executor);
}

}  // namespace grdp::engine
