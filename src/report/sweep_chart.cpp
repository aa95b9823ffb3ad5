#include "grdp/report/sweep_chart.hpp"

#include <cmath>

#include "grdp/base/contract.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/svg.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr int kDecimalsOfAxis = 6;

std::string place_on(const analysis::SweepAxis& axis, double number, Language language) {
    const bool named = std::isnan(number) || axis.has_levels() || axis.kind == analysis::AxisKind::seed;
    return named ? analysis::axis_value_text(axis, number) : short_text(number, kDecimalsOfAxis, language);
}

}  // namespace

HeatMap sweep_heat_map(const SweepReport& report, Language language) {
    GRDP_EXPECTS(report.heat.has_value() && !report.questions.empty());
    const auto& heat = *report.heat;
    const auto& axes = report.sweep.axes;
    HeatMap chart;
    chart.value.title = labelled_unit(text(Message::sens_probability_of, language, analysis::question_text(report.sweep.frame, report.questions.front())), "%", language);
    chart.value.unit = "%";
    chart.column_title = labelled_unit(axes[heat.across].name, axes[heat.across].unit, language);
    chart.row_title = labelled_unit(axes[heat.down].name, axes[heat.down].unit, language);
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        if (axis == heat.across || axis == heat.down) continue;
        chart.value.title += "; " + axes[axis].name + " = " + place_on(axes[axis], heat.held[axis], language);
    }
    for (const double value : heat.across_values) chart.columns.push_back(place_on(axes[heat.across], value, language));
    for (const double value : heat.down_values) chart.rows.push_back(place_on(axes[heat.down], value, language));
    for (const std::size_t place : heat.cells) {
        const bool has = place != analysis::SweepHeat::kNoRow;
        const auto estimate = has ? analysis::answer_of(report.sweep.rows[place], report.questions.front()) : std::nullopt;
        if (estimate) chart.cells.push_back({100 * estimate->value, decimal_text(100 * estimate->value, 1, language)});
        else chart.cells.push_back({std::nan(""), std::string(kMissing)});
    }
    return chart;
}

std::string sweep_heat_svg(const SweepReport& report, Language language) {
    const HeatMap chart = sweep_heat_map(report, language);
    return svg_file(chart, language, {"heat_map", chart.value.title, chart.column_title + "; " + chart.row_title});
}

}  // namespace grdp::report
