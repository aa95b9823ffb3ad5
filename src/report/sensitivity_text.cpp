#include "grdp/report/sensitivity_text.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "input_label.hpp"
#include "judgement_parts.hpp"
#include "signed_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::Estimate;
using analysis::Sensitivity;
using model::CompiledModel;

constexpr std::size_t kBars = 8;
constexpr std::size_t kSlopes = 12;

std::string title_of(const CompiledModel& model, const analysis::UncertainNumber& number, Language language) {
    if (number.event) return text(Message::sens_probability_of, language, event_name(model, number.index, language));
    const model::Series& series = model.series[number.index];
    return labelled_unit(series_label(series, language), series.unit, language) + ", " + period_heading(model.grid.periods.at(number.period), language);
}

/// Of a series the first period; every event.
bool is_told(const CompiledModel& model, const analysis::UncertainNumber& number) { return number.event || number.period == model.first_horizon_index(); }

std::string case_name(const std::string& name, Language language) {
    if (name == "as given") return text(Message::sens_as_given, language);
    if (name == "independent") return text(Message::sens_independent, language);
    if (name.starts_with("t copula")) return text(Message::sens_t_copula, language);
    if (name == "coefficients read as Spearman's") return text(Message::sens_spearman, language);
    if (name == "coefficients read as Kendall's") return text(Message::sens_kendall, language);
    if (name == "crisis years counted") return text(Message::sens_crisis_in, language);
    if (name == "crisis years left out") return text(Message::sens_crisis_out, language);
    return name;
}

std::string reason_text(const std::string& reason, Language language) {
    if (reason == "the shocks are independent as given") return text(Message::sens_reason_independent, language);
    if (reason == "what is observed was conditioned on under the normal copula") return text(Message::sens_reason_observed, language);
    if (reason == "no shocks have these correlations together") return text(Message::sens_reason_matrix, language);
    if (reason == "some shocks move as one") return text(Message::sens_reason_as_one, language);
    if (reason == "the scenario cannot be compiled with these statements") return text(Message::sens_reason_compiled, language);
    return reason;
}

std::string gained_text(const Estimate& gained, Language language) {
    const double error = 100 * gained.standard_error;
    const std::string value = signed_decimal(100 * gained.value, 2, language);
    return error < 5e-3 ? value : value + " ± " + decimal_text(error, 2, language);
}

/// A probability in percent; of none in n paths the upper end of its interval: it may be anything below.
std::string given_text(const Estimate& p, Language language) {
    const bool none = 100 * p.value < 5e-3 && 100 * p.high >= 5e-3;
    return none ? "< " + decimal_text(100 * p.high, 100 * p.high < 0.1 ? 3 : 2, language) : decimal_text(100 * p.value, 2, language);
}

std::string cases_table(const CompiledModel& model, const Sensitivity& found, Language language, Style style) {
    if (found.cases.empty()) return {};
    std::vector<Align> columns(1 + found.cases.size(), Align::right);
    columns.front() = Align::left;
    TextTable table(columns);
    std::vector<std::string> head{text(Message::event, language)};
    for (const auto& one : found.cases) head.push_back(case_name(one.name, language));
    table.head(std::move(head));
    for (std::size_t e = 0; e < found.events.size(); ++e) {
        std::vector<std::string> row{"  " + event_name(model, found.events[e], language)};
        for (const auto& one : found.cases) {
            const bool has = one.reason.empty() && std::isfinite(one.probability[e].value);
            row.push_back(!has ? std::string(kMissing) : &one == &found.cases.front() ? given_text(one.probability[e], language) : gained_text(one.gained[e], language));
        }
        table.row(std::move(row));
    }
    std::string out = '\n' + style.strong(text(Message::sens_cases_title, language)) + '\n' + table.render(style);
    for (const auto& one : found.cases) {
        if (!one.reason.empty()) out += text(Message::sens_case_refused, language, case_name(one.name, language), reason_text(one.reason, language)) + '\n';
    }
    return out;
}

std::string percent_share(const Estimate& share, bool exact, Language language) {
    const std::string value = decimal_text(100 * share.value, 1, language);
    return exact ? value : value + " ± " + decimal_text(100 * share.standard_error, 1, language);
}

std::string shares_heading(const analysis::UncertaintyShares& shares, Language language) {
    if (shares.exact) return text(Message::sens_shares_exact, language);
    if (shares.orders == 0) return text(Message::sens_shares_sampled, language, shares.draws);
    return shares.draws == 0 ? text(Message::sens_shares_orders, language, shares.orders) : text(Message::sens_shares_both, language, shares.draws, shares.orders);
}

std::string shares_table(const CompiledModel& model, const Sensitivity& found, std::size_t number, Language language, Style style) {
    for (const auto& one : found.shares) {
        if (one.first != number) continue;
        const analysis::UncertaintyShares& shares = one.second;
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < shares.inputs.size(); ++i) order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return shares.shapley[a].value > shares.shapley[b].value; });
        TextTable table({Align::left, Align::right, Align::right, Align::right});
        table.head({text(Message::sens_input, language), text(Message::sens_share, language), text(Message::sens_alone, language), text(Message::sens_rest, language)});
        for (const std::size_t i : order) {
            table.row({"  " + uncertain_label(model, shares.inputs[i], language), percent_share(shares.shapley[i], shares.exact, language), percent_share(shares.first_order[i], shares.exact, language),
                       percent_share(shares.total[i], shares.exact, language)});
        }
        return style.faint(shares_heading(shares, language)) + '\n' + table.render(style);
    }
    return {};
}

std::string more_line(std::size_t left_out, Language language) { return left_out == 0 ? std::string() : text(Message::sens_more, language, left_out) + '\n'; }

std::string tornado_table(const CompiledModel& model, const Sensitivity& found, std::size_t number, Language language, Style style) {
    const bool event = found.numbers[number].event;
    const double scale = event ? 100 : 1;
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
    table.head({text(Message::sens_input, language), text(Message::sens_deviation, language), text(Message::sens_lower, language), text(Message::sens_higher, language),
                text(Message::sens_swing, language), event ? std::string() : text(Message::sens_together, language)});
    std::size_t shown = 0;
    for (const auto& bar : found.tornado) {
        if (bar.number != number || shown++ >= kBars) continue;
        const std::string error = event && bar.swing.standard_error > 5e-5 ? " ± " + decimal_text(100 * bar.swing.standard_error, 2, language) : "";
        table.row({"  " + uncertain_label(model, bar.is_shock, bar.index, language), short_text(bar.deviation, 3, language),
                   decimal_text(scale * bar.low, 2, language), decimal_text(scale * bar.high, 2, language), signed_scaled(printed_gap(scale * bar.low, scale * bar.high, 2), language) + error,
                   std::isfinite(bar.together) ? signed_decimal(bar.together, 2, language) : ""});
    }
    if (shown == 0) return {};
    return style.faint(text(Message::sens_tornado, language)) + '\n' + table.render(style) + more_line(shown - std::min(shown, kBars), language);
}

std::string slope_text(const Estimate& slope, double scale, Language language) {
    const double error = scale * slope.standard_error;
    int decimals = 2;
    for (double size = std::fabs(scale * slope.value); decimals < 6 && size > 0 && size < 0.1; size *= 10) ++decimals;
    return signed_decimal(scale * slope.value, decimals, language) + (error < 0.5 * std::pow(10.0, -decimals) ? "" : " ± " + decimal_text(error, decimals, language));
}

std::string slopes_table(const CompiledModel& model, const Sensitivity& found, std::size_t number, Language language, Style style) {
    const bool event = found.numbers[number].event;
    const std::string wanted = event ? "probability" : "mean";
    std::vector<const analysis::Slope*> rows;
    for (const auto& one : found.slopes) {
        if (one.number == number && one.statistic == wanted && std::fabs(one.slope.value) > 2 * one.slope.standard_error) rows.push_back(&one);
    }
    const auto weight = [](const analysis::Slope* one) { return std::fabs(one->slope.value * (one->value != 0 ? one->value : 1)); };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return weight(a) > weight(b); });
    const bool none = std::none_of(found.slopes.begin(), found.slopes.end(), [&](const auto& one) { return one.number == number; });
    const bool certain = std::find(found.certain.begin(), found.certain.end(), number) != found.certain.end();
    if (rows.empty()) return event && none && !certain ? text(Message::sens_no_slopes, language) + '\n' : std::string();
    const std::size_t left_out = rows.size() - std::min(rows.size(), kSlopes);
    rows.resize(rows.size() - left_out);
    TextTable table({Align::left, Align::left, Align::right, Align::right});
    table.head({text(Message::assumption, language), text(Message::sens_name, language), text(Message::sens_now, language), text(event ? Message::sens_slope_points : Message::sens_slope, language)});
    for (const auto* one : rows)
        table.row({"  " + labelled_unit(assumption_label(model, one->assumption, language), one->unit, language), one->assumption, short_text(one->value, 3, language), slope_text(one->slope, event ? 100 : 1, language)});
    return style.faint(text(Message::sens_slopes, language)) + '\n' + table.render(style) + more_line(left_out, language);
}

}  // namespace

std::string sensitivity_text(const CompiledModel& model, const Sensitivity& found, const engine::Sampling& sampling, Language language, Style style) {
    std::string out = style.strong(run_title(model, language)) + '\n' + cases_table(model, found, language, style);
    for (std::size_t i = 0; i < found.numbers.size(); ++i) {
        if (!is_told(model, found.numbers[i])) continue;
        const bool certain = std::find(found.certain.begin(), found.certain.end(), i) != found.certain.end();
        const std::string parts = (certain ? text(Message::sens_certain, language) + '\n' : std::string()) + shares_table(model, found, i, language, style) + tornado_table(model, found, i, language, style) + slopes_table(model, found, i, language, style);
        if (!parts.empty()) out += '\n' + style.strong(title_of(model, found.numbers[i], language)) + '\n' + parts;
    }
    return out + '\n' + draws_line(sampling, language) + text(Message::sens_note, language) + '\n';
}

}  // namespace grdp::report
