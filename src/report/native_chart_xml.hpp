// Joins and completes the chart parts that libxlsxwriter wrote.
#pragma once

#include <string>

#include "native_chart.hpp"

namespace grdp::report {

struct ChartParts {
    std::string under;  ///< areas or columns
    std::string over;   ///< lines on the same axes; may be empty
};

[[nodiscard]] Result<std::string> finished_chart_xml(const ChartParts& parts, const ChartSheet& chart, const SheetPlace& place,
                                                     const ChartLook& look);

}  // namespace grdp::report
