#include "grdp/report/document.hpp"

#include "catch.hpp"

using namespace grdp::report;
using namespace grdp::report::doc;

TEST_CASE("document: a caption is word, number and text") {
    doc::Document document;
    document.table_word = "Bảng";
    document.figure_word = "Hình";
    doc::Table table;
    table.number = 2;
    table.caption = "Ba phương án";
    FigureBlock figure;
    figure.number = 3;
    figure.caption = "Phân phối";
    CHECK(caption_text(document, table) == "Bảng 2. Ba phương án");
    CHECK(caption_text(document, figure) == "Hình 3. Phân phối");
}

TEST_CASE("document: runs join to the text that they dress") {
    CHECK(plain_text({{"P = ", false, false, false}, {"13,6%", true, false, false}}) == "P = 13,6%");
    CHECK(plain_text({}).empty());
}

TEST_CASE("chart: every kind has its name") {
    CHECK(chart_kind(FanChart{}) == "fan");
    CHECK(chart_kind(HistogramChart{}) == "histogram");
    CHECK(chart_kind(WaterfallChart{}) == "waterfall");
    CHECK(chart_kind(ClusteredBars{}) == "bars");
    CHECK(chart_kind(TornadoChart{}) == "tornado");
    CHECK(chart_kind(HeatMap{}) == "heat_map");
    CHECK(chart_kind(ProbabilityPath{}) == "probability_path");
}
