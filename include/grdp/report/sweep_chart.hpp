// The probability over two axes of a sweep as a picture.
#pragma once

#include <string>

#include "grdp/report/chart.hpp"
#include "grdp/report/sweep_text.hpp"

namespace grdp::report {

/// In percent; a dash where the design has no scenario or the scenario failed. Contract: the report has a map and a question.
[[nodiscard]] HeatMap sweep_heat_map(const SweepReport& report, Language language);
/// The same as a file of its own.
[[nodiscard]] std::string sweep_heat_svg(const SweepReport& report, Language language);

}  // namespace grdp::report
