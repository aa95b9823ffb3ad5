// Answers of arrivals, stress, tilt and weigh as a reader wants them: a sentence, then tables.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/arrivals.hpp"
#include "grdp/analysis/mixture.hpp"
#include "grdp/analysis/reverse_stress.hpp"
#include "grdp/analysis/tilt.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

[[nodiscard]] std::string arrivals_text(const model::CompiledModel& model, const std::vector<analysis::Arrival>& arrivals,
                                        const engine::Sampling& sampling, Language language, Style style);
[[nodiscard]] std::string stress_text(const model::CompiledModel& model, const analysis::ReverseStress& stress,
                                      Language language, Style style);
[[nodiscard]] std::string tilt_text(const model::CompiledModel& model, const analysis::Tilt& tilt,
                                    const engine::Sampling& sampling, Language language, Style style);
[[nodiscard]] std::string mixture_text(const std::vector<analysis::WeighedScenario>& scenarios, const analysis::Mixture& mixture,
                                       const engine::Sampling& sampling, Language language, Style style);

/// {"schema", "scenario", .., "draws", "seed", "tables": {..}, "diagnostics"}: docs/reference/command.md
[[nodiscard]] std::string tables_json(const std::string& verb, const model::CompiledModel& model, const engine::Sampling& sampling,
                                      const std::vector<analysis::AnswerTable>& tables, const Diagnostics& diagnostics,
                                      const SourceSet& sources);

}  // namespace grdp::report
