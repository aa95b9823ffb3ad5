// How each probability was computed.
#pragma once

#include <string>

#include "grdp/report/simulation_text.hpp"

namespace grdp::report {

/// The table of estimators, if the run has one: event, method, points, reason, and the plain run beside it. Otherwise empty.
[[nodiscard]] std::string estimator_text(const SimulationReport& report, Language language, Style style);

/// "closed" as a reader calls it: "closed form", "công thức chính xác".
[[nodiscard]] std::string method_text(const std::string& name, Language language);

}  // namespace grdp::report
