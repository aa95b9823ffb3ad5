#include "grdp/report/docx.hpp"

#include <set>

#include "catch.hpp"
#include "office_reader.hpp"
#include "office_sample.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

pugi::xml_node body_of(const pugi::xml_document& document) {
    return document.child("w:document").child("w:body");
}

pugi::xml_document document_part(const std::string& bytes) {
    return office::xml(office::part(office::parts_of(bytes), "word/document.xml"));
}

// A house's own document: other identifiers, as Word has them in other languages, a letterhead, its own margins.
std::string house_document() {
    const std::string space = R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
    const std::string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string rels = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    return *write_zip(
        {{"[Content_Types].xml", R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/header7.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>)"},
         {"_rels/.rels", rels + R"(<Relationship Id="rId1" Type=")" + relation + R"(officeDocument" Target="word/document.xml"/></Relationships>)"},
         {"word/_rels/document.xml.rels", rels + R"(<Relationship Id="rId1" Type=")" + relation + R"(styles" Target="styles.xml"/><Relationship Id="rId9" Type=")" + relation + R"(header" Target="header7.xml"/></Relationships>)"},
         {"word/document.xml", "<w:document " + space + R"(><w:body><w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="2000" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr></w:body></w:document>)"},
         {"word/styles.xml", "<w:styles " + space + R"(><w:style w:type="paragraph" w:default="1" w:styleId="Binhthuong"><w:name w:val="Normal"/><w:rPr><w:sz w:val="24"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="something else"/></w:style></w:styles>)"},
         {"word/header7.xml", "<w:hdr " + space + "><w:p><w:r><w:t>Sở Kế hoạch và Đầu tư</w:t></w:r></w:p></w:hdr>"},
         {"word/_rels/header7.xml.rels", rels + R"(<Relationship Id="rId1" Type=")" + relation + R"(image" Target="media/crest.png"/></Relationships>)"},
         {"word/media/crest.png", "not really a picture"}},
        "");
}

}  // namespace

TEST_CASE("docx: parts are well-formed, related and typed, and the same document gives the same bytes") {
    for (const auto language : {Language::en, Language::vi}) {
        const auto document = sample::document(language);
        const auto bytes = docx(document);
        REQUIRE(bytes);
        CHECK(*bytes == *docx(document));
        const auto parts = office::parts_of(*bytes);
        office::require_sound(parts);
        CHECK(find_part(parts, "word/charts/figure6.xml") != nullptr);  // the heat map is a table
        CHECK(find_part(parts, "word/charts/figure7.xml") == nullptr);
    }
}

TEST_CASE("docx: tables have a grid, a repeating head, figures to the right and no merged cell") {
    const auto xml = document_part(*docx(sample::document(Language::vi)));
    const auto body = body_of(xml);
    CHECK(office::count(body, "w:tbl") == 3);  // table, heat map, frame of facts
    CHECK(office::count(body, "w:tblGrid") == 3);
    CHECK(office::count(body, "w:tblHeader") == 2);
    CHECK(office::count(body, "w:gridSpan") + office::count(body, "w:vMerge") == 0);
    const auto table = body.child("w:tbl");
    CHECK(office::count(table, "w:tr") == 8);
    CHECK(office::count(table, "w:gridCol") == 5);
    int width = 0;
    for (const auto column : table.child("w:tblGrid").children())
        width += column.attribute("w:w").as_int();
    CHECK(width == 9355);
    for (const auto row : table.children("w:tr"))
        CHECK(std::distance(row.children("w:tc").begin(), row.children("w:tc").end()) == 5);
    const auto total = table.child("w:tr").next_sibling("w:tr");
    CHECK(std::string(total.child("w:tc").next_sibling("w:tc").child("w:p").child("w:pPr").child("w:pStyle").attribute("w:val").value()) == "TableFigure");
    CHECK(office::text(total, "w:t") == "GRDP9,759,75121.893,4Đạt");
}

TEST_CASE("docx: captions count by fields of Word, and read rightly before it counts") {
    const auto xml = document_part(*docx(sample::document(Language::vi)));
    const auto body = body_of(xml);
    CHECK(office::text(body, "w:instrText") == " SEQ Bảng \\* ARABIC " + [] {
        std::string seven;
        for (int i = 0; i < 7; ++i)
            seven += " SEQ Hình \\* ARABIC ";
        return seven;
    }());
    CHECK(office::text(body, "w:t").find("Bảng\u00A01. Dự báo GRDP năm 2023 theo khu vực") != std::string::npos);
    CHECK(office::text(body, "w:t").find("Hình\u00A07. Xác suất khi số liệu về dần") != std::string::npos);
}

TEST_CASE("docx: the page follows Decree 30/2020: A4, Times New Roman, margins, number at the top from page 2") {
    const auto parts = office::parts_of(*docx(sample::document(Language::vi)));
    const auto document = office::xml(office::part(parts, "word/document.xml"));
    const auto section = body_of(document).child("w:sectPr");
    CHECK(section.child("w:pgSz").attribute("w:w").as_int() == 11906);
    CHECK(section.child("w:pgMar").attribute("w:left").as_int() == 1701);  // 30 mm
    CHECK(section.child("w:pgMar").attribute("w:top").as_int() == 1134);   // 20 mm
    CHECK(section.child("w:titlePg"));
    CHECK(office::part(parts, "word/header1.xml").find(" PAGE ") != std::string::npos);
    CHECK(office::part(parts, "word/header2.xml").find(" PAGE ") == std::string::npos);
    const auto styles = office::part(parts, "word/styles.xml");
    CHECK(styles.find("w:ascii=\"Times New Roman\"") != std::string::npos);
    CHECK(styles.find("w:lang w:val=\"vi-VN\"") != std::string::npos);
    CHECK(office::part(office::parts_of(*docx(sample::document(Language::en))), "word/styles.xml").find("w:lang w:val=\"en-GB\"") != std::string::npos);
}

TEST_CASE("docx: each chart has words for who cannot see it, and a workbook behind it with the same figures") {
    const auto parts = office::parts_of(*docx(sample::document(Language::en)));
    const auto xml = office::xml(office::part(parts, "word/document.xml"));
    CHECK(office::count(body_of(xml), "wp:docPr") == 6);
    CHECK(office::part(parts, "word/document.xml").find("descr=\"Alt &quot;Fan of growth&quot; &lt;&amp;&gt;\"") != std::string::npos);
    for (int i = 1; i <= 6; ++i) {
        const auto drawn = office::xml(office::part(parts, "word/charts/figure" + std::to_string(i) + ".xml"));
        const auto chart = drawn.child("c:chartSpace");
        CHECK(std::string(chart.child("c:externalData").attribute("r:id").value()) == "rId1");
        const auto book = office::parts_of(office::part(parts, "word/embeddings/figure" + std::to_string(i) + ".xlsx"));
        office::require_sound(book);
        CHECK(office::part(book, "xl/workbook.xml").find("name=\"Data\"") != std::string::npos);
        CHECK(office::text(chart, "c:f").find("Data!$A$2:$A$") != std::string::npos);
    }
}

TEST_CASE("docx: text with marks of XML, control characters or turning marks does no harm") {
    const auto xml = document_part(*docx(sample::document(Language::en)));
    const auto text = office::text(body_of(xml), "w:t");
    CHECK(text.find("+1 <b>\"&\" 'q' \u200F @x") != std::string::npos);
    CHECK(text.find(" <i>&amp;</i>.") != std::string::npos);
    CHECK(text.find("\u202E") == std::string::npos);
}

TEST_CASE("docx: a reference document gives styles by their names, page, letterhead; what it lacks is added") {
    const auto bytes = docx(sample::document(Language::vi), house_document());
    REQUIRE(bytes);
    const auto parts = office::parts_of(*bytes);
    office::require_sound(parts);
    const auto document = office::xml(office::part(parts, "word/document.xml"));
    const auto section = body_of(document).child("w:sectPr");
    CHECK(section.child("w:pgSz").attribute("w:w").as_int() == 12240);
    CHECK(section.child("w:headerReference"));
    CHECK(office::part(parts, "word/header7.xml").find("Sở Kế hoạch") != std::string::npos);
    CHECK(office::part(parts, "word/media/crest.png") == "not really a picture");
    std::set<std::string> used;
    const auto body = body_of(document);
    for (const auto paragraph : body.children("w:p"))
        used.insert(paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").value());
    CHECK(used.count("u1") == 1);
    CHECK(used.count("Heading1") == 0);
    CHECK(used.count("CaptionBriefing") == 1);  // "Caption" is another style there
    const auto styles = office::xml(office::part(parts, "word/styles.xml"));
    for (const auto& id : used)
        CHECK(styles.child("w:styles").find_child_by_attribute("w:style", "w:styleId", id.c_str()));
    int width = 0;
    for (const auto column : body.child("w:tbl").child("w:tblGrid").children())
        width += column.attribute("w:w").as_int();
    CHECK(width == 12240 - 3000);
}

TEST_CASE("docx: its own output serves as a reference, and what is no Word document does not (E7281)") {
    const auto document = sample::document(Language::en);
    const auto first = *docx(document);
    const auto second = docx(document, first);
    REQUIRE(second);
    office::require_sound(office::parts_of(*second));
    CHECK(document_part(*second).child("w:document").child("w:body").child("w:sectPr").child("w:titlePg"));
    const auto code = [&](const std::string& bytes) { return docx(document, bytes).diagnostics().items().front().code; };
    CHECK(code("plain text") == Code{7281});
    CHECK(code("") == Code{7281});
    CHECK(code(*write_zip({{"a.txt", "b"}}, "")) == Code{7281});
    auto broken = office::parts_of(first);
    for (auto& part : broken) {
        if (part.name == "word/styles.xml") part.bytes.resize(part.bytes.size() / 2);
    }
    CHECK(code(*write_zip(broken, "")) == Code{7281});
}

TEST_CASE("docx: an empty document is a document") {
    doc::Document empty;
    const auto bytes = docx(empty);
    REQUIRE(bytes);
    office::require_sound(office::parts_of(*bytes));
}
