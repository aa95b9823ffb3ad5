#include "grdp/report/html.hpp"

#include <fmt/format.h>

#include "grdp/base/number_text.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/svg.hpp"
#include "html_page.hpp"
#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

std::string run_html(const doc::TextRun& run) {
    std::string out = xml_text(run.text);
    if (run.code) out = "<code>" + out + "</code>";
    if (run.emphasis) out = "<em>" + out + "</em>";
    if (run.strong) out = "<strong>" + out + "</strong>";
    return out;
}

std::string runs_html(const doc::RunText& runs) {
    std::string out;
    for (const auto& run : runs)
        out += run_html(run);
    return out;
}

std::string_view class_of(doc::ColumnKind kind) {
    return kind == doc::ColumnKind::number ? "n" : kind == doc::ColumnKind::centred ? "c" : "t";
}

class HtmlWriter {
  public:
    explicit HtmlWriter(const doc::Document& document) : document_(document) {}

    std::string write() {
        const std::string_view lang = document_.language == Language::vi ? "vi" : "en";
        out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n", lang);
        out_ += fmt::format("<title>{}</title>\n<meta name=\"generator\" content=\"{}\">\n", xml_text(document_.title), xml_text(document_.program));
        if (!document_.date.empty()) out_ += fmt::format("<meta name=\"date\" content=\"{}\">\n", xml_text(document_.date));
        out_ += fmt::format("<style>\n{}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{}</h1>\n", html_page::kStyle, xml_text(document_.title));
        if (!document_.subtitle.empty()) out_ += fmt::format("<p class=\"subtitle\">{}</p>\n", xml_text(document_.subtitle));
        if (!document_.date_text.empty()) out_ += fmt::format("<p class=\"date\">{}</p>\n", xml_text(document_.date_text));
        out_ += "</header>\n";
        for (const auto& block : document_.blocks)
            std::visit([&](const auto& one) { add(one); }, block);
        out_ += fmt::format("</main>\n<script>\n{}</script>\n</body>\n</html>\n", html_page::kScript);
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::string say(Message message) const { return xml_text(report::text(message, document_.language)); }

    void add(const doc::Heading& heading) {
        const int level = heading.level + 1;
        out_ += fmt::format("<h{0} id=\"{1}\">{2}</h{0}>\n", level, xml_text(heading.id), xml_text(heading.text));
    }
    void add(const doc::Paragraph& paragraph) {
        const std::string_view kind = paragraph.role == doc::ParagraphRole::lead ? " class=\"lead\"" : paragraph.role == doc::ParagraphRole::note ? " class=\"note\"" : "";
        out_ += fmt::format("<p{}>{}</p>\n", kind, runs_html(paragraph.runs));
    }
    void add(const doc::BulletList& list) {
        out_ += "<ul>\n";
        for (const auto& item : list.items)
            out_ += "<li>" + runs_html(item) + "</li>\n";
        out_ += "</ul>\n";
    }
    void add(const doc::Table& table) {
        out_ += fmt::format("<figure class=\"table\" id=\"table_{}\">\n<div class=\"tools\"><button type=\"button\" data-copy=\"html\">{}</button><button type=\"button\" data-copy=\"tsv\">{}</button></div>\n",
                            xml_text(table.id), say(Message::paper_copy_table), say(Message::paper_copy_cells));
        out_ += fmt::format("<table>\n<caption>{}</caption>\n", xml_text(caption_text(document_, table)));
        columns(table);
        out_ += "<thead><tr>";
        for (const auto& column : table.columns) {
            const auto unit = column.unit_text.empty() ? std::string() : fmt::format("<span class=\"unit\">{}</span>", xml_text(column.unit_text));
            out_ += fmt::format("<th scope=\"col\" class=\"{}\">{}{}</th>", class_of(column.kind), xml_text(column.head), unit);
        }
        out_ += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows)
            add_row(table, row);
        out_ += "</tbody>\n</table>\n";
        notes(table.notes);
        out_ += "</figure>\n";
    }
    // Relative widths as shares of the line.
    void columns(const doc::Table& table) {
        double sum = 0;
        for (const auto& column : table.columns)
            sum += column.width;
        out_ += "<colgroup>";
        for (const auto& column : table.columns)
            out_ += fmt::format("<col style=\"width:{}%\">", static_cast<int>(100 * column.width / sum));
        out_ += "</colgroup>\n";
    }
    void add_row(const doc::Table& table, const doc::Row& row) {
        const std::string_view kind = row.kind == doc::RowKind::total ? " class=\"total\"" : row.kind == doc::RowKind::group ? " class=\"group\"" : "";
        out_ += fmt::format("<tr{}>", kind);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = row.cells[i];
            const bool label = i == table.label_column;
            const auto indent = label && row.indent > 0 ? fmt::format(" style=\"padding-left:{}.{}em\"", (4 + 12 * row.indent) / 10, (4 + 12 * row.indent) % 10) : std::string();
            const auto value = cell.exact ? fmt::format(" data-value=\"{}\"", exact_text(*cell.exact)) : std::string();
            const std::string_view opening = label ? "th scope=\"row\"" : "td";
            out_ += fmt::format("<{} class=\"{}\"{}{}>{}</{}>", opening, class_of(table.columns[i].kind), indent, value, xml_text(cell.text), label ? "th" : "td");
        }
        out_ += "</tr>\n";
    }
    void add(const doc::FigureBlock& figure) {
        out_ += fmt::format("<figure class=\"chart\" id=\"figure_{}\">\n<div class=\"tools\"><button type=\"button\" data-copy=\"png\">{}</button></div>\n", xml_text(figure.id),
                            say(Message::paper_copy_chart));
        out_ += svg(figure.chart, document_.language, {figure.id, figure.caption, figure.alt});
        out_ += fmt::format("<figcaption>{}</figcaption>\n", xml_text(caption_text(document_, figure)));
        notes(figure.notes);
        out_ += "</figure>\n";
    }
    void add(const doc::FactBox& box) {
        out_ += fmt::format("<aside id=\"{}\">\n<h3>{}</h3>\n<dl>\n", xml_text(box.id), xml_text(box.title));
        for (const auto& fact : box.facts)
            out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", xml_text(fact.label), runs_html(fact.value));
        out_ += "</dl>\n</aside>\n";
    }
    void notes(const std::vector<std::string>& all) {
        for (const auto& one : all)
            out_ += fmt::format("<p class=\"note\">{}</p>\n", xml_text(one));
    }

    const doc::Document& document_;
    std::string out_;
};

}  // namespace

std::string html(const doc::Document& document) {
    return HtmlWriter(document).write();
}

}  // namespace grdp::report
