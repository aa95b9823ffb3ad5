#include "xlsx_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "grdp/base/utf8.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/xml_text.hpp"
#include "native_chart.hpp"

namespace grdp::report {
namespace {

constexpr lxw_row_t kHead = 2;  // below the caption and an empty row
constexpr double kWidestColumn = 46;
constexpr lxw_color_t kHeadFill = 0xEAF0F6;

std::string head_text(const doc::Column& column) {
    return column.unit_text.empty() ? column.head : fmt::format("{} ({})", column.head, column.unit_text);
}

// Width in characters: the longest cell, the head in two or three lines.
double column_width(const doc::Table& table, std::size_t index) {
    std::size_t longest = utf8::text_width(head_text(table.columns[index])) / 3;
    for (const auto& row : table.rows) {
        const std::size_t indent = index == table.label_column ? static_cast<std::size_t>(std::max(row.indent, 0)) * 2 : 0;
        if (row.kind != doc::RowKind::group) longest = std::max(longest, utf8::text_width(row.cells[index].text) + indent);
    }
    return std::clamp(static_cast<double>(longest) + 3, 9.0, kWidestColumn);
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return low(x) == low(y); });
}

}  // namespace

std::string sheet_name(std::string_view wish, std::vector<std::string>& taken) {
    constexpr std::size_t kLongest = 31;
    std::string base;
    std::size_t count = 0;
    const std::string clean = clean_text(wish);
    for (const auto point : utf8::code_points(clean)) {
        if (count + 4 >= kLongest) break;
        const bool forbidden = point.size() == 1 && std::string_view("[]:*?/\\'").find(point.front()) != std::string_view::npos;
        base += forbidden ? std::string_view(" ") : point;
        count += point.size() > 3 ? 2U : 1U;  // Excel counts UTF-16 units
    }
    if (base.find_first_not_of(' ') == std::string::npos) base = "1";
    std::string name = base;
    const auto used = [&](const std::string& other) { return same_ignoring_case(other, name); };
    for (int number = 2; std::any_of(taken.begin(), taken.end(), used); ++number)
        name = fmt::format("{} {}", base, number);
    taken.push_back(name);
    return name;
}

SheetBook::SheetBook(Workbook& book, const doc::Document& document) : book_(book), document_(document) {
    const auto make = [&](bool bold, double size) {
        lxw_format* format = book_.format();
        if (bold) format_set_bold(format);
        format_set_font_size(format, size);
        return format;
    };
    formats_ = {make(true, 13), make(true, 11), make(false, 11), make(false, 11), make(false, 10), make(true, 11), make(true, 11), make(false, 11)};
    format_set_num_format(formats_.guarded, "@");
    format_set_text_wrap(formats_.guarded);
    format_set_text_wrap(formats_.plain);
    format_set_align(formats_.plain, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(formats_.guarded, LXW_ALIGN_VERTICAL_TOP);
    format_set_italic(formats_.note);
    for (lxw_format* head : {formats_.head, formats_.head_text}) {
        format_set_text_wrap(head);
        format_set_num_format(head, "@");
        format_set_bg_color(head, kHeadFill);
        format_set_border(head, LXW_BORDER_THIN);
        format_set_align(head, LXW_ALIGN_VERTICAL_CENTER);
        format_set_align(head, LXW_ALIGN_CENTER);
    }
    format_set_font_color(formats_.link, 0x12436D);
    format_set_underline(formats_.link, LXW_UNDERLINE_SINGLE);
}

lxw_worksheet* SheetBook::open(const std::string& name) {
    return workbook_add_worksheet(book_.get(), name.c_str());
}

void SheetBook::set_page(lxw_worksheet* sheet, bool landscape) {
    worksheet_set_paper(sheet, 9);  // A4
    if (landscape) worksheet_set_landscape(sheet);
    worksheet_set_margins(sheet, 0.8, 0.6, 0.8, 0.8);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&C&P/&N");
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
}

void SheetBook::add_contents(const std::vector<SheetEntry>& entries) {
    lxw_worksheet* sheet = workbook_get_worksheet_by_name(book_.get(), wording(Message::office_contents, document_.language).data());
    worksheet_set_column(sheet, 0, 0, 22, nullptr);
    worksheet_set_column(sheet, 1, 1, 90, nullptr);
    set_page(sheet, false);
    lxw_row_t row = 0;
    write_text(sheet, row++, 0, document_.title, formats_.title, formats_.title);
    for (const auto* line : {&document_.subtitle, &document_.date_text, &document_.program}) {
        if (!line->empty()) write_text(sheet, row++, 0, *line, formats_.note, formats_.note);
    }
    ++row;
    for (const auto& block : document_.blocks) {
        const auto* paragraph = std::get_if<doc::Paragraph>(&block);
        if (paragraph == nullptr || paragraph->role != doc::ParagraphRole::lead) continue;
        const std::string lead = doc::plain_text(paragraph->runs);
        write_text(sheet, row, 1, lead, formats_.plain, formats_.guarded);
        worksheet_set_row(sheet, row++, 15.0 * static_cast<double>(1 + utf8::text_width(lead) / 88), nullptr);
    }
    ++row;
    for (const auto& entry : entries) {
        worksheet_write_url(sheet, row, 0, fmt::format("internal:'{}'!A1", entry.sheet).c_str(), formats_.link);
        write_text(sheet, row, 0, entry.sheet, formats_.link, formats_.link);
        write_text(sheet, row++, 1, entry.caption, formats_.plain, formats_.guarded);
    }
}

// Formats are made once for each look: workbooks with thousands of them open slowly.
lxw_format* SheetBook::cell_format(const doc::Column& column, const doc::Cell& cell, const doc::Row& row, bool label) {
    const int indent = label ? std::clamp(row.indent, 0, 15) : 0;
    const bool strong = row.kind != doc::RowKind::body;
    const bool text = !cell.number;
    const std::string key = fmt::format("{}|{}|{}|{}|{}", static_cast<int>(column.kind), text ? -1 : cell.decimals, indent, strong, static_cast<int>(row.kind));
    for (const auto& [known, format] : made_) {
        if (known == key) return format;
    }
    lxw_format* format = book_.format();
    if (strong) format_set_bold(format);
    if (row.kind == doc::RowKind::group) format_set_bg_color(format, 0xF5F7FA);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, 0xA0A7B0);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (text) format_set_num_format(format, "@");
    else format_set_num_format(format, ("#,##0" + (cell.decimals > 0 ? "." + std::string(static_cast<std::size_t>(std::min(cell.decimals, 15)), '0') : "")).c_str());
    if (column.kind == doc::ColumnKind::text) format_set_text_wrap(format);
    if (column.kind == doc::ColumnKind::number) format_set_align(format, LXW_ALIGN_RIGHT);
    if (column.kind == doc::ColumnKind::centred) format_set_align(format, LXW_ALIGN_CENTER);
    if (indent > 0) format_set_indent(format, static_cast<uint8_t>(indent));
    made_.emplace_back(key, format);
    return format;
}

void SheetBook::write_head(lxw_worksheet* sheet, const doc::Table& table) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        worksheet_set_column(sheet, column, column, column_width(table, c), nullptr);
        write_text(sheet, kHead, column, head_text(table.columns[c]), formats_.head, formats_.head_text);
    }
    std::size_t lines = 1;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        lines = std::max(lines, 1 + utf8::text_width(head_text(table.columns[c])) / static_cast<std::size_t>(column_width(table, c) - 2));
    worksheet_set_row(sheet, kHead, 15.0 * static_cast<double>(std::min<std::size_t>(lines, 6)) + 3, nullptr);
}

void SheetBook::write_rows(lxw_worksheet* sheet, const doc::Table& table) {
    lxw_row_t at = kHead;
    for (const auto& row : table.rows) {
        ++at;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const auto& cell = row.cells[c];
            const auto column = static_cast<lxw_col_t>(c);
            lxw_format* format = cell_format(table.columns[c], cell, row, c == table.label_column);
            if (cell.number && std::isfinite(*cell.number)) worksheet_write_number(sheet, at, column, *cell.number, format);
            else if (!cell.text.empty()) write_text(sheet, at, column, cell.text, format, format);
            else worksheet_write_blank(sheet, at, column, format);
        }
    }
}

void SheetBook::name_columns(const doc::Table& table, const std::string& sheet) {
    if (table.rows.empty()) return;
    const std::size_t first = kHead + 2;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string letters = column_letters(c);
        const std::string range = fmt::format("='{}'!${}${}:${}${}", sheet, letters, first, letters, first + table.rows.size() - 1);
        workbook_define_name(book_.get(), fmt::format("{}_{}", table.id, table.columns[c].name).c_str(), range.c_str());
    }
}

lxw_row_t SheetBook::write_notes(lxw_worksheet* sheet, const std::vector<std::string>& notes, lxw_row_t row) {
    for (const auto& note : notes)
        write_text(sheet, row++, 0, note, formats_.note, formats_.note);
    return row;
}

void SheetBook::add_table(const doc::Table& table, const std::string& name) {
    lxw_worksheet* sheet = workbook_get_worksheet_by_name(book_.get(), name.c_str());
    write_text(sheet, 0, 0, caption_text(document_, table), formats_.strong, formats_.strong);
    write_head(sheet, table);
    write_rows(sheet, table);
    name_columns(table, name);
    const auto after = static_cast<lxw_row_t>(kHead + 2 + table.rows.size());
    write_notes(sheet, table.notes, after);
    worksheet_freeze_panes(sheet, kHead + 1, static_cast<lxw_col_t>(std::min<std::size_t>(table.label_column + 1, table.columns.size())));
    worksheet_repeat_rows(sheet, kHead, kHead);
    double width = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        width += column_width(table, c);
    set_page(sheet, width > 95);
}

// Shaded by Excel itself, so that the shades follow the numbers.
void SheetBook::write_heat_map(lxw_worksheet* sheet, const HeatMap& map, lxw_row_t first) {
    lxw_format* figures = book_.format();
    format_set_num_format(figures, ("#,##0" + (map.value.decimals > 0 ? "." + std::string(static_cast<std::size_t>(map.value.decimals), '0') : "")).c_str());
    write_text(sheet, first, 0, map.row_title + " \\ " + map.column_title, formats_.head, formats_.head_text);
    worksheet_set_column(sheet, 0, 0, 30, nullptr);
    for (std::size_t c = 0; c < map.columns.size(); ++c)
        write_text(sheet, first, static_cast<lxw_col_t>(c + 1), map.columns[c], formats_.head, formats_.head_text);
    for (std::size_t r = 0; r < map.rows.size(); ++r) {
        const auto row = static_cast<lxw_row_t>(first + 1 + r);
        write_text(sheet, row, 0, map.rows[r], formats_.plain, formats_.guarded);
        for (std::size_t c = 0; c < map.columns.size() && r * map.columns.size() + c < map.cells.size(); ++c) {
            const auto& cell = map.cells[r * map.columns.size() + c];
            if (std::isfinite(cell.value)) worksheet_write_number(sheet, row, static_cast<lxw_col_t>(c + 1), cell.value, figures);
        }
    }
    if (map.rows.empty() || map.columns.empty()) return;
    lxw_conditional_format shade{};
    shade.type = LXW_CONDITIONAL_2_COLOR_SCALE;
    shade.min_color = 0xFFFFFF;
    shade.max_color = colour_of(palette::kFan[2]);
    worksheet_conditional_format_range(sheet, first + 1, 1, static_cast<lxw_row_t>(first + map.rows.size()), static_cast<lxw_col_t>(map.columns.size()), &shade);
}

void SheetBook::add_figure(const doc::FigureBlock& figure, const std::string& name) {
    lxw_worksheet* sheet = workbook_get_worksheet_by_name(book_.get(), name.c_str());
    write_text(sheet, 0, 0, caption_text(document_, figure), formats_.strong, formats_.strong);
    set_page(sheet, true);
    const auto chart = chart_sheet(figure.chart, document_.language);
    if (!chart) {
        const auto* map = std::get_if<HeatMap>(&figure.chart);
        if (map != nullptr) write_heat_map(sheet, *map, kHead);
        write_notes(sheet, figure.notes, static_cast<lxw_row_t>(kHead + 2 + (map != nullptr ? map->rows.size() : 0)));
        return;
    }
    constexpr lxw_row_t kChartRows = 22;  // the chart stands above its figures
    const double height = 700 * chart->height;
    const auto rows = static_cast<lxw_row_t>(std::max(static_cast<double>(kChartRows), height / 20 + 3));
    const SheetPlace place{name, rows};
    worksheet_set_column(sheet, 0, 0, 30, nullptr);
    worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(chart->columns.size()), 11, nullptr);
    write_chart_data(book_, sheet, *chart, place, true);
    std::string alt = clean_text(figure.alt);
    lxw_chart_options options{};
    options.x_scale = 700.0 / 480;
    options.y_scale = height / 288;
    options.description = alt.data();
    worksheet_insert_chart_opt(sheet, 1, 0, add_native_chart(book_, *chart, place, kSheetFont), &options);
    write_notes(sheet, figure.notes, static_cast<lxw_row_t>(rows + 2 + chart->categories.size()));
    charts_.push_back({*chart, place});
}

void SheetBook::add_facts(const doc::FactBox& box, const std::string& name) {
    lxw_worksheet* sheet = workbook_get_worksheet_by_name(book_.get(), name.c_str());
    write_text(sheet, 0, 0, box.title, formats_.strong, formats_.strong);
    worksheet_set_column(sheet, 0, 0, 32, nullptr);
    worksheet_set_column(sheet, 1, 1, 95, nullptr);
    set_page(sheet, true);
    lxw_row_t row = kHead;
    for (const auto& fact : box.facts) {
        const std::string value = doc::plain_text(fact.value);
        write_text(sheet, row, 0, fact.label, formats_.plain, formats_.guarded);
        write_text(sheet, row, 1, value, formats_.plain, formats_.guarded);
        worksheet_set_row(sheet, row++, 15.0 * static_cast<double>(1 + utf8::text_width(value) / 95), nullptr);
    }
}

}  // namespace grdp::report
