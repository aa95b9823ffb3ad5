// A document as a Word file: styles, real tables, captions that Word numbers, charts that Word edits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grdp/base/result.hpp"
#include "grdp/report/document.hpp"

namespace grdp::report {

/// The bytes of a .docx file; same document, same bytes. Without a reference the page follows Decree 30/2020/ND-CP: A4,
/// Times New Roman 13, margins of 20, 20, 30 and 20 mm (top, bottom, left, right), number of the page centred at the top from
/// page 2. `reference`, the bytes of a .docx file, gives its styles, page setup, headers and footers instead; styles
/// that it lacks are added.
/// Errors: E7281 (the reference is no Word document), E7282 (it is too large), E7283.
[[nodiscard]] Result<std::string> docx(const doc::Document& document, std::optional<std::string_view> reference = {});

}  // namespace grdp::report
