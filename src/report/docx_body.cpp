#include "docx_body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart_sheet.hpp"
#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

constexpr int kEmuPerTwip = 635;

class BodyWriter {
  public:
    BodyWriter(const doc::Document& document, const WordStyleIds& styles, const WordPage& page) : document_(document), styles_(styles), page_(page) {}

    WordBody write() {
        write_title();
        for (const auto& block : document_.blocks)
            std::visit([this](const auto& one) { write(one); }, block);
        return std::move(body_);
    }

  private:
    void paragraph(WordStyle style, std::string_view properties, std::string_view content) { body_.xml += paragraph_xml(styles_[style], properties, content); }

    void write_title() {
        paragraph(WordStyle::title, "", runs_xml({{document_.title}}, styles_));
        for (const auto* line : {&document_.subtitle, &document_.date_text}) {
            if (!line->empty()) paragraph(WordStyle::subtitle, "", runs_xml({{*line}}, styles_));
        }
    }

    void write(const doc::Heading& heading) {
        const int number = ++bookmarks_;
        const std::string content = fmt::format(R"(<w:bookmarkStart w:id="{}" w:name="{}"/>{}<w:bookmarkEnd w:id="{}"/>)", number, xml_text(heading.id),
                                                runs_xml({{heading.text}}, styles_), number);
        paragraph(heading.level <= 1 ? WordStyle::heading1 : WordStyle::heading2, "", content);
    }

    void write(const doc::Paragraph& text) {
        const auto style = text.role == doc::ParagraphRole::lead ? WordStyle::lead : text.role == doc::ParagraphRole::note ? WordStyle::note : WordStyle::body;
        paragraph(style, "", runs_xml(text.runs, styles_));
    }

    void write(const doc::BulletList& list) {
        const std::string bullet = fmt::format(R"(<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>)", page_.bullet_number);
        for (const auto& item : list.items)
            paragraph(WordStyle::bullet, bullet, runs_xml(item, styles_));
    }

    void write(const doc::Table& table) {
        caption(document_.table_word, table.number, table.caption, true);
        body_.xml += table_xml(table, styles_, page_);
        after_table(table.notes);
    }

    void write(const doc::FigureBlock& figure) {
        if (const auto* map = std::get_if<HeatMap>(&figure.chart)) {
            body_.xml += heat_map_xml(figure, *map, styles_, page_);
        } else if (const auto sheet = chart_sheet(figure.chart, document_.language)) {
            drawing(figure, sheet->height);
        }
        caption(document_.figure_word, figure.number, figure.caption, false);
        for (const auto& note : figure.notes)
            paragraph(WordStyle::note, "", runs_xml({{note}}, styles_));
    }

    void write(const doc::FactBox& box) {
        body_.xml += fact_box_xml(box, styles_, page_);
        after_table({});
    }

    void after_table(const std::vector<std::string>& notes) {
        for (const auto& note : notes)
            paragraph(WordStyle::note, "", runs_xml({{note}}, styles_));
        if (notes.empty()) paragraph(WordStyle::note, R"(<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>)", "");  // two tables in a row would become one
    }

    // "Bảng 1. ..." with a number that Word counts.
    void caption(const std::string& word, int number, const std::string& text, bool above) {
        const auto field = [](std::string_view kind) { return fmt::format(R"(<w:r><w:fldChar w:fldCharType="{}"/></w:r>)", kind); };
        const std::string content = runs_xml({{word + "\u00A0"}}, styles_) + field("begin") +
                                    fmt::format(R"(<w:r><w:instrText xml:space="preserve"> SEQ {} \* ARABIC </w:instrText></w:r>)", xml_text(word)) +
                                    field("separate") + fmt::format("<w:r><w:t>{}</w:t></w:r>", number) + field("end") +
                                    runs_xml({{". " + text}}, styles_);
        paragraph(WordStyle::caption, above ? "<w:keepNext/>" : R"(<w:spacing w:before="20" w:after="120"/>)", content);
    }

    void drawing(const doc::FigureBlock& figure, double height) {
        const std::string relation = fmt::format("rIdChart{}", body_.charts.size() + 1);
        const int width = page_.text_width;
        const int tall = std::min(static_cast<int>(width * height), page_.text_height * 7 / 10);
        const std::string content = fmt::format(
            R"(<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{0}" cy="{1}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>)"
            R"(<wp:docPr id="{2}" name="{3}" descr="{4}"/><wp:cNvGraphicFramePr/>)"
            R"(<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">)"
            R"(<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{5}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>)",
            width * kEmuPerTwip, tall * kEmuPerTwip, body_.charts.size() + 1, xml_text(fmt::format("{} {}", document_.figure_word, figure.number)),
            xml_text(figure.alt), relation);
        paragraph(WordStyle::figure, "<w:keepNext/>", content);
        body_.charts.push_back({relation, &figure});
    }

    const doc::Document& document_;
    const WordStyleIds& styles_;
    const WordPage& page_;
    WordBody body_ = {};
    int bookmarks_ = 0;
};

}  // namespace

std::string runs_xml(const doc::RunText& runs, const WordStyleIds& styles, int size, bool strong) {
    std::string out;
    for (const auto& run : runs) {
        if (run.text.empty()) continue;
        std::string dress;
        // LibreOffice drops the style of a whole cell: the font is named once more.
        if (run.code) dress += fmt::format(R"(<w:rStyle w:val="{}"/><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>)", styles[WordStyle::code]);
        if (run.strong || strong) dress += "<w:b/><w:bCs/>";
        if (run.emphasis) dress += "<w:i/><w:iCs/>";
        if (size > 0) dress += fmt::format(R"(<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>)", run.code ? size * 17 / 20 : size);
        out += "<w:r>" + (dress.empty() ? "" : "<w:rPr>" + dress + "</w:rPr>") + R"(<w:t xml:space="preserve">)" + xml_text(run.text) + "</w:t></w:r>";
    }
    return out;
}

std::string paragraph_xml(const std::string& style, std::string_view properties, std::string_view content) {
    return fmt::format(R"(<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p>)", xml_text(style), properties, content);
}

WordBody word_body(const doc::Document& document, const WordStyleIds& styles, const WordPage& page) {
    return BodyWriter(document, styles, page).write();
}

}  // namespace grdp::report
