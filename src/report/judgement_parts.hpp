// Pieces shared by the texts of judgement.
#pragma once

#include <string>

#include "grdp/analysis/band_probability.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// "Growth of the year (Q4/2023)", the label of an event with its period.
[[nodiscard]] std::string event_name(const model::CompiledModel& model, std::uint32_t event, Language language);
/// "6.5-7.5", ">= 9", empty for a condition.
[[nodiscard]] std::string event_band(const model::Event& event, Language language);
/// "13.6 ± 0.1", in percent.
[[nodiscard]] std::string percent_pair(const analysis::Estimate& estimate, std::uint64_t points, Language language);
/// "8.96 ± 0.01" with as many decimals as the unit of the number deserves.
[[nodiscard]] std::string value_pair(const analysis::Estimate& estimate, int decimals, Language language);
[[nodiscard]] std::string draws_line(const engine::Sampling& sampling, Language language);

}  // namespace grdp::report
