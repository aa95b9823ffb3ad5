// The tables of a document as CSV.
#pragma once

#include <string>
#include <vector>

#include "grdp/report/document.hpp"

namespace grdp::report {

struct NamedText {
    std::string name;  ///< id of the table
    std::string text;
};

/// One file per table. RFC 4180 with a decimal point, or for a Vietnamese Excel: byte-order mark, semicolon, decimal comma.
/// Figures are those printed, so that parts add up to their totals; a text that a spreadsheet would take for a formula
/// gets an apostrophe in front. Heads are printed heads with their unit; group rows stay as rows with one cell filled.
[[nodiscard]] std::vector<NamedText> document_csv(const doc::Document& document, bool vietnamese);

}  // namespace grdp::report
