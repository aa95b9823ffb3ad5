// Answer tables of a run file, printed and as JSON: whatever verb wrote them.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

/// A captioned table each; numbers with six significant digits at most, units in the head. Empty without tables.
[[nodiscard]] std::string answer_tables_text(const std::vector<analysis::AnswerTable>& tables, Language language, Style style);

}  // namespace grdp::report
