// A document as an Excel workbook: a sheet for each table and each figure, figures as true numbers, charts to edit.
#pragma once

#include <string>

#include "grdp/base/result.hpp"
#include "grdp/report/document.hpp"

namespace grdp::report {

/// The bytes of an .xlsx file; same document, same bytes. The first sheet lists the others. Each table has its unit in the
/// heads, a frozen head, and a name `TABLEID_COLUMNNAME` for the rows of each column. No text is ever a formula.
/// Error: E7283.
[[nodiscard]] Result<std::string> xlsx(const doc::Document& document);

}  // namespace grdp::report
