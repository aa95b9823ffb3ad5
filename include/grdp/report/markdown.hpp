// A document as plain text with marks: Markdown and LaTeX. Charts stand as tables of their data or as files beside it.
#pragma once

#include <string>

#include "grdp/report/document.hpp"

namespace grdp::report {

/// Pipe tables. Figures refer to `<figures><id>.svg`; with an empty prefix their description stands alone.
[[nodiscard]] std::string markdown(const doc::Document& document, const std::string& figures = {});

/// A fragment to \input: sections, longtable, booktabs rules. Needs the packages inputenc or a Unicode engine, babel or polyglossia
/// for Vietnamese, longtable, booktabs, graphicx; figures refer to `<figures><id>` without an ending.
[[nodiscard]] std::string latex(const doc::Document& document, const std::string& figures = {});

}  // namespace grdp::report
