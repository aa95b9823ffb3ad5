// The run file of a verb whose answer is not an ensemble: the scenario's projection with answer tables beside it.
#pragma once

#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/app/options.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::app {

/// What can be refused before any work is done; nothing without --out.
[[nodiscard]] Status check_answer_file(const Options& options, const SourceSet& sources);
/// Nothing without --out.
[[nodiscard]] Status store_answer(const Options& options, const model::CompiledModel& model, std::vector<analysis::AnswerTable> tables);

}  // namespace grdp::app
