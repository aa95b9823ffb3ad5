// Text on its way into HTML, SVG, Markdown and LaTeX.
#pragma once

#include <string>
#include <string_view>

namespace grdp::report {

/// Without control characters and without the marks that re-order text beyond their own place (U+202A-202E, U+2066-2069);
/// line feeds and tabs become blanks.
[[nodiscard]] std::string readable_text(std::string_view text);
/// readable_text with & < > " ' as entities.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace grdp::report
