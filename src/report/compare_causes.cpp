#include "compare_causes.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/unit.hpp"
#include "judgement_parts.hpp"
#include "signed_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::Attribution;
using analysis::Cause;
using analysis::Causes;

constexpr int kCauseDecimals = 2;

std::string group_text(analysis::CauseGroup group, Language language) {
    switch (group) {
        case analysis::CauseGroup::assumption: return text(Message::cause_assumption, language);
        case analysis::CauseGroup::data: return text(Message::cause_data, language);
        case analysis::CauseGroup::target: return text(Message::cause_target, language);
        case analysis::CauseGroup::observation: return text(Message::cause_observation, language);
        case analysis::CauseGroup::model: return text(Message::cause_model, language);
    }
    return {};
}

/// Its name in the scenario; of data that have come in and of the model in words.
std::string input_name(const analysis::DifferingInput& input, Language language) {
    if (input.kind == analysis::InputKind::model) return text(Message::cause_model_long, language);
    if (input.kind == analysis::InputKind::history) return text(Message::cause_of_data, language, input.name);
    if (input.kind != analysis::InputKind::actuals) return input.name;
    const std::string periods = input.name.substr(input.name.find(' ') + 1);
    return text(Message::cause_actuals, language, period_phrase(periods, language));
}

/// "trend (4): 8.5 9 9 -> 13.4 9 9, ..."; the numbers of one input, how many of several.
std::string cause_label(const Causes& causes, const Cause& cause, Language language) {
    if (causes.by == analysis::Grouping::group) return group_text(cause.group, language);
    if (cause.inputs.size() == 1) return input_name(causes.inputs[cause.inputs.front()], language);
    const std::string several = text(Message::cause_several, language, cause.name, cause.inputs.size());
    return cause.group == analysis::CauseGroup::data ? text(Message::cause_of_data, language, several) : several;
}

std::string heading(const ComparisonReport& report, const Attribution& a, Language language) {
    if (!a.what.probability) return series_label(report.before.series[a.what.series], language) + " " + period_heading(a.what.period, language);
    std::string name = event_name(report.before, a.what.event.before, language);
    return a.what.side == analysis::EventSide::at_least ? name + ", " + text(Message::compare_at_least, language) : name;
}

/// Of the two sides of a band the one that people ask for: a target is to be reached, an event of the user's own lies in its band.
bool told(const ComparisonReport& report, const Attribution& a) {
    if (!a.what.probability) return true;
    const model::Event& event = report.before.events[a.what.event.before];
    const bool two = event.is_band && std::isfinite(event.low) && std::isfinite(event.high);
    const bool target = event.target != model::kNone;
    return !two || target == (a.what.side == analysis::EventSide::at_least);
}

/// A number with its parts as printed: rounded so that the baseline plus the parts is the scenario. (SE-4)
struct PrintedRow {
    std::string before, after;
    std::vector<std::string> parts;
};

PrintedRow printed_row(const ComparisonReport& report, const Attribution& a, Language language) {
    const double scale = a.what.probability ? 100 : 1;
    const int decimals = a.what.probability ? kCauseDecimals : std::max(unit_decimals(report.before.series[a.what.series].unit), kCauseDecimals);
    std::vector<double> parts;
    for (const auto& part : a.parts) parts.push_back(scale * part.value);
    const auto printed = printed_parts(parts, scale * a.before, scale * a.after, decimals);
    PrintedRow row{decimal_text(scale * a.before, decimals, language), decimal_text(scale * a.after, decimals, language), {}};
    for (std::size_t i = 0; i < printed.size(); ++i) {
        const bool none = parts[i] == 0 && printed[i].units == 0;
        const double error = scale * a.parts[i].standard_error;
        const bool uncertain = a.orders > 0 && error >= 0.05 * std::pow(10.0, -decimals);
        row.parts.push_back(none ? std::string(kMissing) : signed_scaled(printed[i], language) + (uncertain ? " ± " + decimal_text(error, decimals + 1, language) : ""));
    }
    return row;
}

std::string causes_heading(bool probability, Language language, Style style) {
    return '\n' + style.strong(text(probability ? Message::compare_causes_events_title : Message::compare_causes_title, language)) + '\n';
}

/// Most causes matter to most numbers: numbers are rows, causes are columns.
std::string numbers_by_cause(const ComparisonReport& report, const analysis::NamedComparison& one, bool probability, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    std::vector<Align> columns(3 + causes.causes.size(), Align::right);
    columns.front() = Align::left;
    TextTable table(columns);
    std::vector<std::string> head{text(probability ? Message::compare_probability_of : Message::compare_number_of, language), report.before_name};
    for (const Cause& cause : causes.causes) head.push_back(cause_label(causes, cause, language));
    head.push_back(one.name);
    table.head(std::move(head));
    bool any = false;
    for (const Attribution& a : one.comparison.attributions) {
        if (a.what.probability != probability || !told(report, a)) continue;
        const auto printed = printed_row(report, a, language);
        std::vector<std::string> row{"  " + heading(report, a, language), printed.before};
        row.insert(row.end(), printed.parts.begin(), printed.parts.end());
        row.push_back(printed.after);
        table.row(std::move(row));
        any = true;
    }
    return any ? causes_heading(probability, language, style) + table.render(style) : std::string();
}

/// Where the causes are too many for columns: number by number, from the baseline down to the scenario.
std::string causes_by_number(const ComparisonReport& report, const analysis::NamedComparison& one, bool probability, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    std::string out;
    for (const Attribution& a : one.comparison.attributions) {
        if (a.what.probability != probability || !told(report, a)) continue;
        const auto printed = printed_row(report, a, language);
        TextTable table({Align::left, Align::right});
        table.row({"  " + report.before_name, printed.before});
        for (std::size_t i = 0; i < printed.parts.size(); ++i) {
            if (printed.parts[i] != kMissing) table.row({"    " + cause_label(causes, causes.causes[i], language), printed.parts[i]});
        }
        table.row({"  " + one.name, printed.after});
        out += style.faint(heading(report, a, language)) + '\n' + table.render(style);
    }
    return out.empty() ? out : causes_heading(probability, language, style) + out;
}

double largest_error(const analysis::Comparison& comparison) {
    double most = 0;
    for (const Attribution& a : comparison.attributions) {
        for (const auto& part : a.parts) most = std::max(most, part.standard_error);
    }
    return most;
}

std::string causes_note(const analysis::Comparison& comparison, Language language) {
    const Causes& causes = comparison.causes;
    const double error = 100 * largest_error(comparison);
    const std::string shown = decimal_text(error, error < 0.0095 ? 4 : 2, language);
    std::size_t orders = 0;
    for (const Attribution& a : comparison.attributions) orders = std::max(orders, a.orders);
    if (orders > 0) return text(Message::compare_orders_note, language, causes.inputs.size(), causes.causes.size(), orders, analysis::kMostCauses);
    return text(Message::compare_causes_note, language, causes.inputs.size(), causes.causes.size(), shown);
}

/// Which input changed from what to what.
std::string inputs_table(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    TextTable table({Align::left, Align::left, Align::right, Align::right});
    table.head({text(Message::compare_input, language), text(Message::compare_group, language), report.before_name, one.name});
    const auto shown = [](const std::string& numbers) { return numbers.empty() ? std::string(kMissing) : numbers; };
    for (const analysis::DifferingInput& input : causes.inputs) {
        table.row({"  " + input_name(input, language), group_text(input.group, language), shown(input.before), shown(input.after)});
    }
    return '\n' + style.strong(text(Message::compare_inputs_title, language)) + '\n' + table.render(style);
}

}  // namespace

std::string causes_text(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    if (causes.inputs.empty()) return {};
    std::string out;
    for (const bool probability : {false, true}) {
        const bool narrow = causes.causes.size() <= analysis::kMostCauses;
        out += narrow ? numbers_by_cause(report, one, probability, language, style) : causes_by_number(report, one, probability, language, style);
    }
    if (!one.comparison.attributions.empty()) {
        out += causes_note(one.comparison, language) + '\n';
    }
    for (const std::string& name : one.comparison.unexplained) out += text(Message::compare_unexplained, language, name) + '\n';
    return out + inputs_table(report, one, language, style);
}

}  // namespace grdp::report
