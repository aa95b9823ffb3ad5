// Arrays back to a sweep. Whatever is missing, out of range or contradictory is refused.
#include <algorithm>
#include <cmath>
#include <new>

#include "arrays_to_run.hpp"
#include "grdp/analysis/sweep_shard.hpp"
#include "grdp/io/sweep_record.hpp"
#include "grdp/io/sweep_store.hpp"
#include "sweep_columns.hpp"

namespace grdp::io {
namespace {

using analysis::SweepEvent;
using analysis::SweepRow;

class SweepReader {
  public:
    explicit SweepReader(const LabelledArrays& arrays) : arrays_(arrays), result_(sweep_.result) {}

    StoredSweep run() {
        everything([](SweepReader&) {});
        return std::move(sweep_);
    }

    StoredPart run_part() {
        StoredPart part;
        everything([&](SweepReader& reader) { reader.shards(part); });
        place(part);
        part.sweep = std::move(sweep_);
        return part;
    }

  private:
    /// `number` says which rows of the design these are.
    template <class Number> void everything(Number number) {
        header();
        inputs();
        frame();
        rows();
        number(*this);
        design();
        probabilities();
        series();
        digests();
    }

    /// Just the rows of the shards that are named, and no other.
    void shards(StoredPart& part) {
        part.scenarios = attribute<std::uint64_t>(arrays_, "scenarios_in_all");
        const auto count = attribute<std::uint64_t>(arrays_, "shards");
        const auto& held = expect<std::uint64_t>(arrays_, "shard", {extent(arrays_, "shard")});
        const auto& numbers = expect<std::uint64_t>(arrays_, "scenario_number", {result_.rows.size()});
        if (part.scenarios > analysis::kMostScenarios || count < 1 || count > analysis::kMostShards) throw ContentFault{"there are too many scenarios or shards"};
        part.shards = static_cast<std::uint32_t>(count);
        std::vector<std::uint64_t> wanted;
        for (const auto number : held) {
            const bool ascending = number >= 1 && number <= count && (part.held.empty() || number > part.held.back());
            if (!ascending) throw ContentFault{"the shards are not numbered as they must be"};
            part.held.push_back(static_cast<std::uint32_t>(number));
            const auto own = analysis::rows_of({part.held.back(), part.shards}, part.scenarios);
            wanted.insert(wanted.end(), own.begin(), own.end());
        }
        std::sort(wanted.begin(), wanted.end());
        if (numbers != wanted) throw ContentFault{"the scenarios are not just those of its shards"};
        for (std::size_t i = 0; i < numbers.size(); ++i) result_.rows[i].row = numbers[i];
    }

    /// Names and points to the places of the design.
    void place(const StoredPart& part) {
        const std::size_t axes = result_.axes.size();
        std::vector<std::string> ids(part.scenarios);
        std::vector<double> points(part.scenarios * axes, kMissing);
        for (std::size_t i = 0; i < result_.rows.size(); ++i) {
            const auto row = static_cast<std::size_t>(result_.rows[i].row);
            ids[row] = std::move(result_.ids[i]);
            std::copy_n(result_.points.begin() + static_cast<std::ptrdiff_t>(i * axes), axes, points.begin() + static_cast<std::ptrdiff_t>(row * axes));
        }
        result_.ids = std::move(ids);
        result_.points = std::move(points);
    }

    void header() {
        sweep_.program = text_attribute(arrays_, "program");
        sweep_.command = text_attribute(arrays_, "command");
        sweep_.generator = text_attribute(arrays_, "generator");
        sweep_.numerics_version = attribute<std::int32_t>(arrays_, "numerics_version");
        sweep_.content = text_attribute(arrays_, "content");
        result_.scenario = text_attribute(arrays_, "base_scenario");
        auto& settings = result_.settings;
        settings.sampling.seed = attribute<std::uint64_t>(arrays_, "seed");
        settings.sampling.draws = attribute<std::uint64_t>(arrays_, "draws");
        settings.sampling.dispersion = attribute<double>(arrays_, "dispersion");
        const auto estimator = analysis::estimator_of(text_attribute(arrays_, "estimator"));
        if (!estimator) throw ContentFault{"the estimator is unknown"};
        settings.estimator = *estimator;
        settings.until_se = attribute<double>(arrays_, "until_se");
        settings.independent = attribute<std::int32_t>(arrays_, "independent") != 0;
    }

    void inputs() {
        auto reader = table(arrays_, "input", sweep_.inputs);
        describe_inputs(reader);
    }

    void frame() {
        auto events = table(arrays_, "event", result_.frame.events);
        describe_sweep_events(events);
        auto series = table(arrays_, "series", result_.frame.series);
        describe_sweep_series(series);
        if (extent(arrays_, "period") > 0) result_.frame.periods = expect<std::string>(arrays_, "period", {extent(arrays_, "period")});
    }

    void rows() {
        result_.ids = expect<std::string>(arrays_, "scenario", {extent(arrays_, "scenario")});
        auto reader = table(arrays_, "scenario", result_.rows);
        reader.count("scenario_seed", &SweepRow::seed, "");
        reader.flag("scenario_failed", &SweepRow::failed, "");
        reader.text("scenario_reason", &SweepRow::reason, "");
        reader.count("scenario_failed_paths", &SweepRow::failed_paths, "");
        for (std::size_t i = 0; i < result_.rows.size(); ++i) result_.rows[i].row = i;
    }

    void design() {
        auto axes = table(arrays_, "axis", result_.axes);
        describe_sweep_axes(axes);
        std::vector<StoredLevel> levels;
        auto level_table = table(arrays_, "level", levels);
        describe_sweep_levels(level_table, result_.axes.size());
        for (const StoredLevel& level : levels) {
            auto& axis = result_.axes[level.axis];
            axis.levels.push_back({level.name, {}});
            for (std::size_t begin = 0; begin < level.statements.size();) {
                const std::size_t end = std::min(level.statements.find('\n', begin), level.statements.size());
                axis.levels.back().statements.push_back(level.statements.substr(begin, end - begin));
                begin = end + 1;
            }
        }
        if (!result_.axes.empty()) result_.points = expect<double>(arrays_, "design", {result_.rows.size(), result_.axes.size()});
        for (std::size_t i = 0; i < result_.points.size(); ++i) {
            const auto& axis = result_.axes[i % result_.axes.size()];
            const double value = result_.points[i];
            const bool fits = std::isnan(value) || !axis.has_levels() || (value >= 0 && value < static_cast<double>(axis.levels.size()));
            if (!fits) throw ContentFault{"the design names a level that is not there"};
        }
    }

    template <class T>
    const std::vector<T>& per_scenario(const char* name, std::vector<std::size_t> shape) const {
        shape.insert(shape.begin(), result_.rows.size());
        return expect<T>(arrays_, name, shape);
    }

    void probabilities() {
        const std::size_t events = result_.frame.events.size();
        for (SweepRow& row : result_.rows) row.events.resize(events);
        if (events == 0) return;
        const std::vector<std::size_t> shape{events};
        const auto each = [&](auto set) {
            std::size_t i = 0;
            for (SweepRow& row : result_.rows) {
                for (SweepEvent& event : row.events) set(event, i++);
            }
        };
        const auto& present = per_scenario<std::uint8_t>("event_present", shape);
        const auto& low = per_scenario<double>("event_low", shape);
        const auto& high = per_scenario<double>("event_high", shape);
        const auto& method = per_scenario<std::uint8_t>("method", shape);
        const auto& points = per_scenario<std::uint64_t>("points", shape);
        const auto& failed = per_scenario<std::uint64_t>("failed_points", shape);
        each([&](SweepEvent& event, std::size_t i) {
            if (method[i] > static_cast<std::uint8_t>(analysis::Estimator::control)) throw ContentFault{"an estimator is unknown"};
            if (present[i] == 0) return;
            event = {true, low[i], high[i], static_cast<analysis::Estimator>(method[i]), points[i], failed[i], {}};
        });
        const auto estimate = [&](const char* name, double analysis::Estimate::*member) {
            const auto& values = per_scenario<double>(name, {events, analysis::kOutcomeNames.size()});
            each([&](SweepEvent& event, std::size_t i) {
                for (std::size_t k = 0; event.present && k < event.outcomes.size(); ++k) event.outcomes[k].*member = values[i * event.outcomes.size() + k];
            });
        };
        estimate("probability", &analysis::Estimate::value);
        estimate("probability_standard_error", &analysis::Estimate::standard_error);
        estimate("probability_low", &analysis::Estimate::low);
        estimate("probability_high", &analysis::Estimate::high);
    }

    void series() {
        const std::size_t series = result_.frame.series.size(), periods = result_.frame.periods.size();
        for (SweepRow& row : result_.rows) row.cells.assign(series * periods, analysis::missing_cell());
        if (series * periods == 0) return;
        const auto each = [&](auto set) {
            std::size_t i = 0;
            for (SweepRow& row : result_.rows) {
                for (analysis::SweepCell& cell : row.cells) set(cell, i++);
            }
        };
        const auto moment = [&](const char* name, double analysis::SweepCell::*member) {
            const auto& values = per_scenario<double>(name, {series, periods});
            each([&](analysis::SweepCell& cell, std::size_t i) { cell.*member = values[i]; });
        };
        moment("mean", &analysis::SweepCell::mean);
        moment("standard_error", &analysis::SweepCell::standard_error);
        moment("sd", &analysis::SweepCell::sd);
        const auto quantile = [&](const char* name, double analysis::SweepQuantile::*member) {
            const std::size_t width = analysis::kSweepQuantiles.size();
            const auto& values = per_scenario<double>(name, {series, periods, width});
            each([&](analysis::SweepCell& cell, std::size_t i) {
                for (std::size_t k = 0; k < width; ++k) cell.quantiles[k].*member = values[i * width + k];
            });
        };
        quantile("quantile_value", &analysis::SweepQuantile::value);
        quantile("quantile_low", &analysis::SweepQuantile::low);
        quantile("quantile_high", &analysis::SweepQuantile::high);
    }

    /// What was read is what was computed.
    void digests() {
        const auto& digests = expect<std::string>(arrays_, "scenario_digest", {result_.rows.size()});
        for (std::size_t i = 0; i < digests.size(); ++i) {
            if (row_digest(result_.rows[i]) != digests[i]) throw ContentFault{fmt::format("the results of scenario {} do not fit their digest", result_.ids[i])};
        }
    }

    const LabelledArrays& arrays_;
    StoredSweep sweep_;
    analysis::SweepResult& result_;
};

Diagnostic not_a_sweep(std::uint16_t code, const std::string& path, std::string message, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a sweep file written by grdp", .hint = std::move(hint), .notes = {}, .file = path};
}

Diagnostic not_a_part(const std::string& path, std::string message) {
    return {.code = Code{5001}, .where = {}, .message = std::move(message), .expected = "a part written by grdp sweep --shard or grdp merge --partial", .hint = {}, .notes = {}, .file = path};
}

template <class Read>
auto guarded(const LabelledArrays& arrays, const std::string& path, std::string_view format, Read read) -> Result<decltype(read())> {
    try {
        const auto found = text_attribute(arrays, "format");
        if (found == kPartFormat && format == kSweepFormat) return not_a_sweep(5001, path, "this is a part of a sweep", "join all parts with grdp merge");
        if (found == kSweepFormat && format == kPartFormat) return not_a_part(path, "this sweep is whole already");
        if (found != format) return format == kPartFormat ? not_a_part(path, "this is no part of a sweep") : not_a_sweep(5001, path, "this is not a sweep file");
        const auto version = attribute<std::int32_t>(arrays, "format_version");
        if (version > kSweepFormatVersion) return not_a_sweep(5004, path, fmt::format("the file has format version {}, this program knows {}", version, kSweepFormatVersion), "read it with a newer grdp");
        return read();
    } catch (const ContentFault& fault) {
        return not_a_sweep(5005, path, "the sweep file contradicts its format: " + fault.message);
    } catch (const std::bad_alloc&) {
        return not_a_sweep(5007, path, "the file needs more memory than there is");
    }
}

}  // namespace

Result<StoredSweep> sweep_from_arrays(const LabelledArrays& arrays, const std::string& path) {
    return guarded(arrays, path, kSweepFormat, [&] { return SweepReader(arrays).run(); });
}

Result<StoredPart> part_from_arrays(const LabelledArrays& arrays, const std::string& path) {
    return guarded(arrays, path, kPartFormat, [&] { return SweepReader(arrays).run_part(); });
}

}  // namespace grdp::io
