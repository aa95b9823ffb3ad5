// The answer of `grdp compare` for a terminal.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/comparison.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

struct ComparisonReport {
    const model::CompiledModel& before;
    std::string before_name;
    const std::vector<analysis::NamedComparison>& comparisons;
    const engine::Sampling& sampling;
    std::vector<std::uint32_t> shown;  ///< series of the table of numbers
};

[[nodiscard]] std::string comparison_text(const ComparisonReport& report, Language language, Style style);

}  // namespace grdp::report
