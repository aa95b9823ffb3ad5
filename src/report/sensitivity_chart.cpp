#include "grdp/report/sensitivity_chart.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/svg.hpp"
#include "grdp/report/unit.hpp"
#include "input_label.hpp"
#include "judgement_parts.hpp"
#include "signed_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kMostTornadoBars = 8;
constexpr int kPointDecimals = 2;

/// As given; NaN where the table of assumptions lacks it.
double probability_as_given(const analysis::Sensitivity& found, std::uint32_t event) {
    const auto at = std::find(found.events.begin(), found.events.end(), event);
    if (at == found.events.end() || found.cases.empty()) return std::nan("");
    return found.cases.front().probability[static_cast<std::size_t>(at - found.events.begin())].value;
}

std::string spread_beside(const std::string& label, double deviation, Language language) { return label + ", ±\u00A0" + short_text(deviation, 3, language); }

void describe_series(const model::CompiledModel& model, const engine::Projection& projection, const analysis::UncertainNumber& number, Language language, TornadoChart& chart) {
    const model::Series& series = model.series[number.index];
    const double base = projection.value(number.index, number.period);
    chart.value.title = labelled_unit(series_label(series, language), series.unit, language) + ", " + period_heading(model.grid.periods.at(number.period), language);
    chart.value.unit = series.unit;
    chart.base = {base, decimal_text(base, kPointDecimals, language)};
}

void describe_event(const model::CompiledModel& model, const analysis::UncertainNumber& number, double base, Language language, TornadoChart& chart) {
    chart.value.title = text(Message::sens_points_of, language, inside_sentence(event_name(model, number.index, language)));
    chart.value.unit = "points";
    chart.base = {0, decimal_text(100 * base, kPointDecimals, language) + "%"};
}

}  // namespace

std::optional<TornadoChart> tornado_chart(const model::CompiledModel& model, const engine::Projection& projection, const analysis::Sensitivity& found, std::size_t number,
                                          Language language) {
    const analysis::UncertainNumber& what = found.numbers[number];
    const double base = what.event ? probability_as_given(found, what.index) : 0;
    if (std::isnan(base)) return std::nullopt;
    TornadoChart chart;
    if (what.event) describe_event(model, what, base, language, chart);
    else describe_series(model, projection, what, language, chart);
    chart.low_label = text(Message::paper_one_lower, language);
    chart.high_label = text(Message::paper_one_higher, language);
    const auto figured = [&](double value) -> Figured {
        if (!what.event) return {value, decimal_text(value, kPointDecimals, language)};
        return {100 * (value - base), signed_decimal(100 * (value - base), kPointDecimals, language)};
    };
    for (const analysis::TornadoBar& bar : found.tornado) {
        if (bar.number != number || chart.bars.size() >= kMostTornadoBars) continue;
        chart.bars.push_back({spread_beside(uncertain_label(model, bar.is_shock, bar.index, language), bar.deviation, language), figured(bar.low), figured(bar.high), {}, {}});
    }
    return chart.bars.empty() ? std::nullopt : std::optional(std::move(chart));
}

std::optional<std::string> tornado_svg(const model::CompiledModel& model, const engine::Projection& projection, const analysis::Sensitivity& found, Language language) {
    std::vector<SvgChart> charts;
    for (std::size_t i = 0; i < found.numbers.size(); ++i) {
        const analysis::UncertainNumber& number = found.numbers[i];
        if (!number.event && number.period != model.first_horizon_index()) continue;
        auto chart = tornado_chart(model, projection, found, i, language);
        if (!chart) continue;
        const auto& longest = chart->bars.front();
        SvgText words{"tornado_" + std::to_string(charts.size() + 1), chart->value.title, text(Message::paper_tornado_alt, language, longest.label, longest.at_low.text, longest.at_high.text)};
        charts.push_back({*std::move(chart), std::move(words)});
    }
    if (charts.empty()) return std::nullopt;
    return svg_file(charts, language);
}

}  // namespace grdp::report
