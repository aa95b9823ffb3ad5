// The running text of a Word document: blocks to WordprocessingML.
#pragma once

#include <string>
#include <vector>

#include "docx_style.hpp"
#include "grdp/report/document.hpp"

namespace grdp::report {

/// What the text is set into.
struct WordPage {
    int text_width = 9355;    ///< twentieths of a point
    int text_height = 14000;
    int bullet_number = 1;    ///< w:numId of bullets
    double table_font = 10;   ///< points, where a table has room
};

/// A chart that the text refers to by relation.
struct WordChart {
    std::string relation;  ///< "rIdChart1"
    const doc::FigureBlock* figure;
};

struct WordBody {
    std::string xml;  ///< content of <w:body> but for the section
    std::vector<WordChart> charts;
};

[[nodiscard]] WordBody word_body(const doc::Document& document, const WordStyleIds& styles, const WordPage& page);

/// <w:r>..</w:r> for each stretch; `size` of the font in half points, 0: that of the style.
[[nodiscard]] std::string runs_xml(const doc::RunText& runs, const WordStyleIds& styles, int size = 0, bool strong = false);
/// A paragraph; `properties` stand after its style.
[[nodiscard]] std::string paragraph_xml(const std::string& style, std::string_view properties, std::string_view content);

[[nodiscard]] std::string table_xml(const doc::Table& table, const WordStyleIds& styles, const WordPage& page);
[[nodiscard]] std::string fact_box_xml(const doc::FactBox& box, const WordStyleIds& styles, const WordPage& page);
[[nodiscard]] std::string heat_map_xml(const doc::FigureBlock& figure, const HeatMap& map, const WordStyleIds& styles, const WordPage& page);

/// Widths of the columns, together `total`, in twentieths of a point, and the size of the font at which no word and no figure
/// is broken, in half points: 20 down to 18. Smaller letters come before labels that wrap.
struct ColumnPlan {
    std::vector<int> widths;
    int font = 20;
};
[[nodiscard]] ColumnPlan plan_columns(const doc::Table& table, int total, double largest);

}  // namespace grdp::report
