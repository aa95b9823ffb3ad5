// What observations teach of the uncertain parameters, as a table.
#pragma once

#include <optional>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

inline constexpr std::string_view kLearntTable = "observed_parameter";

/// One row per parameter on which the observations bear; nothing where there is none.
[[nodiscard]] std::optional<AnswerTable> learnt_table(const model::CompiledModel& model);

}  // namespace grdp::analysis
