#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "docx_body.hpp"
#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kKeptTogether = 12;  // rows that still go on one page
constexpr std::size_t kLongText = 120;    // bytes of a cell that takes several lines

std::string grid_xml(const std::vector<int>& widths) {
    std::string out = "<w:tblGrid>";
    for (const int width : widths)
        out += fmt::format(R"(<w:gridCol w:w="{}"/>)", width);
    return out + "</w:tblGrid>";
}

std::string open_table(const WordStyleIds& styles, const std::vector<int>& widths, std::string_view description, std::string_view borders = {}) {
    int total = 0;
    for (const int width : widths)
        total += width;
    return fmt::format(R"(<w:tbl><w:tblPr><w:tblStyle w:val="{}"/><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/>{}<w:tblLayout w:type="fixed"/>)"
                       R"(<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>)"
                       R"(<w:tblDescription w:val="{}"/></w:tblPr>{})",
                       styles[WordStyle::table], total, borders, xml_text(description), grid_xml(widths));
}

std::string cell_xml(int width, std::string_view shade, std::string_view content) {
    const std::string fill = shade.empty() ? std::string{} : fmt::format(R"(<w:shd w:val="clear" w:color="auto" w:fill="{}"/>)", shade);
    return fmt::format(R"(<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}<w:vAlign w:val="center"/></w:tcPr>{}</w:tc>)", width, fill, content);
}

std::string text_run(std::string_view text, int size, std::string_view dress = {}) {
    if (text.empty()) return {};
    return fmt::format(R"(<w:r><w:rPr>{}<w:sz w:val="{}"/><w:szCs w:val="{}"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>)", dress, size, size, xml_text(text));
}

std::string head_row(const doc::Table& table, const WordStyleIds& styles, const ColumnPlan& plan) {
    std::string out = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto& column = table.columns[c];
        std::string content = text_run(column.head, plan.font);
        if (!column.unit_text.empty()) {
            if (!content.empty()) content += "<w:r><w:br/></w:r>";
            content += text_run("(" + column.unit_text + ")", plan.font - 1, R"(<w:b w:val="0"/><w:bCs w:val="0"/>)");
        }
        out += cell_xml(plan.widths[c], "EAF0F6", paragraph_xml(styles[WordStyle::table_head], "", content));
    }
    return out + "</w:tr>";
}

WordStyle cell_style(doc::ColumnKind kind) {
    return kind == doc::ColumnKind::number ? WordStyle::table_figure : kind == doc::ColumnKind::centred ? WordStyle::table_centred : WordStyle::table_text;
}

std::string row_xml(const doc::Table& table, const doc::Row& row, const WordStyleIds& styles, const ColumnPlan& plan, bool keep) {
    std::string out = "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    const bool group = row.kind == doc::RowKind::group;
    const std::string_view dress = row.kind == doc::RowKind::total ? "<w:b/><w:bCs/>" : group ? "<w:b/><w:bCs/><w:i/><w:iCs/>" : "";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const bool label = c == table.label_column;
        // A heading of a group stands in the column of labels: the first one may only count rows.
        const std::string& text = !group ? row.cells[c].text : label ? row.cells.front().text : std::string{};
        std::string properties = keep || group ? "<w:keepNext/>" : "";
        if (label && row.indent > 0) properties += fmt::format(R"(<w:ind w:left="{}" w:firstLine="0"/>)", 200 * std::min(row.indent, 8));
        const auto style = group ? WordStyle::table_text : cell_style(table.columns[c].kind);
        out += cell_xml(plan.widths[c], group ? "F5F7FA" : "", paragraph_xml(styles[style], properties, text_run(text, plan.font, dress)));
    }
    return out + "</w:tr>";
}

// Between white and the darkest shade, so that black figures stay readable.
std::string shade_of(double value, double lowest, double highest) {
    const double share = highest > lowest ? std::clamp((value - lowest) / (highest - lowest), 0.0, 1.0) : 0;
    const auto mix = [&](int dark) { return static_cast<int>(std::lround(255 + share * (dark - 255))); };
    return fmt::format("{:02X}{:02X}{:02X}", mix(0x6C), mix(0x9F), mix(0xC6));
}

doc::Column plain_column(std::string head, doc::ColumnKind kind) {
    doc::Column column;
    column.head = std::move(head);
    column.kind = kind;
    return column;
}

doc::Cell plain_cell(const Figured& figure) {
    doc::Cell cell;
    cell.text = figure.text;
    cell.number = figure.value;
    return cell;
}

doc::Table table_of(const HeatMap& map) {
    doc::Table table;
    const bool two = !map.row_title.empty() && !map.column_title.empty();
    table.columns.push_back(plain_column(map.row_title + (two ? " \\ " : "") + map.column_title, doc::ColumnKind::text));
    for (const auto& column : map.columns)
        table.columns.push_back(plain_column(column, doc::ColumnKind::centred));
    for (std::size_t r = 0; r < map.rows.size(); ++r) {
        doc::Row row;
        row.cells.push_back(plain_cell({.text = map.rows[r]}));
        for (std::size_t c = 0; c < map.columns.size(); ++c)
            row.cells.push_back(plain_cell(map.cells.at(r * map.columns.size() + c)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

std::string table_xml(const doc::Table& table, const WordStyleIds& styles, const WordPage& page) {
    if (table.columns.empty()) return {};
    const auto plan = plan_columns(table, page.text_width, page.table_font);
    std::string out = open_table(styles, plan.widths, table.caption) + head_row(table, styles, plan);
    const bool together = table.rows.size() <= kKeptTogether && std::none_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
        return std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.text.size() > kLongText; });
    });
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const bool last = r + 1 == table.rows.size();
        const bool edge = r == 0 || r + 2 == table.rows.size();  // no single row alone at the end or the top of a page
        out += row_xml(table, table.rows[r], styles, plan, !last && (together || edge));
    }
    return out + "</w:tbl>";
}

std::string fact_box_xml(const doc::FactBox& box, const WordStyleIds& styles, const WordPage& page) {
    const int first = page.text_width * 16 / 100;
    const std::vector<int> widths{first, page.text_width - first};
    constexpr int kFont = 18;
    constexpr std::string_view kClose = R"(<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>)";
    constexpr std::string_view kFrame =
        R"(<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/>)"
        R"(<w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/>)"
        R"(<w:insideH w:val="dotted" w:sz="4" w:space="0" w:color="A0A7B0"/><w:insideV w:val="nil"/></w:tblBorders>)";
    std::string out = paragraph_xml(styles[WordStyle::table_text], R"(<w:keepNext/><w:spacing w:before="120" w:after="40"/>)", text_run(box.title, 22, "<w:b/><w:bCs/>"));
    if (box.facts.empty()) return out;
    out += open_table(styles, widths, box.title, kFrame);
    for (const auto& fact : box.facts) {
        out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        out += cell_xml(widths[0], "", paragraph_xml(styles[WordStyle::table_text], kClose, text_run(fact.label, kFont, "<w:b/><w:bCs/>")));
        out += cell_xml(widths[1], "", paragraph_xml(styles[WordStyle::table_text], kClose, runs_xml(fact.value, styles, kFont))) + "</w:tr>";
    }
    return out + "</w:tbl>";
}

std::string heat_map_xml(const doc::FigureBlock& figure, const HeatMap& map, const WordStyleIds& styles, const WordPage& page) {
    const auto table = table_of(map);
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    for (const auto& cell : map.cells) {
        if (!std::isfinite(cell.value)) continue;
        lowest = std::min(lowest, cell.value);
        highest = std::max(highest, cell.value);
    }
    const auto plan = plan_columns(table, page.text_width, page.table_font);
    std::string out = open_table(styles, plan.widths, figure.alt) + head_row(table, styles, plan);
    for (const auto& row : table.rows) {
        out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const auto& cell = row.cells[c];
            const std::string shade = cell.number && std::isfinite(*cell.number) ? shade_of(*cell.number, lowest, highest) : std::string{};
            out += cell_xml(plan.widths[c], shade, paragraph_xml(styles[c == 0 ? WordStyle::table_text : WordStyle::table_centred], "<w:keepNext/>", text_run(cell.text, plan.font)));
        }
        out += "</w:tr>";
    }
    return out + "</w:tbl>";
}

}  // namespace grdp::report
