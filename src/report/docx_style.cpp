#include "docx_style.hpp"

#include <fmt/format.h>

namespace grdp::report {
namespace {

// {normal} stands for the identifier of the style that ours are based on.
constexpr std::array<WordStyleEntry, kWordStyles> kStyles{{
    {WordStyle::normal, "Normal", "Normal", "paragraph", "<w:qFormat/>"},
    {WordStyle::title, "Title", "Title", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:next w:val="{normal}"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="120"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>)"},
    {WordStyle::subtitle, "Subtitle", "Subtitle", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:next w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="60"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr>)"},
    {WordStyle::heading1, "Heading1", "heading 1", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:next w:val="{normal}"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80"/><w:ind w:firstLine="0"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>)"},
    {WordStyle::heading2, "Heading2", "heading 2", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:next w:val="{normal}"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80"/><w:ind w:firstLine="0"/><w:jc w:val="left"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>)"},
    {WordStyle::body, "BodyText", "Body Text", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="80"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr>)"},
    {WordStyle::lead, "LeadSentence", "Lead sentence", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="60" w:after="120"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>)"},
    {WordStyle::note, "SmallPrint", "Small print", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="30" w:after="60" w:line="240" w:lineRule="auto"/><w:jc w:val="both"/></w:pPr><w:rPr><w:i/><w:iCs/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>)"},
    {WordStyle::caption, "Caption", "caption", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:next w:val="{normal}"/><w:uiPriority w:val="35"/><w:qFormat/><w:pPr><w:keepLines/><w:spacing w:before="100" w:after="60" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>)"},
    {WordStyle::bullet, "ListBullet", "List Bullet", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="50" w:line="252" w:lineRule="auto"/><w:jc w:val="both"/></w:pPr>)"},
    {WordStyle::table_text, "TableText", "Table text", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="15" w:after="15" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="left"/></w:pPr>)"},
    {WordStyle::table_figure, "TableFigure", "Table figure", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="15" w:after="15" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="right"/></w:pPr>)"},
    {WordStyle::table_centred, "TableCentred", "Table centred", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:spacing w:before="15" w:after="15" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr>)"},
    {WordStyle::table_head, "TableHead", "Table head", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>)"},
    {WordStyle::figure, "FigureFrame", "Figure frame", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="60" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr>)"},
    {WordStyle::header, "Header", "header", "paragraph",
     R"(<w:basedOn w:val="{normal}"/><w:pPr><w:spacing w:before="0" w:after="0"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr>)"},
    {WordStyle::code, "FixedWidth", "Fixed width", "character",
     R"(<w:qFormat/><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:noProof/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>)"},
    {WordStyle::table, "BriefingTable", "Briefing table", "table",
     R"(<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="4" w:space="0" w:color="808080"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="4" w:space="0" w:color="808080"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="808080"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tblBorders><w:tblCellMar><w:left w:w="55" w:type="dxa"/><w:right w:w="55" w:type="dxa"/></w:tblCellMar></w:tblPr>)"},
}};

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
    std::string out(text);
    for (std::size_t at = 0; (at = out.find(what, at)) != std::string::npos; at += with.size())
        out.replace(at, what.size(), with);
    return out;
}

}  // namespace

const std::array<WordStyleEntry, kWordStyles>& word_styles() {
    return kStyles;
}

WordStyleIds own_style_ids() {
    WordStyleIds ids;
    for (std::size_t i = 0; i < kWordStyles; ++i)
        ids.ids[i] = kStyles[i].id;
    return ids;
}

std::string style_xml(const WordStyleEntry& entry, std::string_view id, const WordStyleIds& ids) {
    const bool custom = entry.id != "Normal" && entry.name.find(' ') != std::string_view::npos && entry.name.front() >= 'A' && entry.name.front() <= 'Z' &&
                        entry.style != WordStyle::bullet && entry.style != WordStyle::body;
    return fmt::format(R"(<w:style w:type="{}"{}{} w:styleId="{}"><w:name w:val="{}"/>{}</w:style>)", entry.type,
                       entry.style == WordStyle::normal ? " w:default=\"1\"" : "", custom ? " w:customStyle=\"1\"" : "", id, entry.name,
                       replaced(entry.xml, "{normal}", ids[WordStyle::normal]));
}

std::string own_styles_part(std::string_view language) {
    const auto ids = own_style_ids();
    std::string out = fmt::format(R"({}<w:styles xmlns:w="{}"><w:docDefaults><w:rPrDefault><w:rPr>)"
                                  R"(<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>)"
                                  R"(<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="{}" w:eastAsia="{}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>)"
                                  R"(<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>)",
                                  kXmlHead, kWordSpace, language, language);
    for (const auto& entry : kStyles)
        out += style_xml(entry, entry.id, ids);
    return out + "</w:styles>";
}

std::string bullet_abstract_xml(int number) {
    return fmt::format(R"(<w:abstractNum w:abstractNumId="{}"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>)"
                       R"(<w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>)",
                       number);
}

std::string bullet_number_xml(int number, int abstract_number) {
    return fmt::format(R"(<w:num w:numId="{}"><w:abstractNumId w:val="{}"/></w:num>)", number, abstract_number);
}

}  // namespace grdp::report
