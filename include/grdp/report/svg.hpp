// A chart as SVG: real text, colours that survive grey print, no script, no outside font.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/report/chart.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

struct SvgText {
    std::string id;     ///< prefix of ids within a page; [a-z][a-z0-9_]*
    std::string title;  ///< read out first
    std::string alt;    ///< what a reader who cannot see the chart must know
};

/// One <svg> element, 720 units wide, in a view box, so that it scales; same chart, same bytes.
[[nodiscard]] std::string svg(const Chart& chart, Language language, const SvgText& text);
/// The same as a file of its own, with the XML declaration.
[[nodiscard]] std::string svg_file(const Chart& chart, Language language, const SvgText& text);

/// Several charts in one file, one below the other; ids must differ.
struct SvgChart {
    Chart chart;
    SvgText text;
};
[[nodiscard]] std::string svg_file(const std::vector<SvgChart>& charts, Language language);

}  // namespace grdp::report
