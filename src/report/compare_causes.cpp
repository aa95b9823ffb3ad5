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

/// "trend (4): 8.5 9 9 -> 13.4 9 9, ..."; the numbers of one input, how many of several.
std::string cause_label(const Causes& causes, const Cause& cause, Language language) {
    if (causes.by == analysis::Grouping::group) return group_text(cause.group, language);
    if (cause.group == analysis::CauseGroup::model) return text(Message::cause_model_long, language);
    if (cause.inputs.size() > 1) return text(Message::cause_several, language, cause.name, cause.inputs.size());
    return causes.inputs[cause.inputs.front()].name;
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

/// Most causes matter to most numbers: numbers are rows, causes are columns.
std::string numbers_by_cause(const ComparisonReport& report, const analysis::NamedComparison& one, bool probability, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    TextTable table([&] {
        std::vector<Align> columns(3 + causes.causes.size(), Align::right);
        columns.front() = Align::left;
        return columns;
    }());
    std::vector<std::string> head{text(probability ? Message::compare_probability_of : Message::compare_number_of, language), report.before_name};
    for (const Cause& cause : causes.causes) head.push_back(cause_label(causes, cause, language));
    head.push_back(one.name);
    table.head(std::move(head));
    bool any = false;
    for (const Attribution& a : one.comparison.attributions) {
        if (a.what.probability != probability || !told(report, a)) continue;
        const double scale = probability ? 100 : 1;
        const int decimals = probability ? kCauseDecimals : std::max(unit_decimals(report.before.series[a.what.series].unit), kCauseDecimals);
        std::vector<double> parts;
        for (const auto& part : a.parts) parts.push_back(scale * part.value);
        const auto printed = printed_parts(parts, scale * a.before, scale * a.after, decimals);
        std::vector<std::string> row{"  " + heading(report, a, language), decimal_text(scale * a.before, decimals, language)};
        for (std::size_t i = 0; i < printed.size(); ++i) row.push_back(parts[i] == 0 && printed[i].units == 0 ? std::string(kMissing) : signed_scaled(printed[i], language));
        row.push_back(decimal_text(scale * a.after, decimals, language));
        table.row(std::move(row));
        any = true;
    }
    if (!any) return {};
    return '\n' + style.strong(text(probability ? Message::compare_causes_events_title : Message::compare_causes_title, language)) + '\n' + table.render(style);
}

double largest_error(const analysis::Comparison& comparison) {
    double most = 0;
    for (const Attribution& a : comparison.attributions) {
        for (const auto& part : a.parts) most = std::max(most, part.standard_error);
    }
    return most;
}

/// Which input changed from what to what.
std::string inputs_table(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    TextTable table({Align::left, Align::left, Align::right, Align::right});
    table.head({text(Message::compare_input, language), text(Message::compare_group, language), report.before_name, one.name});
    const auto shown = [](const std::string& numbers) { return numbers.empty() ? std::string(kMissing) : numbers; };
    for (const analysis::DifferingInput& input : causes.inputs) {
        const bool model = input.kind == analysis::InputKind::model;
        table.row({"  " + (model ? text(Message::cause_model_long, language) : input.name), group_text(input.group, language), shown(input.before), shown(input.after)});
    }
    return '\n' + style.strong(text(Message::compare_inputs_title, language)) + '\n' + table.render(style);
}

}  // namespace

std::string causes_text(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    const Causes& causes = one.comparison.causes;
    if (causes.inputs.empty()) return {};
    std::string out = numbers_by_cause(report, one, false, language, style) + numbers_by_cause(report, one, true, language, style);
    if (!one.comparison.attributions.empty()) {
        const double error = 100 * largest_error(one.comparison);
        out += text(Message::compare_causes_note, language, causes.inputs.size(), causes.causes.size(), decimal_text(error, error < 0.0095 ? 4 : 2, language)) + '\n';
    }
    for (const std::string& name : one.comparison.unexplained) out += text(Message::compare_unexplained, language, name) + '\n';
    return out + inputs_table(report, one, language, style);
}

}  // namespace grdp::report
