// Target sets: each line one indicator in one period, with a value for each case.
#include <fmt/format.h>

#include <algorithm>

#include "annual_total.hpp"
#include "compile_draft.hpp"
#include "targets.hpp"
#include "units_check.hpp"

namespace grdp::model {

namespace {

bool same_period_and_subject(const Target& a, const Target& b) {
    return a.period_text == b.period_text && a.subject == b.subject;
}

Sense to_sense(ast::Sense sense) {
    return sense == ast::Sense::at_least  ? Sense::at_least
           : sense == ast::Sense::at_most ? Sense::at_most
                                          : Sense::band;
}

// The label of the series itself where the target has none.
Label target_label(const Draft& draft, const ast::TargetDecl& declaration, NodeId value) {
    Label label = to_label(declaration.labels);
    if (!label.en.empty() || !label.vi.empty() || declaration.subject == nullptr || value == kNone) return label;
    const Node& node = draft.model.nodes[value];
    if (node.op != Op::series) return label;
    const Series& series = draft.model.series[node.index];
    const auto join = [](const std::string& a, const std::string& b) {
        return a.empty() || b.empty() ? a + b : a + ": " + b;
    };
    return {join(series.stem_label.en, series.element_label.en), join(series.stem_label.vi, series.element_label.vi)};
}

std::vector<double> case_values(const ast::TargetDecl& declaration, std::size_t cases) {
    std::vector<double> values;
    for (std::size_t i = 0; i < cases; ++i)
        values.push_back(declaration.values[declaration.values.size() == 1 ? 0 : i].value);
    return values;
}

/// In a quarterly model a target of a year is known when its last quarter is.
ast::PeriodName last_quarter(const Draft& draft, const ast::PeriodName& stated) {
    ast::PeriodName period = stated;
    const bool of_year = draft.model.frequency == accounts::Frequency::quarterly &&
                         stated.period.frequency() == accounts::Frequency::annual;
    if (of_year) period.period = accounts::Period::quarterly(stated.period.year(), 4);
    return period;
}

std::optional<Target> resolve_target(Draft& draft, const ast::TargetDecl& declaration, std::size_t cases) {
    Target target;
    target.where = declaration.where;
    target.sense = to_sense(declaration.sense);
    target.period_text = declaration.period.period.text();
    target.cases = case_values(declaration, cases);
    const bool monitored = declaration.subject == nullptr;
    const ast::PeriodName period = last_quarter(draft, declaration.period);
    const bool of_year = period.period.frequency() != declaration.period.period.frequency();
    if (!fits_frequency(draft, period)) return std::nullopt;
    if (monitored) {
        const bool inside = draft.has_horizon && draft.model.horizon.contains(period.period);
        target.period = inside ? static_cast<std::uint32_t>(period.period.ordinal()) : kNone;
        target.subject = declaration.monitor.text;
        target.unit = unit_source_text(declaration.unit);
        target.label = to_label(declaration.labels);
        if (declaration.unit.quoted.empty() && !resolve_unit(draft, declaration.unit)) return std::nullopt;
        return target;
    }
    if (!inside_horizon(draft, period, 2702,
                        "a target without a model line may: 2030 monitor NAME : UNIT VALUE"))
        return std::nullopt;
    ExpressionChecker checker(draft.names, draft.report, Setting::scenario);
    if (!checker.check(*declaration.subject, {})) return std::nullopt;
    target.period = static_cast<std::uint32_t>(period.period.ordinal());
    target.subject = source_text(*declaration.subject);
    target.unit = expression_unit_text(draft, *declaration.subject);
    target.value = of_year ? annual_total(draft, *declaration.subject, period.period)
                           : draft.expander().expand_at(*declaration.subject, period.period);
    target.label = target_label(draft, declaration, target.value);
    return target.value == kNone ? std::nullopt : std::optional(target);
}

// The bounds inside which a target is met: between its cases, from the lowest up, or down from the highest.
Event band_of(const Target& target, const std::string& set, std::uint32_t set_index, std::uint32_t index) {
    Event event;
    event.name = set + ": " + target.subject;
    event.label = target.label;
    event.period_text = target.period_text;
    event.unit = target.unit;
    event.value = target.value;
    const auto [low, high] = std::minmax_element(target.cases.begin(), target.cases.end());
    if (target.sense != Sense::at_most) event.low = *low;
    if (target.sense != Sense::at_least) event.high = *high;
    event.target_set = set_index;
    event.target = index;
    event.where = target.where;
    return event;
}

void resolve_set(Draft& draft, const ast::TargetSetDecl& declaration) {
    TargetSet set;
    set.name = declaration.name.text;
    set.label = to_label(declaration.labels);
    if (declaration.source) set.source = declaration.source->text;
    if (declaration.source) set.source_vi = declaration.source->vi;
    for (const auto& name : declaration.cases)
        set.cases.push_back(name.text);
    for (const auto& line : declaration.targets) {
        const auto errors = draft.report.error_count();
        auto target = resolve_target(draft, line, set.cases.size());
        if (draft.report.error_count() > errors) draft.report.mark_lost(set.name);
        if (!target) continue;
        const auto before = std::find_if(set.targets.begin(), set.targets.end(),
                                         [&](const Target& t) { return same_period_and_subject(t, *target); });
        if (before != set.targets.end()) {
            draft.report.error(2704, line.where,
                               fmt::format("the target {} of {} is given twice", target->subject, target->period_text),
                               "one line for each target", "", {{before->where, "first given here"}});
            continue;
        }
        set.targets.push_back(std::move(*target));
    }
    const auto index = static_cast<std::uint32_t>(draft.model.target_sets.size());
    for (std::uint32_t i = 0; i < set.targets.size(); ++i) {
        if (set.targets[i].value != kNone) draft.model.events.push_back(band_of(set.targets[i], set.name, index, i));
    }
    draft.model.target_sets.push_back(std::move(set));
}

}  // namespace

std::string expression_unit_text(Draft& draft, const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::reference) {
        const auto cell = draft.expander().cell(expr.reference, {});
        const bool is_parameter = draft.names.find_stem(expr.reference.name.text)->is_parameter;
        if (cell != kNone) return is_parameter ? draft.model.parameters[cell].unit : draft.model.series[cell].unit;
    }
    const auto quantity = UnitChecker(draft).infer(expr);
    return quantity.known && !quantity.literal ? quantity.unit.text() : std::string();
}

void resolve_targets(Draft& draft, const Inputs& inputs) {
    std::vector<const ast::TargetSetDecl*> sets;
    for (const auto& file : inputs.scenarios)
        collect_by_name(draft, file.scenario.target_sets, "target set", sets);
    for (const auto* set : sets)
        resolve_set(draft, *set);
}

}  // namespace grdp::model
