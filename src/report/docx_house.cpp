#include "docx_house.hpp"

#include <fmt/format.h>

namespace grdp::report {
namespace {

std::string page_number_header(const WordStyleIds& styles) {
    return fmt::format(R"({}<w:hdr xmlns:w="{}">{}</w:hdr>)", kXmlHead, kWordSpace,
                       paragraph_xml(styles[WordStyle::header], "",
                                     R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>)"
                                     R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>)"));
}

std::string empty_header(const WordStyleIds& styles) {
    return fmt::format(R"({}<w:hdr xmlns:w="{}">{}</w:hdr>)", kXmlHead, kWordSpace, paragraph_xml(styles[WordStyle::header], "", ""));
}

}  // namespace

std::string_view language_tag(Language language) {
    return language == Language::vi ? "vi-VN" : "en-GB";
}

WordHouse own_house(Language language) {
    WordHouse house{.styles = own_style_ids(), .page = {}, .section = {}, .parts = {}, .relations = {}};
    house.section =
        R"(<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdFirstHeader"/>)"
        R"(<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>)"
        R"(<w:cols w:space="720"/><w:titlePg/></w:sectPr>)";
    house.parts.push_back({{"word/styles.xml", own_styles_part(language_tag(language))}, fmt::format("{}styles+xml", kWordType)});
    house.parts.push_back({{"word/numbering.xml", fmt::format(R"({}<w:numbering xmlns:w="{}">{}{}</w:numbering>)", kXmlHead, kWordSpace,
                                                              bullet_abstract_xml(0), bullet_number_xml(1, 0))},
                           fmt::format("{}numbering+xml", kWordType)});
    house.parts.push_back({{"word/header1.xml", page_number_header(house.styles)}, fmt::format("{}header+xml", kWordType)});
    house.parts.push_back({{"word/header2.xml", empty_header(house.styles)}, fmt::format("{}header+xml", kWordType)});
    house.relations = {{"rIdStyles", "styles", "/word/styles.xml"},
                       {"rIdNumbering", "numbering", "/word/numbering.xml"},
                       {"rIdHeader", "header", "/word/header1.xml"},
                       {"rIdFirstHeader", "header", "/word/header2.xml"}};
    return house;
}

}  // namespace grdp::report
