#include "grdp/report/docx.hpp"

#include <fmt/format.h>

#include "docx_house.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/xml_text.hpp"
#include "native_chart.hpp"

namespace grdp::report {
namespace {

constexpr std::string_view kRelationsSpace = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string relations_part(const std::vector<WordRelation>& relations) {
    std::string out = fmt::format(R"({}<Relationships xmlns="{}">)", kXmlHead, kRelationsSpace);
    for (const auto& relation : relations) {
        const std::string type = relation.type.find(':') == std::string::npos ? std::string(kRelationType) + relation.type : relation.type;
        out += fmt::format(R"(<Relationship Id="{}" Type="{}" Target="{}"/>)", xml_text(relation.id), type, xml_text(relation.target));
    }
    return out + "</Relationships>";
}

std::string types_part(const std::vector<TypedPart>& parts) {
    std::string out = fmt::format(R"({}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
                                  R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
                                  R"(<Default Extension="xml" ContentType="application/xml"/>)", kXmlHead);
    for (const auto& [part, type] : parts) {
        if (!part.name.ends_with(".rels")) out += fmt::format(R"(<Override PartName="/{}" ContentType="{}"/>)", xml_text(part.name), xml_text(type));
    }
    return out + "</Types>";
}

std::string core_part(const doc::Document& document) {
    std::string times;
    if (!document.date.empty()) {
        for (const char* name : {"created", "modified"})
            times += fmt::format(R"(<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}T00:00:00Z</dcterms:{0}>)", name, xml_text(document.date));
    }
    return fmt::format(R"({}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties")"
                       R"( xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)"
                       R"(<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>{}</cp:coreProperties>)",
                       kXmlHead, xml_text(document.title), xml_text(document.program), language_tag(document.language), times);
}

std::string app_part(const doc::Document& document) {
    return fmt::format(R"({}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>{}</Application></Properties>)",
                       kXmlHead, xml_text(document.program));
}

std::string settings_part(const WordHouse& house, Language language) {
    return fmt::format(R"({}<w:settings xmlns:w="{}"><w:defaultTabStop w:val="567"/>{}<w:characterSpacingControl w:val="doNotCompress"/>)"
                       R"(<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>)"
                       R"(<w:themeFontLang w:val="{}"/><w:decimalSymbol w:val="{}"/><w:listSeparator w:val="{}"/></w:settings>)",
                       kXmlHead, kWordSpace, house.even_and_odd ? "<w:evenAndOddHeaders/>" : "", language_tag(language),
                       language == Language::vi ? "," : ".", language == Language::vi ? ";" : ",");
}

std::string document_part(const WordBody& body, const WordHouse& house) {
    return fmt::format(R"({}<w:document xmlns:w="{}" xmlns:r="{}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">)"
                       R"(<w:body>{}{}</w:body></w:document>)", kXmlHead, kWordSpace, kRelationSpace, body.xml, house.section);
}

// The chart, its figures as a workbook, and the relation between them.
Status add_chart(std::vector<TypedPart>& parts, const WordChart& chart, std::size_t number, const doc::Document& document) {
    const auto sheet = chart_sheet(chart.figure->chart, document.language);
    const SheetPlace place{text(Message::office_data, document.language), 0};
    auto xml = native_chart_xml(*sheet, place, {document.language, 9, true});
    if (!xml) return xml.diagnostics();
    auto book = chart_workbook(*sheet, place, document.date);
    if (!book) return book.diagnostics();
    parts.push_back({{fmt::format("word/charts/figure{}.xml", number), *std::move(xml)}, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"});
    parts.push_back({{fmt::format("word/charts/_rels/figure{}.xml.rels", number), relations_part({{"rId1", "package", fmt::format("/word/embeddings/figure{}.xlsx", number)}})}, ""});
    parts.push_back({{fmt::format("word/embeddings/figure{}.xlsx", number), *std::move(book)}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"});
    return Done{};
}

std::string package_relations() {
    return relations_part({{"rId1", "officeDocument", "word/document.xml"},
                           {"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
                           {"rId3", "extended-properties", "docProps/app.xml"}});
}

}  // namespace

Result<std::string> docx(const doc::Document& document, std::optional<std::string_view> reference) {
    auto read = reference ? reference_house(*reference, document.language) : Result<WordHouse>(own_house(document.language));
    if (!read) return read.diagnostics();
    auto& house = *read;
    const auto body = word_body(document, house.styles, house.page);

    std::vector<TypedPart> parts;
    parts.push_back({{"_rels/.rels", package_relations()}, ""});
    parts.push_back({{"word/document.xml", document_part(body, house)}, fmt::format("{}document.main+xml", kWordType)});
    auto relations = house.relations;
    relations.push_back({"rIdSettings", "settings", "/word/settings.xml"});
    for (std::size_t i = 0; i < body.charts.size(); ++i)
        relations.push_back({body.charts[i].relation, "chart", fmt::format("/word/charts/figure{}.xml", i + 1)});
    parts.push_back({{"word/_rels/document.xml.rels", relations_part(relations)}, ""});
    parts.push_back({{"word/settings.xml", settings_part(house, document.language)}, fmt::format("{}settings+xml", kWordType)});
    parts.push_back({{"docProps/core.xml", core_part(document)}, "application/vnd.openxmlformats-package.core-properties+xml"});
    parts.push_back({{"docProps/app.xml", app_part(document)}, "application/vnd.openxmlformats-officedocument.extended-properties+xml"});
    parts.insert(parts.end(), house.parts.begin(), house.parts.end());
    for (std::size_t i = 0; i < body.charts.size(); ++i) {
        if (const auto added = add_chart(parts, body.charts[i], i + 1, document); !added) return added.diagnostics();
    }

    std::vector<ZipPart> files{{"[Content_Types].xml", types_part(parts)}};
    for (auto& [part, type] : parts)
        files.push_back(std::move(part));
    return write_zip(files, document.date);
}

}  // namespace grdp::report
