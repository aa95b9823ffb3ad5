#include "native_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <tuple>
#include <utility>

#include "grdp/report/xml_text.hpp"
#include "grdp/report/zip_archive.hpp"
#include "native_chart_xml.hpp"

namespace grdp::report {
namespace {

constexpr lxw_color_t kInk = 0x1F2933;
constexpr lxw_color_t kGrid = 0xD5DAE0;

bool is_line(const SheetSeries& series) {
    return series.geometry == Geometry::line;
}

uint8_t chart_type(Geometry geometry) {
    switch (geometry) {
        case Geometry::area: return LXW_CHART_AREA_STACKED;
        case Geometry::column: return LXW_CHART_COLUMN;
        case Geometry::stacked_column: return LXW_CHART_COLUMN_STACKED;
        case Geometry::stacked_bar: return LXW_CHART_BAR_STACKED;
        case Geometry::line: break;
    }
    return LXW_CHART_LINE;
}

uint8_t label_position(LabelPlace place) {
    switch (place) {
        case LabelPlace::above: return LXW_CHART_LABEL_POSITION_ABOVE;
        case LabelPlace::outside: return LXW_CHART_LABEL_POSITION_OUTSIDE_END;
        case LabelPlace::inside_end: return LXW_CHART_LABEL_POSITION_INSIDE_END;
        case LabelPlace::inside_base: return LXW_CHART_LABEL_POSITION_INSIDE_BASE;
        case LabelPlace::right: return LXW_CHART_LABEL_POSITION_RIGHT;
    }
    return LXW_CHART_LABEL_POSITION_DEFAULT;
}

// Settings go to the library by pointer and are copied there.
lxw_chart_line line_of(lxw_color_t colour, double width, bool dashed = false) {
    lxw_chart_line line{};
    line.color = colour;
    line.width = static_cast<float>(width);
    if (dashed) line.dash_type = LXW_CHART_LINE_DASH_DASH;
    return line;
}

lxw_chart_font font_of(double size) {
    lxw_chart_font font{};
    font.size = size;
    font.bold = LXW_EXPLICIT_FALSE;
    font.color = kInk;
    return font;
}

void set_marks(lxw_chart_series* series, const SheetSeries& plan) {
    if (plan.mark == Mark::none) {
        chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
        return;
    }
    const uint8_t type = plan.mark == Mark::circle    ? LXW_CHART_MARKER_CIRCLE
                         : plan.mark == Mark::diamond ? LXW_CHART_MARKER_DIAMOND
                                                      : LXW_CHART_MARKER_LONG_DASH;
    lxw_chart_fill fill{};
    fill.color = colour_of(plan.colour);
    lxw_chart_line edge = line_of(fill.color, 0.75);
    chart_series_set_marker_type(series, type);
    chart_series_set_marker_size(series, plan.mark == Mark::circle ? 5 : 8);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
}

void set_dress(lxw_chart_series* series, const SheetSeries& plan) {
    lxw_chart_line none{};
    none.none = LXW_TRUE;
    if (is_line(plan)) {
        lxw_chart_line line = plan.line_width > 0 ? line_of(colour_of(plan.colour), plan.line_width, plan.dashed) : none;
        chart_series_set_line(series, &line);
        set_marks(series, plan);
        return;
    }
    lxw_chart_fill fill{};
    if (plan.colour.empty()) fill.none = LXW_TRUE;
    else fill.color = colour_of(plan.colour);
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &none);
}

void set_labels(lxw_chart_series* series, const SheetSeries& plan, double size) {
    if (plan.labels.empty()) return;
    std::deque<std::string> texts;
    std::deque<lxw_chart_data_label> labels;
    std::vector<lxw_chart_data_label*> list;
    for (const auto& text : plan.labels) {
        texts.push_back(literal(text));
        lxw_chart_data_label label{};
        if (texts.back().empty()) label.hide = LXW_TRUE;
        else label.value = texts.back().data();
        labels.push_back(label);
        list.push_back(&labels.back());
    }
    list.push_back(nullptr);
    lxw_chart_font font = font_of(size);
    chart_series_set_labels(series);
    chart_series_set_labels_position(series, label_position(plan.place));
    chart_series_set_labels_font(series, &font);
    chart_series_set_labels_custom(series, list.data());
}

// Custom lengths are set afterwards: the library knows fixed ones only.
void set_error_bars(lxw_chart_series* series, const SheetSeries& plan) {
    if (!plan.plus) return;
    lxw_chart_line line = plan.heavy_bars ? line_of(colour_of(plan.colour), 4) : line_of(kInk, 1);
    chart_series_set_error_bars(series->y_error_bars, LXW_CHART_ERROR_BAR_TYPE_FIXED, 1);
    chart_series_set_error_bars_line(series->y_error_bars, &line);
    if (plan.heavy_bars) chart_series_set_error_bars_endcap(series->y_error_bars, LXW_CHART_ERROR_BAR_NO_CAP);
    const auto direction = plan.minus ? LXW_CHART_ERROR_BAR_DIR_BOTH : LXW_CHART_ERROR_BAR_DIR_PLUS;
    chart_series_set_error_bars_direction(series->y_error_bars, static_cast<uint8_t>(direction));
}

void set_axis_dress(lxw_chart_axis* axis, const std::string& title, double size) {
    lxw_chart_font font = font_of(size);
    chart_axis_set_num_font(axis, &font);
    chart_axis_set_name_font(axis, &font);
    if (!title.empty()) chart_axis_set_name(axis, literal(title).c_str());
    lxw_chart_line line = line_of(kInk, 0.75);
    chart_axis_set_line(axis, &line);
    chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_OUTSIDE);
    chart_axis_set_minor_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
}

void set_axes(lxw_chart* chart, const ChartSheet& plan, bool horizontal, double size) {
    lxw_chart_axis* value = horizontal ? chart->x_axis : chart->y_axis;
    lxw_chart_axis* category = horizontal ? chart->y_axis : chart->x_axis;
    set_axis_dress(category, plan.category_title, size);
    set_axis_dress(value, plan.value.title, size);
    lxw_chart_font upright = font_of(size);
    upright.rotation = 360;  // the library's word for none: readers tilt crowded labels else
    if (!horizontal) chart_axis_set_num_font(category, &upright);
    chart_axis_set_label_position(category, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_interval_unit(category, static_cast<uint16_t>(plan.label_every));  // 1, too, is said: readers leave labels out else
    if (plan.label_every > 1) chart_axis_set_interval_tick(category, static_cast<uint16_t>(plan.label_every));
    if (!plan.value.number_format.empty()) chart_axis_set_num_format(value, plan.value.number_format.c_str());
    const auto kinds = std::pair(std::exchange(value->is_value, LXW_TRUE), std::exchange(value->is_category, LXW_FALSE));  // wrong for lying bars
    if (plan.value.low) chart_axis_set_min(value, *plan.value.low);
    if (plan.value.high) chart_axis_set_max(value, *plan.value.high);
    if (plan.value.step) chart_axis_set_major_unit(value, *plan.value.step);
    std::tie(value->is_value, value->is_category) = kinds;
    lxw_chart_line grid = line_of(kGrid, 0.75);
    chart_axis_major_gridlines_set_visible(value, LXW_TRUE);
    chart_axis_major_gridlines_set_line(value, &grid);
    chart_axis_major_gridlines_set_visible(category, LXW_FALSE);
    if (horizontal) chart_axis_set_reverse(category);  // the first category on top ...
    if (horizontal) chart_axis_set_crossing_max(category);
}

lxw_chart* add_chart(Workbook& book, const ChartSheet& plan, const SheetPlace& place, bool lines, double size) {
    const auto first = std::find_if(plan.series.begin(), plan.series.end(), [&](const auto& series) { return is_line(series) == lines; });
    lxw_chart* chart = workbook_add_chart(book.get(), chart_type(first->geometry));
    const auto top = static_cast<lxw_row_t>(place.row + 1);
    const auto bottom = static_cast<lxw_row_t>(place.row + plan.categories.size());
    for (const auto& one : plan.series) {
        if (is_line(one) != lines) continue;
        const auto column = static_cast<lxw_col_t>(one.column);
        lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
        chart_series_set_categories(series, place.sheet.c_str(), top, 0, bottom, 0);
        chart_series_set_values(series, place.sheet.c_str(), top, column, bottom, column);
        chart_series_set_name_range(series, place.sheet.c_str(), place.row, column);
        set_dress(series, one);
        set_labels(series, one, size);
        set_error_bars(series, one);
    }
    const bool stacked = first->geometry == Geometry::stacked_column || first->geometry == Geometry::stacked_bar;
    if (stacked) chart_set_series_overlap(chart, 100);
    if (first->geometry != Geometry::area && !lines) chart_set_series_gap(chart, static_cast<uint16_t>(plan.gap));
    lxw_chart_font font = font_of(size);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    set_axes(chart, plan, first->geometry == Geometry::stacked_bar, size);
    lxw_chart_line none{};
    none.none = LXW_TRUE;
    chart_chartarea_set_line(chart, &none);
    return chart;
}

bool has(const ChartSheet& plan, bool lines) {
    return std::any_of(plan.series.begin(), plan.series.end(), [&](const auto& series) { return is_line(series) == lines; });
}

}  // namespace

lxw_chart* add_native_chart(Workbook& book, const ChartSheet& chart, const SheetPlace& place, double font_size) {
    return add_chart(book, chart, place, !has(chart, false), font_size);
}

Result<std::string> native_chart_xml(const ChartSheet& chart, const SheetPlace& place, const ChartLook& look) {
    Workbook book("", "", "");
    const auto no_memory = [] { return Diagnostic{.code = Code{7283}, .where = {}, .message = "the chart cannot be drawn: no memory"}; };
    if (!book.ready()) return no_memory();
    lxw_worksheet* sheet = workbook_add_worksheet(book.get(), place.sheet.c_str());
    if (sheet == nullptr) return no_memory();
    write_chart_data(book, sheet, chart, place, false);
    const bool two = has(chart, false) && has(chart, true);
    worksheet_insert_chart(sheet, 0, 0, add_native_chart(book, chart, place, look.font_size));
    if (two) worksheet_insert_chart(sheet, 0, 8, add_chart(book, chart, place, true, look.font_size));
    const auto bytes = book.finish();
    if (!bytes) return bytes.diagnostics();
    const auto parts = read_zip(*bytes);
    if (!parts) return parts.diagnostics();
    const auto* under = find_part(*parts, "xl/charts/chart1.xml");
    const auto* over = two ? find_part(*parts, "xl/charts/chart2.xml") : nullptr;
    return finished_chart_xml({under->bytes, over != nullptr ? over->bytes : std::string{}}, chart, place, look);
}

Result<std::string> chart_workbook(const ChartSheet& chart, const SheetPlace& place, std::string_view date) {
    Workbook book("", "", date);
    lxw_worksheet* sheet = book.ready() ? workbook_add_worksheet(book.get(), place.sheet.c_str()) : nullptr;
    if (sheet == nullptr) return Diagnostic{.code = Code{7283}, .where = {}, .message = "the figures of a chart cannot be written: no memory"};
    worksheet_set_column(sheet, 0, 0, 28, nullptr);
    worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(chart.columns.size()), 14, nullptr);
    write_chart_data(book, sheet, chart, place, true);
    return book.finish();
}

}  // namespace grdp::report
