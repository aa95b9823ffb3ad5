#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "grdp/io/sweep_record.hpp"
#include "grdp/io/sweep_store.hpp"
#include "run_columns.hpp"
#include "grdp/io/sealed_file.hpp"
#include "sweep_columns.hpp"

namespace grdp::io {
namespace {

using analysis::SweepEvent;
using analysis::SweepRow;

class SweepWriter {
  public:
    SweepWriter(const StoredSweep& sweep, const StoredPart* part, SweepRows& rows, ArrayReceiver& receiver)
        : sweep_(sweep), part_(part), result_(sweep.result), rows_(rows), receiver_(receiver) {}

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
        if (!ready.attributes.empty() || !ready.arrays.empty()) receiver_.receive(std::move(ready));
    }

    /// An array over the scenarios; `get` appends the values of a row.
    template <class T, class Get>
    void column(const char* name, const std::vector<std::string>& more, RowParts parts, std::vector<Attribute> attributes, Get get) {
        if (rows_.size() == 0) return;
        hand_over();
        ArrayInBlocks array{{name, {"scenario"}, {rows_.size()}, std::vector<T>(), std::move(attributes)}, {}};
        for (const std::string& dimension : more) {
            array.array.dimensions.push_back(dimension);
            array.array.shape.push_back(size_of(dimension));
        }
        array.block = [&](std::size_t begin, std::size_t end) -> Values {
            std::vector<T> values;
            std::size_t width = 1;
            for (std::size_t i = 1; i < array.array.shape.size(); ++i) width *= array.array.shape[i];
            values.reserve((end - begin) * width);
            const auto read = rows_.visit(begin, end, parts, [&](const SweepRow& row) { get(row, values); });
            if (!read) throw FeedRefused{read.diagnostics()};
            return values;
        };
        receiver_.receive(array);
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
        column<std::string>("scenario", {}, RowParts::number, described("name of a scenario of the sweep"), [&](const SweepRow& row, auto& to) { to.push_back(result_.ids[row.row]); });
        if (part_ != nullptr) column<std::uint64_t>("scenario_number", {}, RowParts::number, described("place of the scenario in the design, from 0", "1"), [](const SweepRow& row, auto& to) { to.push_back(row.row); });
        TableWriter<analysis::SweepAxis> axes(arrays_, "axis", result_.axes);
        describe_sweep_axes(axes);
        const auto levels = levels_of(result_.axes);
        TableWriter<StoredLevel> level_table(arrays_, "level", levels);
        describe_sweep_levels(level_table, result_.axes.size());
        if (result_.axes.empty()) return;
        const auto about = described_gaps("value of the axis, the place of a level from 0; missing: as the scenario has it", "see axis_unit");
        column<double>("design", {"axis"}, RowParts::number, about, [&](const SweepRow& row, auto& to) {
            for (std::size_t axis = 0; axis < result_.axes.size(); ++axis) to.push_back(result_.point(row.row, axis));
        });
        column<std::string>("design_text", {"axis"}, RowParts::number, described("the same as text, levels by their names"), [&](const SweepRow& row, auto& to) {
            for (std::size_t axis = 0; axis < result_.axes.size(); ++axis) to.push_back(analysis::axis_value_text(result_.axes[axis], result_.point(row.row, axis)));
        });
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
        const auto of_row = [&]<class T>(const char* name, const char* about, const char* unit, T (*get)(const SweepRow&), RowParts parts = RowParts::events) {
            column<T>(name, {}, parts, described(about, unit), [get](const SweepRow& row, auto& to) { to.push_back(get(row)); });
        };
        of_row("scenario_seed", "seed of the random numbers", "1", +[](const SweepRow& row) { return row.seed; });
        of_row("scenario_failed", "1: the scenario has no result", "1", +[](const SweepRow& row) { return static_cast<std::uint8_t>(row.failed ? 1 : 0); });
        of_row("scenario_reason", "why it has none", "", +[](const SweepRow& row) { return row.reason; });
        of_row("scenario_failed_paths", "paths without a finite value", "1", +[](const SweepRow& row) { return row.failed_paths; });
        of_row("scenario_digest", "SHA-256 of the results of the scenario", "", +[](const SweepRow& row) { return row_digest(row); }, RowParts::all);
    }

    template <class T, class Get>
    void per_event(const char* name, std::vector<Attribute> attributes, T absent, Get get, bool outcomes = false) {
        const std::size_t width = outcomes ? analysis::kOutcomeNames.size() : 1;
        column<T>(name, outcomes ? std::vector<std::string>{"event", "outcome"} : std::vector<std::string>{"event"}, RowParts::events, std::move(attributes), [=](const SweepRow& row, auto& to) {
            for (const SweepEvent& event : row.events) {
                for (std::size_t i = 0; i < width; ++i) to.push_back(event.present ? static_cast<T>(get(event, i)) : absent);
            }
        });
    }

    void probabilities() {
        if (result_.frame.events.empty()) return;
        put("outcome", {"outcome"}, std::vector<std::string>(analysis::kOutcomeNames.begin(), analysis::kOutcomeNames.end()), described("where a path falls: at_least = within or above"));
        using Event = const SweepEvent&;
        per_event("event_low", described_gaps("lower end of the band, -Inf: open", "see event_unit"), kMissing, [](Event e, std::size_t) { return e.low; });
        per_event("event_high", described_gaps("upper end of the band, Inf: open", "see event_unit"), kMissing, [](Event e, std::size_t) { return e.high; });
        per_event("event_present", described("1: the scenario has the event and a result", "1"), std::uint8_t{0}, [](Event, std::size_t) { return 1; });
        per_event("method", described(method_legend(), "1"), std::uint8_t{0}, [](Event e, std::size_t) { return static_cast<unsigned>(e.method); });
        per_event("points", described("paths, or points of the estimator", "1"), std::uint64_t{0}, [](Event e, std::size_t) { return e.points; });
        per_event("failed_points", described("of these without a finite value", "1"), std::uint64_t{0}, [](Event e, std::size_t) { return e.failed; });
        const auto estimate = [&](const char* name, double analysis::Estimate::*member, const char* about) {
            per_event(name, described_gaps(about, "1"), kMissing, [member](Event e, std::size_t i) { return e.outcomes[i].*member; }, true);
        };
        estimate("probability", &analysis::Estimate::value, "probability of the outcome");
        estimate("probability_standard_error", &analysis::Estimate::standard_error, "standard error of the probability");
        estimate("probability_low", &analysis::Estimate::low, "lower end of its 95 % interval");
        estimate("probability_high", &analysis::Estimate::high, "upper end of its 95 % interval");
    }

    void series() {
        if (result_.frame.series.empty() || result_.frame.periods.empty()) return;
        put("quantile", {"quantile"}, std::vector<double>(analysis::kSweepQuantiles.begin(), analysis::kSweepQuantiles.end()), described("probability of a quantile", "1"));
        const auto moment = [&](const char* name, double analysis::SweepCell::*member, const char* about) {
            column<double>(name, {"series", "period"}, RowParts::all, described_gaps(about, "see series_unit"), [member](const SweepRow& row, auto& to) {
                for (const auto& cell : row.cells) to.push_back(cell.*member);
            });
        };
        moment("mean", &analysis::SweepCell::mean, "mean over the paths with a finite value");
        moment("standard_error", &analysis::SweepCell::standard_error, "standard error of the mean");
        moment("sd", &analysis::SweepCell::sd, "standard deviation over the paths");
        const auto quantile = [&](const char* name, double analysis::SweepQuantile::*member, const char* about) {
            column<double>(name, {"series", "period", "quantile"}, RowParts::all, described_gaps(about, "see series_unit"), [member](const SweepRow& row, auto& to) {
                for (const auto& cell : row.cells) {
                    for (const auto& one : cell.quantiles) to.push_back(one.*member);
                }
            });
        };
        quantile("quantile_value", &analysis::SweepQuantile::value, "order statistic at the probability");
        quantile("quantile_low", &analysis::SweepQuantile::low, "lower end of its 95 % interval, -Inf where no order statistic reaches");
        quantile("quantile_high", &analysis::SweepQuantile::high, "upper end of its 95 % interval, Inf where no order statistic reaches");
    }

    [[nodiscard]] std::size_t size_of(const std::string& dimension) const {
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
    SweepRows& rows_;
    ArrayReceiver& receiver_;
    LabelledArrays arrays_;
};

/// All of them in memory.
class Gathering final : public ArrayReceiver {
  public:
    void receive(LabelledArrays&& ready) override {
        std::move(ready.attributes.begin(), ready.attributes.end(), std::back_inserter(all.attributes));
        std::move(ready.arrays.begin(), ready.arrays.end(), std::back_inserter(all.arrays));
    }
    void receive(const ArrayInBlocks& array) override {
        all.arrays.push_back(array.array);
        all.arrays.back().values = array.block(0, array.array.shape[0]);
    }

    LabelledArrays all;
};

}  // namespace

void sweep_to_arrays(const StoredSweep& sweep, SweepRows& rows, ArrayReceiver& receiver) { SweepWriter(sweep, nullptr, rows, receiver).run(); }

void part_to_arrays(const StoredPart& part, SweepRows& rows, ArrayReceiver& receiver) { SweepWriter(part.sweep, &part, rows, receiver).run(); }

LabelledArrays sweep_to_arrays(const StoredSweep& sweep) {
    Gathering gathering;
    RowsInMemory rows(sweep.result.rows);
    sweep_to_arrays(sweep, rows, gathering);
    return std::move(gathering.all);
}

LabelledArrays part_to_arrays(const StoredPart& part) {
    Gathering gathering;
    RowsInMemory rows(part.sweep.result.rows);
    part_to_arrays(part, rows, gathering);
    return std::move(gathering.all);
}

}  // namespace grdp::io
