// A chart as spreadsheet people build it: a block of columns, some computed from others, and series that draw them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "grdp/report/chart.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

struct SheetColumn {
    std::string head;
    std::vector<double> values;         ///< NaN: an empty cell
    std::vector<std::string> formulas = {};  ///< empty, or one per value: "{2}-{1}", {n}: column n of the same row; empty: a plain number
    int decimals = 2;
};

enum class Geometry : std::uint8_t { area, column, stacked_column, stacked_bar, line };
enum class LabelPlace : std::uint8_t { above, outside, inside_end, inside_base, right };
enum class Mark : std::uint8_t { none, circle, diamond, dash };

struct SheetSeries {
    std::size_t column = 1;
    Geometry geometry = Geometry::line;
    std::string colour = {};  ///< "#RRGGBB"; empty: not drawn, only there to carry others or labels
    double line_width = 0;    ///< points; 0: no line
    bool dashed = false;
    Mark mark = Mark::none;
    std::vector<std::string> labels = {};  ///< empty, or one per row; empty text: none
    LabelPlace place = LabelPlace::above;
    std::optional<std::size_t> plus = {};   ///< column of the upper lengths of error bars
    std::optional<std::size_t> minus = {};  ///< and of the lower ones
    bool heavy_bars = false;                ///< error bars that are the message, not the footnote
    bool in_legend = true;
};

struct SheetAxis {
    std::string title;
    std::string number_format;
    std::optional<double> low;
    std::optional<double> high;
    std::optional<double> step;
};

/// Column 0 holds the categories.
struct ChartSheet {
    std::string category_head = {};
    std::vector<std::string> categories = {};
    std::vector<SheetColumn> columns = {};  ///< column 1 and on
    std::vector<SheetSeries> series = {};   ///< lines last: they are drawn over areas and columns
    SheetAxis value = {};
    std::string category_title = {};
    std::size_t label_every = 1;  ///< categories from one printed label to the next
    int gap = 60;                 ///< between clusters, % of a column
    double height = 0.33;         ///< of the chart, relative to its width

    [[nodiscard]] const SheetColumn& column(std::size_t index) const { return columns.at(index - 1); }
};

/// Nothing for a heat map: it is a table.
[[nodiscard]] std::optional<ChartSheet> chart_sheet(const Chart& chart, Language language);

/// "#,##0.00" with the marks of the language.
[[nodiscard]] std::string number_format(int decimals, Language language);

}  // namespace grdp::report
