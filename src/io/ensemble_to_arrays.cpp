#include "ensemble_to_arrays.hpp"

#include <algorithm>
#include <numeric>

#include "run_columns.hpp"

namespace grdp::io {
namespace {


/// Where a cell of the ensemble stands in arrays over all series and all periods.
class CellPlaces {
  public:
    explicit CellPlaces(const StoredRun& run)
        : ensemble_(*run.ensemble), shape_{run.model.series.size(), run.model.grid.periods.size()} {}

    [[nodiscard]] const std::vector<std::size_t>& shape() const { return shape_; }

    template <class T, class Get>
    std::vector<T> spread(T absent, std::size_t width, Get get) const {
        std::vector<T> values(shape_[0] * shape_[1] * width, absent);
        for (const auto& cell : ensemble_.cells) {
            for (std::size_t i = 0; i < width; ++i) values[(cell.series * shape_[1] + cell.period) * width + i] = get(cell, i);
        }
        return values;
    }

  private:
    const engine::Ensemble& ensemble_;
    std::vector<std::size_t> shape_;
};

using engine::Cell;

void put_moments(const CellPlaces& places, LabelledArrays& arrays) {
    const auto number = [&](const char* name, double Cell::*member, const char* about) {
        arrays.arrays.push_back({name, {"series", "period"}, places.shape(),
                                 places.spread(kMissing, 1, [&](const Cell& cell, std::size_t) { return cell.*member; }),
                                 described_gaps(about, "see series_unit")});
    };
    const auto count = [&](const char* name, std::uint64_t Cell::*member, const char* about) {
        arrays.arrays.push_back({name, {"series", "period"}, places.shape(),
                                 places.spread(std::uint64_t{0}, 1, [&](const Cell& cell, std::size_t) { return cell.*member; }),
                                 described(about, "1")});
    };
    number("mean", &Cell::mean, "mean over the paths with a finite value");
    number("standard_error", &Cell::standard_error, "standard error of the mean");
    number("sd", &Cell::sd, "standard deviation over the paths");
    number("minimum", &Cell::minimum, "least value on any path");
    number("maximum", &Cell::maximum, "greatest value on any path");
    count("finite_paths", &Cell::finite, "paths with a finite value");
    count("failed_cell_paths", &Cell::failed, "paths without a finite value");
    arrays.arrays.push_back({"certain", {"series", "period"}, places.shape(),
                             places.spread(std::uint8_t{0}, 1, [](const Cell& cell, std::size_t) { return std::uint8_t{cell.certain}; }),
                             described("1: no randomness reaches the cell", "1")});
}

void put_quantiles(const engine::Ensemble& ensemble, const CellPlaces& places, LabelledArrays& arrays) {
    const auto& probabilities = ensemble.sampling.probabilities;
    if (probabilities.empty()) return;
    arrays.arrays.push_back({"quantile", {"quantile"}, {probabilities.size()}, probabilities, described("probability of a quantile", "1")});
    auto shape = places.shape();
    shape.push_back(probabilities.size());
    const auto put = [&](const char* name, double engine::Quantile::*member, const char* about) {
        auto values = places.spread(kMissing, probabilities.size(), [&](const Cell& cell, std::size_t i) {
            return i < cell.quantiles.size() ? cell.quantiles[i].*member : kMissing;
        });
        arrays.arrays.push_back({name, {"series", "period", "quantile"}, shape, std::move(values), described_gaps(about, "see series_unit")});
    };
    put("quantile_value", &engine::Quantile::value, "order statistic at the probability");
    put("quantile_low", &engine::Quantile::low, "lower end of its 95 % interval, -Inf where no order statistic reaches");
    put("quantile_high", &engine::Quantile::high, "upper end of its 95 % interval, Inf where no order statistic reaches");
}

/// Equal bins, at most kStoredBins of them: neighbours are added.
std::vector<std::uint64_t> coarse(const std::vector<std::uint64_t>& counts) {
    std::size_t bins = std::min(counts.size(), kStoredBins);
    while (bins > 1 && counts.size() % bins != 0) --bins;
    std::vector<std::uint64_t> merged(bins, 0);
    for (std::size_t i = 0; i < counts.size(); ++i) merged[i / (counts.size() / bins)] += counts[i];
    return merged;
}

void put_histograms(const engine::Ensemble& ensemble, const CellPlaces& places, LabelledArrays& arrays) {
    std::size_t most = 0;
    for (const auto& cell : ensemble.cells) most = std::max(most, coarse(cell.histogram.counts).size());
    if (most == 0) return;
    std::vector<std::int32_t> numbers(most);
    std::iota(numbers.begin(), numbers.end(), 0);
    arrays.arrays.push_back({"bin", {"bin"}, {most}, std::move(numbers), described("bin of a histogram", "1")});
    const auto edge = [&](const char* name, double engine::Histogram::*member, const char* about) {
        auto values = places.spread(kMissing, 1, [&](const Cell& cell, std::size_t) {
            return cell.histogram.counts.empty() ? kMissing : cell.histogram.*member;
        });
        arrays.arrays.push_back({name, {"series", "period"}, places.shape(), std::move(values), described_gaps(about, "see series_unit")});
    };
    const auto count = [&](const char* name, const char* about, auto get) {
        arrays.arrays.push_back({name, {"series", "period"}, places.shape(),
                                 places.spread(std::uint64_t{0}, 1, [&](const Cell& cell, std::size_t) { return get(cell); }),
                                 described(about, "1")});
    };
    edge("histogram_low", &engine::Histogram::low, "lower edge of the first bin");
    edge("histogram_high", &engine::Histogram::high, "upper edge of the last bin");
    count("histogram_bins", "equal bins in use, 0: no histogram",
          [](const Cell& cell) { return std::uint64_t{coarse(cell.histogram.counts).size()}; });
    count("histogram_below", "paths below the first bin", [](const Cell& cell) { return cell.histogram.below; });
    count("histogram_above", "paths at or above the last edge", [](const Cell& cell) { return cell.histogram.above; });

    auto shape = places.shape();
    shape.push_back(most);
    std::vector<std::uint64_t> counts(shape[0] * shape[1] * most, 0);
    for (const auto& cell : ensemble.cells) {
        const auto bins = coarse(cell.histogram.counts);
        std::copy(bins.begin(), bins.end(), counts.begin() + static_cast<std::ptrdiff_t>((cell.series * shape[1] + cell.period) * most));
    }
    arrays.arrays.push_back({"histogram", {"series", "period", "bin"}, shape, std::move(counts), described("paths in each bin", "1")});
}

void put_probabilities(const std::vector<analysis::EventAnswer>& answers, LabelledArrays& arrays) {
    using analysis::Estimate;
    using analysis::EventAnswer;
    if (answers.empty()) return;
    auto methods = TableWriter<EventAnswer>(arrays, "event", answers);
    describe_answers(methods);
    arrays.arrays.push_back({"outcome", {"outcome"}, {4}, std::vector<std::string>{"below", "within", "above", "at_least"},
                             described("where a path falls: at_least = within or above")});
    const auto put = [&](const char* name, double Estimate::*member, const char* about) {
        std::vector<double> values;
        for (const auto& answer : answers) {
            for (const Estimate* estimate : {&answer.below, &answer.within, &answer.above, &answer.at_least}) values.push_back(estimate->*member);
        }
        arrays.arrays.push_back({name, {"event", "outcome"}, {answers.size(), 4}, std::move(values), described_gaps(about, "1")});
    };
    put("probability", &Estimate::value, "probability of the outcome");
    put("probability_standard_error", &Estimate::standard_error, "standard error of the probability");
    put("probability_low", &Estimate::low, "lower end of its 95 % interval");
    put("probability_high", &Estimate::high, "upper end of its 95 % interval");
}

/// Which series were simulated, in which order; the raw values if they were kept.
void put_outputs(const StoredRun& run, LabelledArrays& arrays) {
    const auto& ensemble = *run.ensemble;
    std::vector<std::string> names;
    for (const auto series : ensemble.series) names.push_back(run.model.series[series].name);
    if (names.empty()) return;
    arrays.arrays.push_back({"output", {"output"}, {names.size()}, std::move(names), described("series that was simulated, in the order asked for")});
    std::vector<std::int32_t> indices(ensemble.series.begin(), ensemble.series.end());
    arrays.arrays.push_back({"output_series", {"output"}, {indices.size()}, indices, described("index of that series", "1")});
    if (ensemble.paths.empty()) return;

    const std::size_t periods = ensemble.periods.size();
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < periods; ++i) texts.push_back(ensemble.periods.at(i).text());
    arrays.arrays.push_back({"horizon", {"horizon"}, {periods}, std::move(texts), described("period of the horizon")});
    std::vector<std::uint64_t> draws(ensemble.sampling.draws);
    std::iota(draws.begin(), draws.end(), ensemble.sampling.first_path);
    const std::size_t count = draws.size();
    arrays.arrays.push_back({"draw", {"draw"}, {count}, std::move(draws), described("number of the path", "1")});
    arrays.arrays.push_back({"paths", {"output", "horizon", "draw"}, {indices.size(), periods, count}, ensemble.paths,
                             described_gaps("value on every path", "see series_unit")});
}

}  // namespace

void ensemble_to_arrays(const StoredRun& run, LabelledArrays& arrays) {
    const auto& ensemble = *run.ensemble;
    const CellPlaces places(run);
    put_moments(places, arrays);
    put_quantiles(ensemble, places, arrays);
    put_histograms(ensemble, places, arrays);

    auto counts = TableWriter<engine::EventCounts>(arrays, "event", ensemble.events);
    describe_event_counts(counts);
    put_probabilities(run.answers, arrays);
    auto checks = TableWriter<engine::CheckCounts>(arrays, "check", ensemble.checks);
    describe_check_counts(checks, {});
    auto failures = TableWriter<engine::FailedPath>(arrays, "failure", ensemble.first_failures);
    describe_failures(failures, {});
    put_outputs(run, arrays);
}

}  // namespace grdp::io
