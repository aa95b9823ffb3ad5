#include "grdp/io/run_arrays.hpp"

#include <algorithm>
#include <new>
#include <numeric>

#include "answer_arrays.hpp"
#include "arrays_to_run.hpp"
#include "ensemble_to_arrays.hpp"
#include "grdp/io/run_store.hpp"
#include "run_columns.hpp"

namespace grdp::io {
namespace {

using Gaps = std::vector<double>;

template <class Row>
TableWriter<Row> columns(LabelledArrays& arrays, std::string dimension, const std::vector<Row>& rows) {
    return {arrays, std::move(dimension), rows};
}

std::vector<std::string> period_texts(const accounts::PeriodRange& periods) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < periods.size(); ++i) texts.push_back(periods.at(i).text());
    return texts;
}

void put_header(const StoredRun& run, LabelledArrays& arrays) {
    const auto put = [&](const char* name, auto value) { arrays.attributes.push_back({name, std::move(value)}); };
    const auto& model = run.model;
    put("Conventions", std::string("grdp-run-1"));
    put("format", std::string("grdp run"));
    put("format_version", std::int32_t{kRunFormatVersion});
    put("program", run.program);
    put("command", run.command);
    put("generator", run.generator);
    put("numerics_version", static_cast<std::int32_t>(run.numerics_version));
    put("model", model.model_name);
    put("model_label", model.model_label.en);
    put("model_label_vi", model.model_label.vi);
    put("scenario", model.scenario_name);
    put("scenario_label", model.scenario_label.en);
    put("scenario_label_vi", model.scenario_label.vi);
    put("frequency", std::string(model.frequency == accounts::Frequency::annual ? "annual" : "quarterly"));
    put("horizon_first", model.horizon.first.text());
    put("horizon_last", model.horizon.last.text());
    if (!run.ensemble) return;
    put("seed", run.ensemble->sampling.seed);
    put("draws", run.ensemble->sampling.draws);
    put("first_path", run.ensemble->sampling.first_path);
    put("dispersion", run.ensemble->sampling.dispersion);
    put("failed_paths", run.ensemble->failed_paths);
}

std::vector<StoredElement> elements_of(const model::CompiledModel& model) {
    std::vector<StoredElement> rows;
    for (std::uint32_t set = 0; set < model.sets.size(); ++set) {
        const auto& info = model.sets[set];
        for (std::size_t i = 0; i < info.elements.size(); ++i) {
            rows.push_back({set, info.elements[i], i < info.labels.size() ? info.labels[i] : model::Label{}});
        }
    }
    return rows;
}

std::vector<StoredTarget> targets_of(const model::CompiledModel& model) {
    std::vector<StoredTarget> rows;
    for (std::uint32_t set = 0; set < model.target_sets.size(); ++set) {
        for (const auto& target : model.target_sets[set].targets) rows.push_back({set, target});
    }
    return rows;
}

std::vector<StoredEquation> equations_of(const model::CompiledModel& model) {
    std::vector<StoredEquation> rows;
    for (const auto& equation : model.equations) rows.push_back({equation, 0});
    for (std::uint32_t block = 0; block < model.blocks.size(); ++block) {
        for (const auto equation : model.blocks[block].equations) rows.at(equation).block = block;
    }
    return rows;
}

void put_grid(LabelledArrays& arrays, const char* name, const std::vector<double>& values, const std::vector<bool>& present,
              const std::vector<std::size_t>& shape, std::string_view about) {
    if (values.empty()) return;
    Gaps gaps(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) gaps[i] = present[i] ? values[i] : kMissing;
    arrays.arrays.push_back({name, {"series", "period"}, shape, std::move(gaps), described_gaps(about, "see series_unit")});
}

void put_shock_arguments(const model::CompiledModel& model, LabelledArrays& arrays) {
    const std::size_t count = model.shocks.size();
    if (count == 0) return;
    constexpr std::size_t kArguments = std::tuple_size_v<decltype(stats::MarginalParameters::p)>;
    std::vector<std::int32_t> places(kArguments);
    std::iota(places.begin(), places.end(), 0);
    arrays.arrays.push_back({"argument", {"argument"}, {kArguments}, std::move(places), described("place of an argument of a law", "1")});
    Gaps values(count * kArguments, kMissing);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& law = model.shocks[i].law;
        std::copy_n(law.p.begin(), stats::parameter_count(law.law), values.begin() + static_cast<std::ptrdiff_t>(i * kArguments));
    }
    arrays.arrays.push_back({"shock_argument", {"shock", "argument"}, {count, kArguments}, std::move(values),
                             described_gaps("arguments of the law, in the order of the language reference", "see series_unit")});

    std::vector<std::string> names;
    for (const auto& shock : model.shocks) names.push_back(shock.name);
    arrays.arrays.push_back({"shock_other", {"shock_other"}, {count}, std::move(names), described("the shock correlated with")});
    arrays.arrays.push_back({"correlation", {"shock", "shock_other"}, {count, count}, model.correlation,
                             described_gaps("correlation of the normal scores of two shocks", "1")});
}

void put_cases(const std::vector<StoredTarget>& targets, LabelledArrays& arrays) {
    std::size_t most = 0;
    for (const auto& row : targets) most = std::max(most, row.target.cases.size());
    if (most == 0) return;
    std::vector<std::int32_t> places(most);
    std::iota(places.begin(), places.end(), 0);
    arrays.arrays.push_back({"case", {"case"}, {most}, std::move(places), described("place of a case in target_set_cases", "1")});
    Gaps values(targets.size() * most, kMissing);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        std::copy(targets[i].target.cases.begin(), targets[i].target.cases.end(), values.begin() + static_cast<std::ptrdiff_t>(i * most));
    }
    arrays.arrays.push_back({"target_cases", {"target", "case"}, {targets.size(), most}, std::move(values),
                             described_gaps("value of the target in each case, as printed, never sorted", "see target_unit")});
}

void put_model(const model::CompiledModel& model, LabelledArrays& arrays) {
    const Extents unused;
    auto series = columns(arrays, "series", model.series);
    describe_series(series);
    auto texts = period_texts(model.grid.periods);
    const std::size_t periods = texts.size();
    arrays.arrays.push_back({"period", {"period"}, {periods}, std::move(texts), described("year, or year and quarter")});
    put_grid(arrays, "given", model.grid.values, model.grid.present, {model.series.size(), periods},
             "history and exogenous paths, as data and scenario give them");

    auto sets = columns(arrays, "set", model.sets);
    describe_sets(sets);
    const auto element_rows = elements_of(model);
    auto elements = columns(arrays, "element", element_rows);
    describe_elements(elements, unused);
    auto parameters = columns(arrays, "parameter", model.parameters);
    describe_parameters(parameters);
    auto shocks = columns(arrays, "shock", model.shocks);
    describe_shocks(shocks, unused);
    put_shock_arguments(model, arrays);

    auto nodes = columns(arrays, "node", model.nodes);
    describe_nodes(nodes, unused);
    const auto equation_rows = equations_of(model);
    auto equations = columns(arrays, "equation", equation_rows);
    describe_equations(equations, unused);
    auto fixes = columns(arrays, "fix", model.fixes);
    describe_fixes(fixes, unused);
    auto add_factors = columns(arrays, "add", model.add_factors);
    describe_add_factors(add_factors, unused);
    auto observed = columns(arrays, "observed", model.observed);
    describe_observed(observed, unused);
    auto inputs = columns(arrays, "input", model.inputs);
    describe_inputs(inputs);
}

void put_targets(const StoredRun& run, LabelledArrays& arrays) {
    auto sets = columns(arrays, "target_set", run.model.target_sets);
    describe_target_sets(sets);
    const auto rows = targets_of(run.model);
    auto targets = columns(arrays, "target", rows);
    describe_targets(targets, {});
    put_cases(rows, arrays);
    auto outcomes = columns(arrays, "target", run.targets);
    describe_outcomes(outcomes);
}

void put_events_and_checks(const StoredRun& run, LabelledArrays& arrays) {
    const auto& events = run.model.events;
    auto definitions = columns(arrays, "event", events);
    describe_events(definitions, {});
    if (!events.empty()) {
        arrays.arrays.push_back({"event_projected", {"event"}, {events.size()}, run.projection.events,
                                 described_gaps("the banded number, or 1 or 0, along the projection", "see event_unit")});
    }
    auto checks = columns(arrays, "check", run.model.checks);
    describe_checks(checks, {});
    auto violations = columns(arrays, "violation", run.projection.failed_checks);
    describe_failed_checks(violations, {});
}

Diagnostic refused(std::uint16_t code, const std::string& path, std::string message, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a run file written by grdp",
            .hint = std::move(hint), .notes = {}, .file = path};
}

}  // namespace

LabelledArrays run_to_arrays(const StoredRun& run) {
    GRDP_EXPECTS(run.projection.periods == run.model.grid.periods);
    GRDP_EXPECTS(run.projection.events.size() == run.model.events.size());
    LabelledArrays arrays;
    put_header(run, arrays);
    put_model(run.model, arrays);
    put_grid(arrays, "projection", run.projection.values, run.projection.present,
             {run.model.series.size(), run.projection.periods.size()}, "values along the path without shocks");
    put_targets(run, arrays);
    put_events_and_checks(run, arrays);
    if (run.ensemble) ensemble_to_arrays(run, arrays);
    answers_to_arrays(run.tables, arrays);
    return arrays;
}

Result<StoredRun> run_from_arrays(const LabelledArrays& arrays, const std::string& path) {
    try {
        if (text_attribute(arrays, "format") != "grdp run") return refused(5001, path, "this is not a run file");
        const auto version = attribute<std::int32_t>(arrays, "format_version");
        if (version > kRunFormatVersion) {
            return refused(5004, path, fmt::format("the file has format version {}, this program knows {}", version, kRunFormatVersion),
                           "read it with a newer grdp");
        }
        return arrays_to_run(arrays);
    } catch (const ContentFault& fault) {
        return refused(5005, path, "the run file contradicts its format: " + fault.message);
    } catch (const std::bad_alloc&) {
        return refused(5007, path, "the file needs more memory than there is");
    }
}

}  // namespace grdp::io
