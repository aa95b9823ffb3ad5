// The look of a Word document: our own, by Decree 30/2020/ND-CP, or that of a reference document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "docx_body.hpp"
#include "docx_style.hpp"
#include "grdp/base/result.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/zip_archive.hpp"

namespace grdp::report {

struct WordRelation {
    std::string id;
    std::string type;    ///< "header": the last word of the type's address
    std::string target;  ///< "/word/header1.xml"
};

struct TypedPart {
    ZipPart part;
    std::string content_type;
};

struct WordHouse {
    WordStyleIds styles;
    WordPage page;
    std::string section;  ///< <w:sectPr>..</w:sectPr>
    bool even_and_odd = false;
    std::vector<TypedPart> parts;         ///< styles, numbering, headers and what hangs on them
    std::vector<WordRelation> relations;  ///< from the document to them
};

[[nodiscard]] std::string_view language_tag(Language language);

[[nodiscard]] WordHouse own_house(Language language);
/// Errors: E7281, E7282.
[[nodiscard]] Result<WordHouse> reference_house(std::string_view docx, Language language);

inline constexpr std::string_view kRelationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
inline constexpr std::string_view kWordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

}  // namespace grdp::report
