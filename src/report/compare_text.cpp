#include "grdp/report/compare_text.hpp"

#include <algorithm>
#include <cmath>

#include "compare_causes.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "judgement_parts.hpp"
#include "signed_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::Comparison;
using analysis::Estimate;

constexpr int kPercentDecimals = 2;

/// "± 0.003 (95%: 6.40 to 6.45)" in percentage points; as many decimals as the error needs.
std::string gained_error(const Estimate& gained, Language language) {
    const double error = 100 * gained.standard_error;
    if (error < 5e-9) return text(Message::compare_exact, language);
    int decimals = kPercentDecimals;
    for (double step = 0.01; decimals < 6 && error < step; step /= 10) ++decimals;
    return text(Message::compare_interval, language, decimal_text(error, decimals, language), signed_decimal(100 * gained.low, decimals, language),
                signed_decimal(100 * gained.high, decimals, language));
}

std::string events_table(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    if (one.comparison.events.empty()) return {};
    TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right});
    table.head({text(Message::event, language), text(Message::band, language), report.before_name, one.name, text(Message::compare_gained, language),
                text(Message::compare_error, language)});
    for (const analysis::ComparedEvent& e : one.comparison.events) {
        const bool lower = e.side == analysis::EventSide::at_least;
        const model::Event& event = report.before.events[e.event.before];
        table.row({lower ? "    " + text(Message::compare_at_least, language) : "  " + event_name(report.before, e.event.before, language),
                   lower ? "≥ " + short_text(event.low, kMostDecimals, language) : event_band(event, language),
                   decimal_text(100 * e.before.value, kPercentDecimals, language), decimal_text(100 * e.after.value, kPercentDecimals, language),
                   signed_scaled(printed_gap(100 * e.before.value, 100 * e.after.value, kPercentDecimals), language), gained_error(e.gained, language)});
    }
    return '\n' + style.strong(text(Message::compare_events_title, language)) + '\n' + table.render(style);
}

std::string difference_text(const Estimate& difference, int decimals, Language language) {
    if (!std::isfinite(difference.value)) return std::string(kMissing);
    return signed_decimal(difference.value, decimals, language) + " ± " + decimal_text(difference.standard_error, decimals + 1, language);
}

std::string cells_table(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    const auto& probabilities = report.sampling.probabilities;
    TextTable table(std::vector<Align>(5 + probabilities.size(), Align::right));
    std::vector<std::string> head{text(Message::indicator, language), text(Message::period, language), report.before_name, one.name, text(Message::mean, language)};
    for (const double p : probabilities) head.push_back("P" + short_text(100 * p, 2, language));
    table.head(std::move(head));
    bool any = false;
    for (const analysis::ComparedCell& c : one.comparison.cells) {
        if (std::find(report.shown.begin(), report.shown.end(), c.series) == report.shown.end()) continue;
        const model::Series& series = report.before.series[c.series];
        const int decimals = std::max(unit_decimals(series.unit), 2);
        std::vector<std::string> row{labelled_unit(series_label(series, language), series.unit, language), period_heading(c.period, language),
                                     decimal_text(c.mean_before, decimals, language), decimal_text(c.mean_after, decimals, language),
                                     difference_text(c.mean, decimals, language)};
        for (const Estimate& q : c.quantiles) row.push_back(difference_text(q, decimals, language));
        table.row(std::move(row));
        any = true;
    }
    if (!any) return {};
    return '\n' + style.strong(text(Message::compare_cells_title, language)) + '\n' + table.render(style);
}

/// The total with the most parts: what a paper would show.
std::uint32_t main_total(const Comparison& comparison) {
    std::uint32_t best = model::kNone;
    std::size_t most = 0;
    for (const analysis::ComparedGrowth& g : comparison.growth) {
        const auto parts = static_cast<std::size_t>(std::count_if(comparison.growth.begin(), comparison.growth.end(), [&](const auto& other) { return other.total == g.total; }));
        if (parts > most) {
            most = parts;
            best = g.total;
        }
    }
    return best;
}

std::string growth_table(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style) {
    const std::uint32_t total = main_total(one.comparison);
    if (total == model::kNone) return {};
    std::vector<accounts::Period> periods;
    for (const auto& g : one.comparison.growth) {
        if (g.total == total && std::find(periods.begin(), periods.end(), g.period) == periods.end()) periods.push_back(g.period);
    }
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right});
    table.head({text(Message::compare_growth, language), text(Message::period, language), report.before_name, one.name, text(Message::compare_points, language),
                text(Message::compare_contributes, language) + ": " + report.before_name, one.name, text(Message::compare_points, language)});
    for (const accounts::Period& period : periods) {
        std::vector<double> before, after;
        double whole_before = 0, whole_after = 0;
        std::vector<const analysis::ComparedGrowth*> rows;
        for (const auto& g : one.comparison.growth) {
            if (g.total != total || g.period != period) continue;
            rows.push_back(&g);
            if (g.series == total) {
                whole_before = g.contribution_before;
                whole_after = g.contribution_after;
                continue;
            }
            before.push_back(g.contribution_before);
            after.push_back(g.contribution_after);
        }
        const auto printed_before = round_to_total(before, whole_before, kPercentDecimals), printed_after = round_to_total(after, whole_after, kPercentDecimals);
        std::size_t part = 0;
        for (const auto* g : rows) {
            const bool is_total = g->series == total;
            const auto contribution = [&](const auto& printed, double value) {
                if (is_total || !printed) return round_decimal(value, kPercentDecimals).value_or(Scaled{0, kPercentDecimals});
                return (*printed)[part];
            };
            const Scaled own = contribution(printed_before, g->contribution_before), other = contribution(printed_after, g->contribution_after);
            table.row({(is_total ? "" : "  ") + (is_total ? stem_label(report.before.series[g->series], language) : element_label(report.before.series[g->series], language)),
                       period_heading(period, language), decimal_text(g->growth_before, kPercentDecimals, language),
                       decimal_text(g->growth_after, kPercentDecimals, language),
                       signed_scaled(printed_gap(g->growth_before, g->growth_after, kPercentDecimals), language), scaled_text(own, language),
                       scaled_text(other, language), signed_scaled({other.units - own.units, kPercentDecimals}, language)});
            part += is_total ? 0 : 1;
        }
    }
    return '\n' + style.strong(text(Message::compare_growth_title, language)) + '\n' + table.render(style);
}

}  // namespace

std::string comparison_text(const ComparisonReport& report, Language language, Style style) {
    std::string out;
    for (const analysis::NamedComparison& one : report.comparisons) {
        if (!out.empty()) out += '\n';
        out += style.strong(text(Message::compare_title, language, one.name, report.before_name)) + '\n';
        if (one.comparison.causes.inputs.empty()) out += '\n' + text(Message::compare_alike, language) + '\n';
        out += events_table(report, one, language, style) + cells_table(report, one, language, style) + growth_table(report, one, language, style) +
               causes_text(report, one, language, style);
    }
    return out + '\n' + draws_line(report.sampling, language) + text(Message::compare_note, language) + '\n';
}

}  // namespace grdp::report
