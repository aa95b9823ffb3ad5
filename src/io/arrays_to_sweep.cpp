// Arrays back to a sweep.
#include <algorithm>
#include <array>
#include <cmath>
#include <new>

#include "arrays_to_run.hpp"
#include "grdp/analysis/sweep_shard.hpp"
#include "grdp/io/sweep_record.hpp"
#include "sweep_columns.hpp"
#include "sweep_reader.hpp"

namespace grdp::io {
namespace {

using analysis::SweepEvent;
using analysis::SweepRow;

constexpr std::size_t kBlockBytes = std::size_t{4} << 20;
constexpr std::size_t kMostRowsAtOnce = 8192;

constexpr auto kOverScenarios = std::to_array<std::string_view>({
    "design", "design_text", "event_high", "event_low", "event_present", "failed_points", "mean", "method", "points", "probability", "probability_high", "probability_low",
    "probability_standard_error", "quantile_high", "quantile_low", "quantile_value", "scenario", "scenario_digest", "scenario_failed", "scenario_failed_paths", "scenario_number",
    "scenario_reason", "scenario_seed", "sd", "standard_error"});

}  // namespace

template <class T>
std::vector<T> SweepReader::stretch(const char* name, std::size_t begin, std::size_t count, std::vector<std::size_t> more) {
    const auto* shape = arrays_.shape(name);
    if (shape == nullptr) throw ContentFault{fmt::format("\"{}\" is missing", name)};
    more.insert(more.begin(), size_);
    Values values = *shape == more ? arrays_.values(name, begin, begin + count) : Values();
    auto* typed = std::get_if<std::vector<T>>(&values);
    if (*shape != more || typed == nullptr) throw ContentFault{fmt::format("\"{}\" has another type or shape", name)};
    return std::move(*typed);
}

StoredPart SweepReader::head(bool of_part) {
    small_.attributes = arrays_.attributes();
    for (const auto& name : arrays_.names()) {
        if (std::binary_search(kOverScenarios.begin(), kOverScenarios.end(), name)) continue;
        small_.arrays.push_back(arrays_.whole(name));
        arrays_.release(name);
    }
    const auto* scenarios = arrays_.shape("scenario");
    if (scenarios == nullptr) throw ContentFault{"\"scenario\" is missing"};
    size_ = scenarios->at(0);
    header();
    auto inputs = table(small_, "input", sweep_.inputs);
    describe_inputs(inputs);
    frame();
    axes();
    StoredPart part;
    if (of_part) shards(part);
    names_and_points(part);
    small_ = {};
    frame_ = sweep_.result.frame;
    part.sweep = std::move(sweep_);
    return part;
}

void SweepReader::header() {
    auto& result = sweep_.result;
    sweep_.program = text_attribute(small_, "program");
    sweep_.command = text_attribute(small_, "command");
    sweep_.generator = text_attribute(small_, "generator");
    sweep_.numerics_version = attribute<std::int32_t>(small_, "numerics_version");
    sweep_.content = text_attribute(small_, "content");
    result.scenario = text_attribute(small_, "base_scenario");
    auto& settings = result.settings;
    settings.sampling.seed = attribute<std::uint64_t>(small_, "seed");
    settings.sampling.draws = attribute<std::uint64_t>(small_, "draws");
    settings.sampling.dispersion = attribute<double>(small_, "dispersion");
    const auto estimator = analysis::estimator_of(text_attribute(small_, "estimator"));
    if (!estimator) throw ContentFault{"the estimator is unknown"};
    settings.estimator = *estimator;
    settings.until_se = attribute<double>(small_, "until_se");
    settings.independent = attribute<std::int32_t>(small_, "independent") != 0;
}

void SweepReader::frame() {
    auto& frame = sweep_.result.frame;
    auto events = table(small_, "event", frame.events);
    describe_sweep_events(events);
    auto series = table(small_, "series", frame.series);
    describe_sweep_series(series);
    if (extent(small_, "period") > 0) frame.periods = expect<std::string>(small_, "period", {extent(small_, "period")});
}

void SweepReader::axes() {
    auto& axes = sweep_.result.axes;
    auto axis_table = table(small_, "axis", axes);
    describe_sweep_axes(axis_table);
    std::vector<StoredLevel> levels;
    auto level_table = table(small_, "level", levels);
    describe_sweep_levels(level_table, axes.size());
    for (const StoredLevel& level : levels) {
        auto& axis = axes[level.axis];
        axis.levels.push_back({level.name, {}});
        for (std::size_t begin = 0; begin < level.statements.size();) {
            const std::size_t end = std::min(level.statements.find('\n', begin), level.statements.size());
            axis.levels.back().statements.push_back(level.statements.substr(begin, end - begin));
            begin = end + 1;
        }
    }
}

/// Just the rows of the shards that are named, and no other.
void SweepReader::shards(StoredPart& part) {
    part.scenarios = attribute<std::uint64_t>(small_, "scenarios_in_all");
    const auto count = attribute<std::uint64_t>(small_, "shards");
    const auto& held = expect<std::uint64_t>(small_, "shard", {extent(small_, "shard")});
    numbers_ = stretch<std::uint64_t>("scenario_number", 0, size_);
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
    if (numbers_ != wanted) throw ContentFault{"the scenarios are not just those of its shards"};
}

/// At the places of the design.
void SweepReader::names_and_points(StoredPart& part) {
    auto& result = sweep_.result;
    const std::size_t axes = result.axes.size();
    const std::size_t places = numbers_.empty() ? size_ : static_cast<std::size_t>(part.scenarios);
    result.ids.assign(places, {});
    result.points.assign(places * axes, kMissing);
    for (std::size_t begin = 0; begin < size_; begin += kMostRowsAtOnce) {
        const std::size_t count = std::min(kMostRowsAtOnce, size_ - begin);
        auto ids = stretch<std::string>("scenario", begin, count);
        const auto points = axes == 0 ? std::vector<double>() : stretch<double>("design", begin, count, {axes});
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto& axis = result.axes[i % axes];
            const bool fits = std::isnan(points[i]) || !axis.has_levels() || (points[i] >= 0 && points[i] < static_cast<double>(axis.levels.size()));
            if (!fits) throw ContentFault{"the design names a level that is not there"};
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto row = numbers_.empty() ? begin + i : static_cast<std::size_t>(numbers_[begin + i]);
            result.ids[row] = std::move(ids[i]);
            std::copy_n(points.begin() + static_cast<std::ptrdiff_t>(i * axes), axes, result.points.begin() + static_cast<std::ptrdiff_t>(row * axes));
        }
    }
}

std::size_t SweepReader::rows_at_once() const {
    const std::size_t width = sizeof(SweepRow) + frame_.events.size() * sizeof(SweepEvent) + frame_.series.size() * frame_.periods.size() * sizeof(analysis::SweepCell);
    return std::clamp<std::size_t>(kBlockBytes / width, 1, kMostRowsAtOnce);
}

std::vector<SweepRow> SweepReader::rows(std::size_t begin, std::size_t end) {
    std::vector<SweepRow> rows(end - begin);
    numbers_of(rows, begin);
    events_of(rows, begin);
    cells_of(rows, begin);
    check_digests(rows, begin);
    return rows;
}

void SweepReader::numbers_of(std::vector<SweepRow>& rows, std::size_t begin) {
    const auto seeds = stretch<std::uint64_t>("scenario_seed", begin, rows.size());
    const auto failed = stretch<std::uint8_t>("scenario_failed", begin, rows.size());
    auto reasons = stretch<std::string>("scenario_reason", begin, rows.size());
    const auto failed_paths = stretch<std::uint64_t>("scenario_failed_paths", begin, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {numbers_.empty() ? begin + i : numbers_[begin + i], seeds[i], failed[i] != 0, std::move(reasons[i]), failed_paths[i], {}, {}};
}

void SweepReader::events_of(std::vector<SweepRow>& rows, std::size_t begin) {
    const std::size_t events = frame_.events.size();
    for (SweepRow& row : rows) row.events.resize(events);
    if (events == 0) return;
    const auto each = [&](auto set) {
        std::size_t i = 0;
        for (SweepRow& row : rows) {
            for (SweepEvent& event : row.events) set(event, i++);
        }
    };
    const auto present = stretch<std::uint8_t>("event_present", begin, rows.size(), {events});
    const auto low = stretch<double>("event_low", begin, rows.size(), {events});
    const auto high = stretch<double>("event_high", begin, rows.size(), {events});
    const auto method = stretch<std::uint8_t>("method", begin, rows.size(), {events});
    const auto points = stretch<std::uint64_t>("points", begin, rows.size(), {events});
    const auto failed = stretch<std::uint64_t>("failed_points", begin, rows.size(), {events});
    each([&](SweepEvent& event, std::size_t i) {
        if (method[i] > static_cast<std::uint8_t>(analysis::Estimator::control)) throw ContentFault{"an estimator is unknown"};
        if (present[i] == 0) return;
        event = {true, low[i], high[i], static_cast<analysis::Estimator>(method[i]), points[i], failed[i], {}};
    });
    const auto estimate = [&](const char* name, double analysis::Estimate::*member) {
        const auto values = stretch<double>(name, begin, rows.size(), {events, analysis::kOutcomeNames.size()});
        each([&](SweepEvent& event, std::size_t i) {
            for (std::size_t k = 0; event.present && k < event.outcomes.size(); ++k) event.outcomes[k].*member = values[i * event.outcomes.size() + k];
        });
    };
    estimate("probability", &analysis::Estimate::value);
    estimate("probability_standard_error", &analysis::Estimate::standard_error);
    estimate("probability_low", &analysis::Estimate::low);
    estimate("probability_high", &analysis::Estimate::high);
}

void SweepReader::cells_of(std::vector<SweepRow>& rows, std::size_t begin) {
    const std::size_t series = frame_.series.size(), periods = frame_.periods.size();
    for (SweepRow& row : rows) row.cells.assign(series * periods, analysis::missing_cell());
    if (series * periods == 0) return;
    const auto each = [&](auto set) {
        std::size_t i = 0;
        for (SweepRow& row : rows) {
            for (analysis::SweepCell& cell : row.cells) set(cell, i++);
        }
    };
    const auto moment = [&](const char* name, double analysis::SweepCell::*member) {
        const auto values = stretch<double>(name, begin, rows.size(), {series, periods});
        each([&](analysis::SweepCell& cell, std::size_t i) { cell.*member = values[i]; });
    };
    moment("mean", &analysis::SweepCell::mean);
    moment("standard_error", &analysis::SweepCell::standard_error);
    moment("sd", &analysis::SweepCell::sd);
    const auto quantile = [&](const char* name, double analysis::SweepQuantile::*member) {
        const std::size_t width = analysis::kSweepQuantiles.size();
        const auto values = stretch<double>(name, begin, rows.size(), {series, periods, width});
        each([&](analysis::SweepCell& cell, std::size_t i) {
            for (std::size_t k = 0; k < width; ++k) cell.quantiles[k].*member = values[i * width + k];
        });
    };
    quantile("quantile_value", &analysis::SweepQuantile::value);
    quantile("quantile_low", &analysis::SweepQuantile::low);
    quantile("quantile_high", &analysis::SweepQuantile::high);
}

/// What was read is what was computed.
void SweepReader::check_digests(const std::vector<SweepRow>& rows, std::size_t begin) {
    const auto digests = stretch<std::string>("scenario_digest", begin, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (row_digest(rows[i]) != digests[i]) throw ContentFault{fmt::format("the results of scenario {} do not fit their digest", stretch<std::string>("scenario", begin + i, 1).front())};
    }
}

}  // namespace grdp::io
