// Every table of a run file, each column described once. `Table` is TableWriter or TableReader.
#pragma once

#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"
#include "run_table.hpp"

namespace grdp::io {

/// Extents that indices must respect; only readers look at them.
struct Extents {
    std::size_t series = 0, period = 0, parameter = 0, shock = 0, node = 0, set = 0, target_set = 0, target = 0, check = 0;
};

using Words2 = std::array<std::string_view, 2>;
inline constexpr std::array<std::string_view, 4> kSeriesKinds{"exogenous", "behavioural", "identity", "report"};
inline constexpr std::array<std::string_view, 5> kLeftForms{"level", "growth", "diff", "log", "dlog"};
inline constexpr std::array<std::string_view, 3> kSenses{"band", "at_least", "at_most"};
inline constexpr std::array<std::string_view, 4> kVerdicts{"below", "within", "above", "monitored"};
inline constexpr std::array<std::string_view, 7> kLaws{"normal", "two_piece_normal", "student_t", "triangular", "pert", "uniform", "lognormal"};
inline constexpr std::array<std::string_view, 26> kOperations{
    "constant", "parameter", "series", "add", "subtract", "multiply", "divide", "negate", "power", "exp", "log", "sqrt", "abs",
    "min", "max", "less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "and", "or", "not",
    "select", "positive"};
// The codes of the file are the positions above; they must not move with the enumeration.
static_assert(static_cast<std::size_t>(model::Op::positive) + 1 == kOperations.size());

struct StoredElement {
    std::uint32_t set = 0;
    std::string name;
    model::Label label;
};

struct StoredTarget {
    std::uint32_t set = 0;
    model::Target target;
};

/// A behavioural equation, identity or report and the block it is solved in.
struct StoredEquation {
    model::Equation equation;
    std::uint32_t block = 0;
};

template <class Table> void describe_series(Table& table) {
    using model::Series;
    table.text("series", &Series::name, "series");
    table.text("series_stem", &Series::stem, "series without its indices");
    table.names("series_elements", &Series::elements, "elements that index the series, separated by commas");
    table.names("series_sets", &Series::sets, "sets that index the series, separated by commas");
    table.label("series_label", &Series::stem_label, "label of the series without its indices");
    table.label("series_element_label", &Series::element_label, "label of the elements");
    table.text("series_unit", &Series::unit, "unit of the series as declared in the model");
    table.choice("series_kind", &Series::kind, "exogenous, behavioural, identity or report", kSeriesKinds);
}

template <class Table> void describe_sets(Table& table) {
    table.text("set", &model::SetInfo::name, "set");
    table.text("set_parent", &model::SetInfo::parent, "set of which this is a subset, or empty");
}

template <class Table> void describe_elements(Table& table, const Extents& extents) {
    table.text("element", &StoredElement::name, "element of a set");
    table.index("element_set", &StoredElement::set, "set of the element", extents.set);
    table.label("element_label", &StoredElement::label, "label of the element");
}

template <class Table> void describe_parameters(Table& table) {
    using model::Parameter;
    table.text("parameter", &Parameter::name, "parameter");
    table.text("parameter_unit", &Parameter::unit, "unit of the parameter");
    table.number("parameter_value", &Parameter::value, "value of the parameter", "see parameter_unit");
    table.number("parameter_sd", &Parameter::sd, "standard deviation of the parameter over paths", "see parameter_unit");
    table.text("parameter_source", &Parameter::source, "source of the parameter");
    table.optional_text("parameter_source_vi", &Parameter::source_vi, "source of the parameter (Vietnamese)");
    table.flag("parameter_judgement", &Parameter::judgement, "1: a judgement, not an estimate");
    table.optional_label("parameter_label", &Parameter::label, "label of the parameter without its indices");
}

template <class Table> void describe_shocks(Table& table, const Extents& extents) {
    using model::Shock;
    table.text("shock", &Shock::name, "series that the shock moves");
    table.index("shock_series", &Shock::series, "index of that series", extents.series);
    table.choice("shock_law", [](auto& shock) -> auto& { return shock.law.law; }, "law of the innovation", kLaws);
    table.number("shock_persistence", &Shock::persistence, "autocorrelation of the shock", "1");
}

template <class Table> void describe_checks(Table& table, const Extents& extents) {
    using model::Check;
    table.text("check", &Check::text, "check, as written in the model");
    table.label("check_label", &Check::label, "label of the check");
    table.index("check_condition", &Check::condition, "node of the condition", extents.node);
}

template <class Table> void describe_nodes(Table& table, const Extents&) {
    using model::Node;
    table.numbered("node of an expression; operands stand before their node");
    table.code("node_operation", &Node::op, "operation", kOperations);
    table.flag("node_absolute", &Node::absolute, "1: node_offset counts from the first period, 0: from the current one");
    table.signed_number("node_offset", &Node::offset, "period of a series node");
    table.optional_index("node_index", &Node::index, "parameter or series of the node", kAbsent);
    table.optional_index("node_a", &Node::a, "first operand, or -1", kAbsent);
    table.optional_index("node_b", &Node::b, "second operand, or -1", kAbsent);
    table.optional_index("node_c", &Node::c, "third operand, or -1", kAbsent);
    table.number("node_value", &Node::value, "value of a constant", "1");
}

template <class Table> void describe_equations(Table& table, const Extents& extents) {
    const auto series = [](auto& row) -> auto& { return row.equation.series; };
    const auto form = [](auto& row) -> auto& { return row.equation.form; };
    const auto right = [](auto& row) -> auto& { return row.equation.right; };
    const auto shock = [](auto& row) -> auto& { return row.equation.shock; };
    table.numbered("equation, in order of evaluation");
    table.index("equation_series", series, "series that the equation explains", extents.series);
    table.choice("equation_form", form, "form of the left-hand side", kLeftForms);
    table.index("equation_right", right, "node of the right-hand side", extents.node);
    table.optional_index("equation_shock", shock, "shock of the equation, or -1", extents.shock);
    table.index("equation_block", &StoredEquation::block, "block of equations that are solved together", kAbsent);
}

template <class Table> void describe_fixes(Table& table, const Extents& extents) {
    using model::Fix;
    table.numbered("series held at a value; its shock is off there");
    table.index("fix_series", &Fix::series, "series that is held", extents.series);
    table.index("fix_period", &Fix::period, "period in which it is held", extents.period);
    table.choice("fix_form", &Fix::form, "form in which the value is given", kLeftForms);
    table.number("fix_value", &Fix::value, "value at which it is held", "see series_unit and fix_form");
}

template <class Table> void describe_add_factors(Table& table, const Extents& extents) {
    using model::AddFactor;
    table.numbered("term added to the right-hand side of an equation");
    table.index("add_series", &AddFactor::series, "series whose equation it is", extents.series);
    table.index("add_period", &AddFactor::period, "period in which it is added", extents.period);
    table.number("add_value", &AddFactor::value, "term added", "that of the right-hand side");
}

template <class Table> void describe_observed(Table& table, const Extents& extents) {
    using model::Observed;
    table.text("observed", &Observed::subject, "what has become known, as written; it conditions the distribution");
    table.index("observed_period", &Observed::period, "period of the observation", extents.period);
    table.text("observed_unit", &Observed::unit, "unit of the observation");
    table.index("observed_node", &Observed::value, "node of the observed expression", extents.node);
    table.number("observed_value", &Observed::number, "number that was observed", "see observed_unit");
}

template <class Table> void describe_target_sets(Table& table) {
    using model::TargetSet;
    table.text("target_set", &TargetSet::name, "set of targets");
    table.label("target_set_label", &TargetSet::label, "label of the set of targets");
    table.names("target_set_cases", &TargetSet::cases, "names of the cases, in the order of target_cases, separated by commas");
    table.text("target_set_source", &TargetSet::source, "source of the targets");
    table.optional_text("target_set_source_vi", &TargetSet::source_vi, "source of the targets (Vietnamese)");
}

template <class Table> void describe_targets(Table& table, const Extents& extents) {
    const auto subject = [](auto& row) -> auto& { return row.target.subject; };
    const auto label = [](auto& row) -> auto& { return row.target.label; };
    const auto unit = [](auto& row) -> auto& { return row.target.unit; };
    const auto period = [](auto& row) -> auto& { return row.target.period; };
    const auto period_text = [](auto& row) -> auto& { return row.target.period_text; };
    const auto value = [](auto& row) -> auto& { return row.target.value; };
    const auto sense = [](auto& row) -> auto& { return row.target.sense; };
    table.text("target", subject, "subject of the target, as written");
    table.index("target_of_set", &StoredTarget::set, "set of the target", extents.target_set);
    table.label("target_label", label, "label of the target");
    table.text("target_unit", unit, "unit of the target");
    table.optional_index("target_period_index", period, "period of the target, or -1 outside the grid", extents.period);
    table.text("target_period", period_text, "period of the target");
    table.optional_index("target_node", value, "node of the subject, or -1 for a monitored target", extents.node);
    table.choice("target_sense", sense, "band, at_least or at_most", kSenses);
}

template <class Table> void describe_outcomes(Table& table) {
    using analysis::TargetOutcome;
    table.number("target_value", &TargetOutcome::value, "projected value of the subject", "see target_unit");
    table.number("target_low", &TargetOutcome::low, "lower end of the band: the least case", "see target_unit");
    table.number("target_high", &TargetOutcome::high, "upper end of the band: the greatest case", "see target_unit");
    table.choice("target_verdict", &TargetOutcome::verdict, "where the projection falls", kVerdicts);
    table.flag("target_met", &TargetOutcome::met, "1: the projection meets the target");
}

template <class Table> void describe_events(Table& table, const Extents& extents) {
    using model::Event;
    table.text("event", &Event::name, "event; a target with a model line is an event too");
    table.label("event_label", &Event::label, "label of the event");
    table.text("event_period", &Event::period_text, "period or periods of the event");
    table.text("event_unit", &Event::unit, "unit of the banded number");
    table.choice("event_kind", &Event::is_band, "band: where a number falls; condition: whether something is true", Words2{"condition", "band"});
    table.number("event_low", &Event::low, "lower end of the band, -Inf if open", "see event_unit");
    table.number("event_high", &Event::high, "upper end of the band, Inf if open", "see event_unit");
    table.optional_index("event_node", &Event::value, "node of the banded number, or -1", extents.node);
    table.optional_index("event_condition", &Event::condition, "node of the condition, or -1", extents.node);
    table.optional_index("event_target_set", &Event::target_set, "set of the target that the event stands for, or -1", extents.target_set);
    table.optional_index("event_target", &Event::target, "number of that target within its set, or -1", extents.target);
}

template <class Table> void describe_event_counts(Table& table) {
    using engine::EventCounts;
    table.count("event_below", &EventCounts::below, "paths below the band, or on which the condition is false");
    table.count("event_within", &EventCounts::within, "paths within the band, or on which the condition is true");
    table.count("event_above", &EventCounts::above, "paths above the band");
    table.count("event_failed", &EventCounts::failed, "paths without a finite value");
}

template <class Table> void describe_answers(Table& table) {
    using analysis::EventAnswer;
    table.text("event_method", &EventAnswer::method, "method of estimation");
    table.count("event_points", &EventAnswer::points, "paths or points that the estimate rests on");
}

template <class Table> void describe_check_counts(Table& table, const Extents& extents) {
    using engine::CheckCounts;
    table.count("check_violations", &CheckCounts::violations, "pairs of path and period on which the check does not hold");
    table.count("check_first_path", &CheckCounts::first_path, "first path that violates it, if any does");
    table.index("check_first_period", &CheckCounts::first_period, "first period on that path", extents.period);
}

template <class Table> void describe_failed_checks(Table& table, const Extents& extents) {
    using engine::FailedCheck;
    table.numbered("check that does not hold in the projection");
    table.index("violation_check", &FailedCheck::check, "check that is violated", extents.check);
    table.index("violation_period", &FailedCheck::period, "period in which it is violated", extents.period);
}

template <class Table> void describe_failures(Table& table, const Extents& extents) {
    using engine::FailedPath;
    table.numbered("path that failed, the first ones only");
    table.count("failure_path", &FailedPath::path, "number of the path");
    table.optional_index("failure_period", &FailedPath::period, "period in which it failed first, or -1", extents.period);
    table.optional_index("failure_series", &FailedPath::series, "series that failed first, or -1", extents.series);
}

template <class Table> void describe_inputs(Table& table) {
    using model::InputFile;
    table.text("input", &InputFile::path, "input file, seen from the root of the scenario");
    table.text("input_role", &InputFile::role, "model, scenario, data or override");
    table.text("input_sha256", &InputFile::sha256, "SHA-256 of the text");
    table.text("input_text", &InputFile::text, "whole text");
}

}  // namespace grdp::io
