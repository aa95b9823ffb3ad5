// The parameters that observations moved.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

/// Those whose mean moved by a twentieth of their spread, or whose spread fell by a twentieth; the others are counted.
/// Empty without such a table among these.
[[nodiscard]] std::string learnt_text(const std::vector<analysis::AnswerTable>& tables, Language language, Style style);

}  // namespace grdp::report
