// What `grdp audit` prints: a paragraph as in a briefing, then the tables that prove it; and the same as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/audit.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

[[nodiscard]] std::string audit_text(const model::CompiledModel& model, const analysis::Audit& audit, Language language,
                                     Style style);

/// What a run file keeps of the paragraphs: table "audit_paragraph", one row per target set, in both languages.
[[nodiscard]] analysis::AnswerTable audit_paragraphs(const model::CompiledModel& model, const analysis::Audit& audit);
inline constexpr std::string_view kParagraphTable = "audit_paragraph";
/// The paragraphs of such a table among these; empty without one.
[[nodiscard]] std::string stored_paragraphs(const std::vector<analysis::AnswerTable>& tables, Language language);

/// {"consistent", "findings", "checks", "corners", "assumptions", "conflicts", "reconcile", ...}: docs/reference/command.md.
[[nodiscard]] std::string audit_json(const model::CompiledModel& model, const analysis::Audit& audit, Language language,
                                     const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace grdp::report
