// What a difference is due to: one of the tables of `grdp compare`.
#pragma once

#include "grdp/report/compare_text.hpp"

namespace grdp::report {

[[nodiscard]] std::string causes_text(const ComparisonReport& report, const analysis::NamedComparison& one, Language language, Style style);

}  // namespace grdp::report
