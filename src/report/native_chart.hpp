// DrawingML of a chart, as Word and Excel edit it: its parts come from libxlsxwriter, which draws one kind of chart at a
// time; areas or columns and the lines over them are joined here.
#pragma once

#include "workbook.hpp"

namespace grdp::report {

struct ChartLook {
    Language language = Language::en;
    double font_size = 10;        ///< points
    bool outer_workbook = false;  ///< the figures lie in a workbook that relation rId1 names (Word)
};

/// An object for worksheet_insert_chart: the areas or columns of the chart, or its lines if there are no others.
[[nodiscard]] lxw_chart* add_native_chart(Workbook& book, const ChartSheet& chart, const SheetPlace& place, double font_size);

/// The whole part xl/charts/chartN.xml or word/charts/chartN.xml.
[[nodiscard]] Result<std::string> native_chart_xml(const ChartSheet& chart, const SheetPlace& place, const ChartLook& look);

/// The workbook behind a chart in Word.
[[nodiscard]] Result<std::string> chart_workbook(const ChartSheet& chart, const SheetPlace& place, std::string_view date);

}  // namespace grdp::report
