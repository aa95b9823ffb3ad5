// Answer tables in a run file: one dimension a table, one array a column, and the list of both.
#pragma once

#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/io/labelled_arrays.hpp"

namespace grdp::io {

/// Contract: names as in answer_table.hpp, tables distinct, columns equally long, no array of these names yet.
void answers_to_arrays(const std::vector<analysis::AnswerTable>& tables, LabelledArrays& arrays);

/// Throws ContentFault where the list and the arrays do not fit each other.
[[nodiscard]] std::vector<analysis::AnswerTable> arrays_to_answers(const LabelledArrays& arrays);

}  // namespace grdp::io
