#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "grdp/io/sweep_record.hpp"
#include "grdp/io/sweep_store.hpp"
#include "run_columns.hpp"
#include "sweep_columns.hpp"

namespace grdp::io {
namespace {

using analysis::SweepEvent;
using analysis::SweepRow;

class SweepWriter {
  public:
    SweepWriter(const StoredSweep& sweep, const StoredPart* part, const ArrayReceiver& receiver)
        : sweep_(sweep), part_(part), result_(sweep.result), receiver_(receiver) {}

    void run() {
        header();
        inputs();
        design();
        frame();
        rows();
        probabilities();
        series();
        hand_over();
    }

  private:
    /// What stands ready need not wait in memory for the rest.
    void hand_over() {
        LabelledArrays ready;
        std::swap(ready, arrays_);
        receiver_(std::move(ready));
    }

    void header() {
        const auto put = [&](const char* name, auto value) { arrays_.attributes.push_back({name, std::move(value)}); };
        const auto& settings = result_.settings;
        put("Conventions", std::string(part_ == nullptr ? "grdp-sweep-1" : "grdp-sweep-part-1"));
        put("format", std::string(part_ == nullptr ? kSweepFormat : kPartFormat));
        put("format_version", std::int32_t{kSweepFormatVersion});
        put("program", sweep_.program);
        put("command", sweep_.command);
        put("generator", sweep_.generator);
        put("numerics_version", static_cast<std::int32_t>(sweep_.numerics_version));
        put("content", sweep_.content);
        put("base_scenario", result_.scenario);
        put("seed", settings.sampling.seed);
        put("draws", settings.sampling.draws);
        put("dispersion", settings.sampling.dispersion);
        put("estimator", std::string(analysis::estimator_name(settings.estimator)));
        put("until_se", settings.until_se);
        put("independent", static_cast<std::int32_t>(settings.independent ? 1 : 0));
        if (part_ == nullptr) return;
        put("scenarios_in_all", part_->scenarios);
        put("shards", static_cast<std::uint64_t>(part_->shards));
        TableWriter<std::uint32_t> shards(arrays_, "shard", part_->held);
        shards.count("shard", [](std::uint32_t number) { return std::uint64_t{number}; }, "shard of the sweep that is held here, from 1");
    }

    void inputs() {
        TableWriter<model::InputFile> table(arrays_, "input", sweep_.inputs);
        describe_inputs(table);
    }

    void design() {
        TableWriter<SweepRow> scenarios(arrays_, "scenario", result_.rows);
        scenarios.text("scenario", [&](const SweepRow& row) { return result_.ids[row.row]; }, "name of a scenario of the sweep");
        if (part_ != nullptr) scenarios.count("scenario_number", &SweepRow::row, "place of the scenario in the design, from 0");
        TableWriter<analysis::SweepAxis> axes(arrays_, "axis", result_.axes);
        describe_sweep_axes(axes);
        const auto levels = levels_of(result_.axes);
        TableWriter<StoredLevel> level_table(arrays_, "level", levels);
        describe_sweep_levels(level_table, result_.axes.size());
        if (result_.axes.empty()) return;
        std::vector<double> values;
        std::vector<std::string> texts;
        for (const SweepRow& row : result_.rows) {
            for (std::size_t axis = 0; axis < result_.axes.size(); ++axis) {
                values.push_back(result_.point(row.row, axis));
                texts.push_back(analysis::axis_value_text(result_.axes[axis], values.back()));
            }
        }
        put("design", {"scenario", "axis"}, std::move(values), described_gaps("value of the axis, the place of a level from 0; missing: as the scenario has it", "see axis_unit"));
        put("design_text", {"scenario", "axis"}, std::move(texts), described("the same as text, levels by their names"));
    }

    void frame() {
        TableWriter<analysis::SweepEventHead> events(arrays_, "event", result_.frame.events);
        describe_sweep_events(events);
        if (result_.frame.series.empty() || result_.frame.periods.empty()) return;
        TableWriter<analysis::SweepSeriesHead> series(arrays_, "series", result_.frame.series);
        describe_sweep_series(series);
        TableWriter<std::string> periods(arrays_, "period", result_.frame.periods);
        periods.text("period", [](const std::string& period) { return period; }, "period of the series");
    }

    void rows() {
        TableWriter<SweepRow> table(arrays_, "scenario", result_.rows);
        table.count("scenario_seed", &SweepRow::seed, "seed of the random numbers");
        table.flag("scenario_failed", &SweepRow::failed, "1: the scenario has no result");
        table.text("scenario_reason", &SweepRow::reason, "why it has none");
        table.count("scenario_failed_paths", &SweepRow::failed_paths, "paths without a finite value");
        table.text("scenario_digest", [](const SweepRow& row) { return row_digest(row); }, "SHA-256 of the results of the scenario");
    }

    template <class T, class Get>
    std::vector<T> per_event(T absent, std::size_t width, Get get) const {
        std::vector<T> values;
        values.reserve(result_.rows.size() * result_.frame.events.size() * width);
        for (const SweepRow& row : result_.rows) {
            for (const SweepEvent& event : row.events) {
                for (std::size_t i = 0; i < width; ++i) values.push_back(event.present ? static_cast<T>(get(event, i)) : absent);
            }
        }
        return values;
    }

    void probabilities() {
        if (result_.frame.events.empty()) return;
        put("outcome", {"outcome"}, std::vector<std::string>(analysis::kOutcomeNames.begin(), analysis::kOutcomeNames.end()), described("where a path falls: at_least = within or above"));
        const std::vector<std::string> over{"scenario", "event"};
        put("event_low", over, per_event<double>(kMissing, 1, [](const SweepEvent& e, std::size_t) { return e.low; }), described_gaps("lower end of the band, -Inf: open", "see event_unit"));
        put("event_high", over, per_event<double>(kMissing, 1, [](const SweepEvent& e, std::size_t) { return e.high; }), described_gaps("upper end of the band, Inf: open", "see event_unit"));
        put("event_present", over, per_event<std::uint8_t>(0, 1, [](const SweepEvent&, std::size_t) { return 1; }), described("1: the scenario has the event and a result", "1"));
        put("method", over, per_event<std::uint8_t>(0, 1, [](const SweepEvent& e, std::size_t) { return static_cast<unsigned>(e.method); }), described(method_legend(), "1"));
        put("points", over, per_event<std::uint64_t>(0, 1, [](const SweepEvent& e, std::size_t) { return e.points; }), described("paths, or points of the estimator", "1"));
        put("failed_points", over, per_event<std::uint64_t>(0, 1, [](const SweepEvent& e, std::size_t) { return e.failed; }), described("of these without a finite value", "1"));
        const std::vector<std::string> outcomes{"scenario", "event", "outcome"};
        const auto estimate = [&](const char* name, double analysis::Estimate::*member, const char* about) {
            put(name, outcomes, per_event<double>(kMissing, analysis::kOutcomeNames.size(), [&](const SweepEvent& e, std::size_t i) { return e.outcomes[i].*member; }), described_gaps(about, "1"));
        };
        estimate("probability", &analysis::Estimate::value, "probability of the outcome");
        estimate("probability_standard_error", &analysis::Estimate::standard_error, "standard error of the probability");
        estimate("probability_low", &analysis::Estimate::low, "lower end of its 95 % interval");
        estimate("probability_high", &analysis::Estimate::high, "upper end of its 95 % interval");
    }

    template <class Get>
    std::vector<double> per_cell(std::size_t width, Get get) const {
        std::vector<double> values;
        for (const SweepRow& row : result_.rows) {
            for (const analysis::SweepCell& cell : row.cells) {
                for (std::size_t i = 0; i < width; ++i) values.push_back(get(cell, i));
            }
        }
        return values;
    }

    void series() {
        if (result_.frame.series.empty() || result_.frame.periods.empty()) return;
        put("quantile", {"quantile"}, std::vector<double>(analysis::kSweepQuantiles.begin(), analysis::kSweepQuantiles.end()), described("probability of a quantile", "1"));
        const auto moment = [&](const char* name, double analysis::SweepCell::*member, const char* about) {
            put(name, {"scenario", "series", "period"}, per_cell(1, [&](const analysis::SweepCell& cell, std::size_t) { return cell.*member; }), described_gaps(about, "see series_unit"));
        };
        moment("mean", &analysis::SweepCell::mean, "mean over the paths with a finite value");
        moment("standard_error", &analysis::SweepCell::standard_error, "standard error of the mean");
        moment("sd", &analysis::SweepCell::sd, "standard deviation over the paths");
        const auto quantile = [&](const char* name, double analysis::SweepQuantile::*member, const char* about) {
            put(name, {"scenario", "series", "period", "quantile"},
                per_cell(analysis::kSweepQuantiles.size(), [&](const analysis::SweepCell& cell, std::size_t i) { return cell.quantiles[i].*member; }), described_gaps(about, "see series_unit"));
        };
        quantile("quantile_value", &analysis::SweepQuantile::value, "order statistic at the probability");
        quantile("quantile_low", &analysis::SweepQuantile::low, "lower end of its 95 % interval, -Inf where no order statistic reaches");
        quantile("quantile_high", &analysis::SweepQuantile::high, "upper end of its 95 % interval, Inf where no order statistic reaches");
    }

    [[nodiscard]] std::size_t size_of(const std::string& dimension) const {
        if (dimension == "scenario") return result_.rows.size();
        if (dimension == "axis") return result_.axes.size();
        if (dimension == "event") return result_.frame.events.size();
        if (dimension == "series") return result_.frame.series.size();
        if (dimension == "period") return result_.frame.periods.size();
        return dimension == "outcome" ? analysis::kOutcomeNames.size() : analysis::kSweepQuantiles.size();
    }

    void put(const char* name, std::vector<std::string> dimensions, Values values, std::vector<Attribute> attributes) {
        std::vector<std::size_t> shape;
        for (const std::string& dimension : dimensions) shape.push_back(size_of(dimension));
        arrays_.arrays.push_back({name, std::move(dimensions), std::move(shape), std::move(values), std::move(attributes)});
        hand_over();
    }

    const StoredSweep& sweep_;
    const StoredPart* part_;
    const analysis::SweepResult& result_;
    const ArrayReceiver& receiver_;
    LabelledArrays arrays_;
};

}  // namespace

void sweep_to_arrays(const StoredSweep& sweep, const ArrayReceiver& receiver) { SweepWriter(sweep, nullptr, receiver).run(); }

void part_to_arrays(const StoredPart& part, const ArrayReceiver& receiver) { SweepWriter(part.sweep, &part, receiver).run(); }

namespace {

void join(LabelledArrays&& part, LabelledArrays& all) {
    std::move(part.attributes.begin(), part.attributes.end(), std::back_inserter(all.attributes));
    std::move(part.arrays.begin(), part.arrays.end(), std::back_inserter(all.arrays));
}

}  // namespace

LabelledArrays sweep_to_arrays(const StoredSweep& sweep) {
    LabelledArrays all;
    sweep_to_arrays(sweep, [&](LabelledArrays&& ready) { join(std::move(ready), all); });
    return all;
}

LabelledArrays part_to_arrays(const StoredPart& part) {
    LabelledArrays all;
    part_to_arrays(part, [&](LabelledArrays&& ready) { join(std::move(ready), all); });
    return all;
}

}  // namespace grdp::io
