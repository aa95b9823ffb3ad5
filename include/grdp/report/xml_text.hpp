// Text on its way into XML: nothing in it can end an element, be no character at all, or turn the text around it.
#pragma once

#include <string>
#include <string_view>

namespace grdp::report {

/// Well-formed UTF-8 (U+FFFD for what is not), line feeds and tabs as blanks, without control characters,
/// non-characters, and the marks that re-order text beyond their own place (U+202A-202E, U+2066-2069).
[[nodiscard]] std::string clean_text(std::string_view text);

/// clean_text with & < > " ' as entities: for content and for values of attributes.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace grdp::report
