#include <algorithm>

#include "arrays_to_run.hpp"

namespace grdp::io {
namespace {

using engine::Cell;
using engine::Ensemble;

/// Arrays over [series x period (x width)] seen from the cells of an ensemble.
class CellValues {
  public:
    CellValues(const LabelledArrays& arrays, const Extents& extents, Ensemble& ensemble)
        : arrays_(arrays), extents_(extents), ensemble_(ensemble) {}

    template <class T, class Set>
    void each(const char* name, Set set) const {
        const auto& values = expect<T>(arrays_, name, {extents_.series, extents_.period});
        for (auto& cell : ensemble_.cells) set(cell, values[cell.series * extents_.period + cell.period]);
    }
    template <class T, class Set>
    void each(const char* name, std::size_t width, Set set) const {
        const auto& values = expect<T>(arrays_, name, {extents_.series, extents_.period, width});
        for (auto& cell : ensemble_.cells) {
            for (std::size_t i = 0; i < width; ++i) set(cell, i, values[(cell.series * extents_.period + cell.period) * width + i]);
        }
    }

  private:
    const LabelledArrays& arrays_;
    const Extents& extents_;
    Ensemble& ensemble_;
};

void read_moments(const CellValues& values) {
    const auto number = [&](const char* name, double Cell::*member) {
        values.each<double>(name, [&](Cell& cell, double value) { cell.*member = value; });
    };
    number("mean", &Cell::mean);
    number("standard_error", &Cell::standard_error);
    number("sd", &Cell::sd);
    number("minimum", &Cell::minimum);
    number("maximum", &Cell::maximum);
    values.each<std::uint64_t>("finite_paths", [](Cell& cell, std::uint64_t value) { cell.finite = value; });
    values.each<std::uint64_t>("failed_cell_paths", [](Cell& cell, std::uint64_t value) { cell.failed = value; });
    values.each<std::uint8_t>("certain", [](Cell& cell, std::uint8_t value) { cell.certain = value != 0; });
}

void read_quantiles(const LabelledArrays& arrays, const Extents& extents, const CellValues& values, Ensemble& ensemble) {
    const std::size_t count = extent(arrays, "quantile");
    ensemble.sampling.probabilities.clear();
    if (count == 0) return;
    ensemble.sampling.probabilities = expect<double>(arrays, "quantile", {count});
    for (const double p : ensemble.sampling.probabilities) {
        if (!(p > 0 && p < 1)) throw ContentFault{"a quantile has no probability"};
    }
    // Asked for before room is made: a claimed extent alone must not cost memory.
    static_cast<void>(expect<double>(arrays, "quantile_value", {extents.series, extents.period, count}));
    for (auto& cell : ensemble.cells) cell.quantiles.resize(count);
    values.each<double>("quantile_value", count, [&](Cell& cell, std::size_t i, double value) {
        cell.quantiles[i].probability = ensemble.sampling.probabilities[i];
        cell.quantiles[i].value = value;
    });
    values.each<double>("quantile_low", count, [](Cell& cell, std::size_t i, double value) { cell.quantiles[i].low = value; });
    values.each<double>("quantile_high", count, [](Cell& cell, std::size_t i, double value) { cell.quantiles[i].high = value; });
}

void read_histograms(const LabelledArrays& arrays, const Extents& extents, const CellValues& values) {
    const std::size_t most = extent(arrays, "bin");
    if (most == 0) return;
    static_cast<void>(expect<std::uint64_t>(arrays, "histogram", {extents.series, extents.period, most}));
    values.each<std::uint64_t>("histogram_bins", [&](Cell& cell, std::uint64_t bins) {
        if (bins > most) throw ContentFault{"a histogram has too many bins"};
        cell.histogram.counts.resize(bins);
    });
    // Cells without a histogram keep the edges of an empty one.
    values.each<double>("histogram_low", [](Cell& cell, double value) { if (!cell.histogram.counts.empty()) cell.histogram.low = value; });
    values.each<double>("histogram_high", [](Cell& cell, double value) { if (!cell.histogram.counts.empty()) cell.histogram.high = value; });
    values.each<std::uint64_t>("histogram_below", [](Cell& cell, std::uint64_t value) { cell.histogram.below = value; });
    values.each<std::uint64_t>("histogram_above", [](Cell& cell, std::uint64_t value) { cell.histogram.above = value; });
    values.each<std::uint64_t>("histogram", most, [](Cell& cell, std::size_t i, std::uint64_t value) {
        if (i < cell.histogram.counts.size()) cell.histogram.counts[i] = value;
    });
}

void read_outputs(const LabelledArrays& arrays, const Extents& extents, const accounts::PeriodRange& grid, Ensemble& ensemble) {
    const std::size_t count = extent(arrays, "output");
    if (count == 0) return;
    if (count > extents.series) throw ContentFault{"more outputs than series"};
    const auto first = static_cast<std::uint32_t>(grid.index(ensemble.periods.first));
    for (const std::int32_t series : expect<std::int32_t>(arrays, "output_series", {count})) {
        if (series < 0 || static_cast<std::size_t>(series) >= extents.series) throw ContentFault{"an output is no series"};
        ensemble.series.push_back(static_cast<std::uint32_t>(series));
        for (std::uint32_t i = 0; i < ensemble.periods.size(); ++i) {
            Cell cell;
            cell.series = ensemble.series.back();
            cell.period = first + i;
            ensemble.cells.push_back(std::move(cell));
        }
    }
    if (arrays.find("paths") != nullptr) {
        ensemble.paths = expect<double>(arrays, "paths", {count, ensemble.periods.size(), ensemble.sampling.draws});
    }
}

}  // namespace

engine::Ensemble arrays_to_ensemble(const LabelledArrays& arrays, const StoredRun& run, const Extents& extents) {
    Ensemble ensemble;
    ensemble.sampling.seed = attribute<std::uint64_t>(arrays, "seed");
    ensemble.sampling.draws = attribute<std::uint64_t>(arrays, "draws");
    ensemble.sampling.first_path = attribute<std::uint64_t>(arrays, "first_path");
    if (run.generator == stats::kArsGeneratorName) ensemble.sampling.generator = stats::Generator::ars;
    ensemble.sampling.dispersion = attribute<double>(arrays, "dispersion");
    ensemble.failed_paths = attribute<std::uint64_t>(arrays, "failed_paths");
    ensemble.periods = run.model.horizon;
    read_outputs(arrays, extents, run.model.grid.periods, ensemble);

    const CellValues values(arrays, extents, ensemble);
    if (!ensemble.cells.empty()) {
        read_moments(values);
        read_quantiles(arrays, extents, values, ensemble);
        read_histograms(arrays, extents, values);
    }
    if (arrays.find("event_below") != nullptr) {
        auto counts = table(arrays, "event", ensemble.events);
        describe_event_counts(counts);
        for (std::uint32_t i = 0; i < ensemble.events.size(); ++i) ensemble.events[i].event = i;
    }
    if (arrays.find("check_violations") != nullptr) {
        auto checks = table(arrays, "check", ensemble.checks);
        describe_check_counts(checks, extents);
        for (std::uint32_t i = 0; i < ensemble.checks.size(); ++i) ensemble.checks[i].check = i;
    }
    auto failures = table(arrays, "failure", ensemble.first_failures);
    describe_failures(failures, extents);
    return ensemble;
}

}  // namespace grdp::io
