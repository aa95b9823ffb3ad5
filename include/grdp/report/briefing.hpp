// A run file as a paper for a reader's desk: about six pages, the answer first. docs/howto/briefing.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/report/document.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// What a run file holds, whatever its format.
struct RunContent {
    std::string name;    ///< of the file, without folders
    std::string digest;  ///< SHA-256 of the file, 64 hexadecimal digits
    std::string program;
    std::string command;
    std::string generator;
    int numerics_version = 0;
    model::CompiledModel model;
    engine::Projection projection;
    std::vector<analysis::TargetOutcome> targets;
    std::optional<engine::Ensemble> ensemble;
    std::vector<analysis::EventAnswer> answers;
    std::vector<analysis::AnswerTable> tables;
};

struct BriefingOptions {
    std::vector<std::string> sections;  ///< of section_names(); empty: all
    std::string title;                  ///< empty: from the scenario
    std::string date;                   ///< "2023-06-30"; empty: undated
};

/// "headline", "scenarios", "projection", "fan", ... in the order of the paper.
[[nodiscard]] const std::vector<std::string>& section_names();

/// A pure function: equal contents give equal documents. The paper is about the first run; the others are compared with it.
/// Runs of the same scenario (equal inputs) only lend their answer tables. Sections without content are left out.
/// Contract: at least one run, sections are names of section_names().
[[nodiscard]] doc::Document briefing(const std::vector<RunContent>& runs, Language language, const BriefingOptions& options = {});

/// "2023-06-30" -> "Ngày 30 tháng 6 năm 2023"; nothing if it is no date of the calendar.
[[nodiscard]] std::optional<std::string> date_text(std::string_view iso, Language language);

}  // namespace grdp::report
