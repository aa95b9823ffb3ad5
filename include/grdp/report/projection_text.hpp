// The table of a projection: components indented under their total, parts that add up in print.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

struct ProjectionReport {
    const model::CompiledModel& model;
    const engine::Projection& projection;
    std::vector<analysis::TargetOutcome> targets;
    std::vector<std::uint32_t> wanted;  ///< series to print; empty: all
    std::vector<analysis::AnswerTable> tables = {};  ///< what else the run file answers
};

/// "Can Tho 2023, base case (base): GRDP by four components, 2023-2025"
[[nodiscard]] std::string run_title(const model::CompiledModel& model, Language language);

/// The whole text that `grdp project` prints.
[[nodiscard]] std::string projection_text(const ProjectionReport& report, Language language, Style style);

/// All targets with their cases and where the projection stands.
[[nodiscard]] std::string target_table(const ProjectionReport& report, Language language, Style style);

}  // namespace grdp::report
