#include "arrays_to_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "answer_arrays.hpp"

namespace grdp::io {
namespace {

Extents extents_of(const LabelledArrays& arrays) {
    return {.series = extent(arrays, "series"), .period = extent(arrays, "period"), .parameter = extent(arrays, "parameter"),
            .shock = extent(arrays, "shock"), .node = extent(arrays, "node"), .set = extent(arrays, "set"),
            .target_set = extent(arrays, "target_set"), .target = extent(arrays, "target"), .check = extent(arrays, "check")};
}

// A dimension is absent only together with what lies over it: losing its coordinate must not look like a smaller run.
void check_coordinates(const LabelledArrays& arrays) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kOver{{
        {"case", "target_cases"}, {"quantile", "quantile_value"}, {"bin", "histogram"}, {"output", "output_series"}, {"add", "add_series"},
        {"fix", "fix_series"}, {"observed", "observed_value"}, {"failure", "failure_path"}, {"violation", "violation_check"}, {"element", "element_set"},
        {"equation", "equation_series"}, {"input", "input_text"},
        {"answer", "answer_about"}, {"answer_column", "answer_column_table"}}};
    for (const auto& [coordinate, over] : kOver) {
        const bool fits = (arrays.find(coordinate) == nullptr) == (arrays.find(over) == nullptr);
        if (!fits) throw ContentFault{fmt::format("\"{}\" and \"{}\" need each other", coordinate, over)};
    }
}

engine::Projection read_projection(const LabelledArrays& arrays, const model::CompiledModel& model, const Extents& extents) {
    engine::Projection projection;
    projection.periods = model.grid.periods;
    projection.first_horizon_index = model.first_horizon_index();
    if (extents.series > 0) projection.values = expect<double>(arrays, "projection", {extents.series, extents.period});
    for (const double value : projection.values) projection.present.push_back(!std::isnan(value));
    if (!model.events.empty()) projection.events = expect<double>(arrays, "event_projected", {model.events.size()});
    auto violations = table(arrays, "violation", projection.failed_checks);
    describe_failed_checks(violations, extents);
    return projection;
}

std::vector<analysis::TargetOutcome> read_outcomes(const LabelledArrays& arrays, const model::CompiledModel& model) {
    std::vector<analysis::TargetOutcome> outcomes;
    if (arrays.find("target_value") == nullptr) return outcomes;
    auto columns = table(arrays, "target", outcomes);
    describe_outcomes(columns);
    // Targets are stored set by set, and so the place of an outcome tells its target.
    std::size_t next = 0;
    for (std::uint32_t set = 0; set < model.target_sets.size(); ++set) {
        for (std::uint32_t i = 0; i < model.target_sets[set].targets.size(); ++i, ++next) {
            outcomes.at(next).target_set = set;
            outcomes.at(next).target = i;
        }
    }
    return outcomes;
}

std::vector<analysis::EventAnswer> read_answers(const LabelledArrays& arrays, const StoredRun& run) {
    using analysis::Estimate;
    std::vector<analysis::EventAnswer> answers;
    if (arrays.find("probability") == nullptr) return answers;
    auto methods = table(arrays, "event", answers);
    describe_answers(methods);
    const auto read = [&](const char* name, double Estimate::*member) {
        const auto& values = expect<double>(arrays, name, {answers.size(), 4});
        for (std::size_t i = 0; i < answers.size(); ++i) {
            Estimate* estimates[] = {&answers[i].below, &answers[i].within, &answers[i].above, &answers[i].at_least};
            for (std::size_t k = 0; k < 4; ++k) estimates[k]->*member = values[4 * i + k];
        }
    };
    read("probability", &Estimate::value);
    read("probability_standard_error", &Estimate::standard_error);
    read("probability_low", &Estimate::low);
    read("probability_high", &Estimate::high);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& event = run.model.events[i];
        auto& answer = answers[i];
        answer.name = event.name;
        answer.label = event.label;
        answer.period_text = event.period_text;
        answer.unit = event.unit;
        answer.is_band = event.is_band;
        answer.low = event.low;
        answer.high = event.high;
        answer.target_set = event.target_set;
        answer.target = event.target;
        if (answer.method != "plain") {
            const double missing = 1 - answer.below.value - answer.within.value - answer.above.value;
            answer.failed = static_cast<std::uint64_t>(std::max(missing * static_cast<double>(answer.points) + 0.5, 0.0));
        } else if (i < run.ensemble->events.size()) {
            answer.failed = run.ensemble->events[i].failed;
        }
    }
    return answers;
}

}  // namespace

StoredRun arrays_to_run(const LabelledArrays& arrays) {
    check_coordinates(arrays);
    const Extents extents = extents_of(arrays);
    StoredRun run;
    run.program = text_attribute(arrays, "program");
    run.command = text_attribute(arrays, "command");
    run.generator = text_attribute(arrays, "generator");
    run.numerics_version = attribute<std::int32_t>(arrays, "numerics_version");
    run.model = arrays_to_model(arrays, extents);
    run.projection = read_projection(arrays, run.model, extents);
    run.targets = read_outcomes(arrays, run.model);
    if (arrays.find_attribute("seed") != nullptr) {
        run.ensemble = arrays_to_ensemble(arrays, run, extents);
        run.answers = read_answers(arrays, run);
    }
    run.tables = arrays_to_answers(arrays);
    return run;
}

}  // namespace grdp::io
