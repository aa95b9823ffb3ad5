#include "grdp/report/document.hpp"

#include <fmt/format.h>

namespace grdp::report {

std::string_view chart_kind(const Chart& chart) {
    constexpr std::string_view kNames[] = {"fan",     "histogram", "waterfall",       "bars",
                                           "tornado", "heat_map",  "probability_path"};
    return kNames[chart.index()];
}

namespace doc {

std::string caption_text(const Document& document, const Table& table) {
    return fmt::format("{} {}. {}", document.table_word, table.number, table.caption);
}

std::string caption_text(const Document& document, const FigureBlock& figure) {
    return fmt::format("{} {}. {}", document.figure_word, figure.number, figure.caption);
}

std::string plain_text(const RunText& runs) {
    std::string joined;
    for (const auto& run : runs)
        joined += run.text;
    return joined;
}

}  // namespace doc
}  // namespace grdp::report
