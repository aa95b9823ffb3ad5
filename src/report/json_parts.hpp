// Pieces shared by the JSON documents.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/analysis/phrase.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

using Json = nlohmann::ordered_json;

/// "grdp.project.v1"
[[nodiscard]] std::string schema_name(std::string_view document);
/// Contract: finite.
[[nodiscard]] Json number(double value);
/// Null where there is none.
[[nodiscard]] Json value_or_null(double value);
/// [low, high], null where there is none.
[[nodiscard]] Json range_part(const analysis::NumberRange& range);
/// Null stands for an open end (an infinite limit).
[[nodiscard]] Json limit(double value);
[[nodiscard]] Json diagnostics_part(const Diagnostics& diagnostics, const SourceSet& sources);
/// Scenario, model, frequency and horizon: the same first keys in every document about a run.
[[nodiscard]] Json run_part(std::string_view document, const model::CompiledModel& model);
/// {"unit", "label", "periods"} of a series over the horizon.
[[nodiscard]] Json series_head(const model::CompiledModel& model, std::uint32_t series, Language language);
/// {"set", "subject", "label", "period", "unit", "sense", "cases": {..}}
[[nodiscard]] Json target_part(const model::CompiledModel& model, const model::TargetSet& set,
                               const model::Target& target, Language language);
/// {NAME: {"about", "rows", "columns": {NAME: {"about", "values", "unit"}}}}; null for no or no finite value.
[[nodiscard]] Json answer_tables_part(const std::vector<analysis::AnswerTable>& tables);
/// E of docs/reference/command.md: {"value", "standard_error", "interval": [low, high]}.
[[nodiscard]] Json estimate_part(const analysis::Estimate& estimate);
/// One line feed at the end; malformed UTF-8 cannot occur (inputs are checked), so none is replaced.
[[nodiscard]] std::string document_text(const Json& document);

}  // namespace grdp::report
