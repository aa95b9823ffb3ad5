#include <algorithm>
#include <cmath>

#include "arrays_to_run.hpp"

namespace grdp::io {
namespace {

accounts::PeriodRange read_periods(const LabelledArrays& arrays, accounts::Frequency frequency) {
    const auto& texts = expect<std::string>(arrays, "period", {extent(arrays, "period")});
    if (texts.empty()) throw ContentFault{"there is no period"};
    accounts::PeriodRange range;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto period = accounts::Period::parse(texts[i]);
        const bool fits = period && period->frequency() == frequency && (i == 0 || *period == range.last + 1);
        if (!fits) throw ContentFault{fmt::format("period \"{}\" is unknown or out of order", texts[i])};
        if (i == 0) range.first = *period;
        range.last = *period;
    }
    return range;
}

accounts::PeriodRange read_horizon(const LabelledArrays& arrays, const accounts::PeriodRange& grid) {
    const auto first = accounts::Period::parse(text_attribute(arrays, "horizon_first"));
    const auto last = accounts::Period::parse(text_attribute(arrays, "horizon_last"));
    const bool fits = first && last && first->frequency() == grid.first.frequency() && last->frequency() == first->frequency() &&
                      *first <= *last && grid.contains(*first) && grid.contains(*last);
    if (!fits) throw ContentFault{"the horizon lies outside the periods"};
    return {*first, *last};
}

void read_elements(const LabelledArrays& arrays, const Extents& extents, model::CompiledModel& model) {
    std::vector<StoredElement> rows;
    auto elements = table(arrays, "element", rows);
    describe_elements(elements, extents);
    for (auto& row : rows) {
        model.sets[row.set].elements.push_back(std::move(row.name));
        model.sets[row.set].labels.push_back(std::move(row.label));
    }
}

void read_shock_arguments(const LabelledArrays& arrays, model::CompiledModel& model) {
    const std::size_t count = model.shocks.size();
    if (count == 0) return;
    constexpr std::size_t kArguments = std::tuple_size_v<decltype(stats::MarginalParameters::p)>;
    const auto& values = expect<double>(arrays, "shock_argument", {count, kArguments});
    for (std::size_t i = 0; i < count; ++i) {
        auto& law = model.shocks[i].law;
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i * kArguments), stats::parameter_count(law.law), law.p.begin());
    }
    model.correlation = expect<double>(arrays, "correlation", {count, count});
}

// Whoever walks an expression relies on this: operands stand before their node, and what it names exists.
void check_nodes(const model::CompiledModel& model, const Extents& extents) {
    const auto fault = [](std::size_t node) { return ContentFault{fmt::format("node {} of an expression is broken", node)}; };
    for (std::uint32_t i = 0; i < model.nodes.size(); ++i) {
        const auto& node = model.nodes[i];
        const auto operands = node.op <= model::Op::series ? 0
                              : node.op == model::Op::select ? 3
                              : (node.op == model::Op::neg || (node.op >= model::Op::exp && node.op <= model::Op::abs) ||
                                 node.op == model::Op::logical_not || node.op == model::Op::positive)
                                  ? 1
                                  : 2;
        const std::uint32_t children[] = {node.a, node.b, node.c};
        for (int k = 0; k < 3; ++k) {
            const bool sound = k < operands ? children[k] < i : children[k] == kAbsent;
            if (!sound) throw fault(i);
        }
        if (node.op == model::Op::parameter && node.index >= extents.parameter) throw fault(i);
        if (node.op == model::Op::series) {
            const auto periods = static_cast<std::int64_t>(extents.period);
            const bool in_range = node.absolute ? node.offset >= 0 && node.offset < periods : node.offset <= 0 && node.offset > -periods;
            if (node.index >= extents.series || !in_range) throw fault(i);
        }
    }
}

void read_equations(const LabelledArrays& arrays, const Extents& extents, model::CompiledModel& model) {
    std::vector<StoredEquation> rows;
    auto equations = table(arrays, "equation", rows);
    describe_equations(equations, extents);
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (rows[i].block >= rows.size()) throw ContentFault{"an equation belongs to no block"};
        if (rows[i].block >= model.blocks.size()) model.blocks.resize(rows[i].block + 1);
        model.equations.push_back(rows[i].equation);
        model.blocks[rows[i].block].equations.push_back(i);
    }
}

void read_targets(const LabelledArrays& arrays, const Extents& extents, model::CompiledModel& model) {
    auto sets = table(arrays, "target_set", model.target_sets);
    describe_target_sets(sets);
    std::vector<StoredTarget> rows;
    auto targets = table(arrays, "target", rows);
    describe_targets(targets, extents);
    const std::size_t most = extent(arrays, "case");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (most > 0) {
            const auto& cases = expect<double>(arrays, "target_cases", {rows.size(), most});
            for (std::size_t k = 0; k < most && !std::isnan(cases[i * most + k]); ++k) rows[i].target.cases.push_back(cases[i * most + k]);
        }
        model.target_sets[rows[i].set].targets.push_back(std::move(rows[i].target));
    }
}

void check_events(const model::CompiledModel& model) {
    for (const auto& event : model.events) {
        const bool has_target = event.target != kAbsent;
        const bool sound = (event.is_band ? event.value : event.condition) != kAbsent && has_target == (event.target_set != kAbsent) &&
                           (!has_target || event.target < model.target_sets[event.target_set].targets.size());
        if (!sound) throw ContentFault{fmt::format("event \"{}\" is broken", event.name)};
    }
}

}  // namespace

std::string text_attribute(const LabelledArrays& arrays, std::string_view name) {
    return arrays.find_attribute(name) == nullptr ? std::string{} : attribute<std::string>(arrays, name);
}

model::CompiledModel arrays_to_model(const LabelledArrays& arrays, const Extents& extents) {
    model::CompiledModel model;
    model.model_name = text_attribute(arrays, "model");
    model.model_label = {text_attribute(arrays, "model_label"), text_attribute(arrays, "model_label_vi")};
    model.scenario_name = text_attribute(arrays, "scenario");
    model.scenario_label = {text_attribute(arrays, "scenario_label"), text_attribute(arrays, "scenario_label_vi")};
    const auto frequency = text_attribute(arrays, "frequency");
    if (frequency != "annual" && frequency != "quarterly") throw ContentFault{"the frequency is unknown"};
    model.frequency = frequency == "annual" ? accounts::Frequency::annual : accounts::Frequency::quarterly;
    model.grid.periods = read_periods(arrays, model.frequency);
    model.horizon = read_horizon(arrays, model.grid.periods);

    auto series = table(arrays, "series", model.series);
    describe_series(series);
    if (!model.series.empty()) model.grid.values = expect<double>(arrays, "given", {extents.series, extents.period});
    for (const double value : model.grid.values) model.grid.present.push_back(!std::isnan(value));
    auto sets = table(arrays, "set", model.sets);
    describe_sets(sets);
    read_elements(arrays, extents, model);
    auto parameters = table(arrays, "parameter", model.parameters);
    describe_parameters(parameters);
    auto shocks = table(arrays, "shock", model.shocks);
    describe_shocks(shocks, extents);
    read_shock_arguments(arrays, model);
    auto nodes = table(arrays, "node", model.nodes);
    describe_nodes(nodes, extents);
    check_nodes(model, extents);
    read_equations(arrays, extents, model);
    auto fixes = table(arrays, "fix", model.fixes);
    describe_fixes(fixes, extents);
    auto add_factors = table(arrays, "add", model.add_factors);
    describe_add_factors(add_factors, extents);
    auto observed = table(arrays, "observed", model.observed);
    describe_observed(observed, extents);
    auto inputs = table(arrays, "input", model.inputs);
    describe_inputs(inputs);
    auto checks = table(arrays, "check", model.checks);
    describe_checks(checks, extents);
    read_targets(arrays, extents, model);
    auto events = table(arrays, "event", model.events);
    describe_events(events, extents);
    check_events(model);
    return model;
}

}  // namespace grdp::io
