// Every writer of text: what is awkward in a label stays text.
#include "catch.hpp"
#include "grdp/report/document_csv.hpp"
#include "grdp/report/html.hpp"
#include "grdp/report/markdown.hpp"
#include "grdp/report/svg.hpp"
#include "sample_document.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("html: texts are escaped and cannot turn the text around them") {
    const auto page = html(test::sample_document());
    CHECK(holds(page, "=1+&lt;b&gt;&amp;&quot;quote&quot; right-to-left|pipe_under"));
    CHECK_FALSE(holds(page, "<b>"));
    CHECK_FALSE(holds(page, "\u202E"));
    CHECK(holds(page, "<title>Tiêu đề &lt;&amp;&gt;</title>"));
}

TEST_CASE("html: the page needs nothing else") {
    const auto page = html(test::sample_document());
    for (const auto* outside : {"src=\"http", "href=\"http", "@import", "url(", "<link"})
        CHECK_FALSE(holds(page, outside));
    CHECK(holds(page, "@media print"));
    CHECK(holds(page, "<svg "));
    CHECK(holds(page, "data-copy=\"tsv\""));
    CHECK(holds(page, "lang=\"vi\""));
}

TEST_CASE("html: a cell shows the printed figure and keeps the exact one") {
    CHECK(holds(html(test::sample_document()), "data-value=\"118491.2099\">118.491,21</td>"));
}

TEST_CASE("markdown: marks in a text are no marks") {
    const auto text = markdown(test::sample_document());
    CHECK(holds(text, "\\=1+\\<b\\>&amp;\"quote\" right-to-left\\|pipe\\_under"));
    CHECK(holds(text, "|---|---:|"));
    CHECK(holds(text, "**118.491,21**"));
    CHECK(holds(markdown(test::sample_document(), "charts/"), "](charts/steps.svg)"));
}

TEST_CASE("latex: special signs are commands") {
    const auto text = latex(test::sample_document());
    CHECK(holds(text, "=1+\\textless{}b\\textgreater{}\\&\\textquotedbl{}quote\\textquotedbl{} right-to-left\\textbar{}pipe\\_under"));
    CHECK(holds(text, "\\begin{longtable}"));
    CHECK(holds(latex(test::sample_document(), "charts/"), "{charts/steps}"));
}

TEST_CASE("latex: braces and environments are balanced") {
    const auto text = latex(test::sample_document());
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = i > 0 && text[i - 1] == '\\';
        if (text[i] == '{' && !escaped) ++depth;
        if (text[i] == '}' && !escaped) --depth;
        REQUIRE(depth >= 0);
    }
    CHECK(depth == 0);
}

TEST_CASE("csv: English and Vietnamese spreadsheets read the same figure") {
    const auto document = test::sample_document();
    const auto english = document_csv(document, false);
    const auto vietnamese = document_csv(document, true);
    REQUIRE(english.size() == 1);
    CHECK(english[0].name == "sample");
    CHECK(holds(english[0].text, "Chỉ tiêu,\"2023, tỷ đồng\"\r\n"));
    CHECK(holds(english[0].text, ",118491.21\r\n"));
    CHECK(vietnamese[0].text.starts_with("\uFEFF"));
    CHECK(holds(vietnamese[0].text, ";118491,21\r\n"));
}

TEST_CASE("csv: a text that looks like a formula is none") {
    CHECK(holds(document_csv(test::sample_document(), false)[0].text, "\"'=1+<b>&\"\"quote\"\" right-to-left|pipe_under\""));
}

TEST_CASE("svg: a chart has a title, a description, real text") {
    const auto document = test::sample_document();
    const auto& figure = std::get<doc::FigureBlock>(document.blocks[3]);
    const auto picture = svg_file(figure.chart, Language::vi, {figure.id, figure.caption, figure.alt});
    CHECK(picture.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "));
    CHECK(holds(picture, "<title id=\"steps_title\">Đóng góp</title>"));
    CHECK(holds(picture, "<desc id=\"steps_desc\">Mô tả &lt;hình&gt;</desc>"));
    CHECK(holds(picture, ">Dịch vụ</text>"));
    CHECK(holds(picture, ">-0,5</text>"));
    CHECK_FALSE(holds(picture, "<b>"));
    CHECK_FALSE(holds(picture, "nan"));
}

TEST_CASE("svg: every kind of chart draws, gaps included") {
    const double none = std::numeric_limits<double>::quiet_NaN();
    FanChart fan;
    fan.periods = {"2022", "2023", "2024"};
    fan.history = {5, none, none};
    fan.central = {{none, ""}, {6, "6"}, {7, "7"}};
    fan.bands = {{90, "90%", {none, 4, 3}, {none, 8, 11}}};
    fan.targets = {{1, 6.5, 7, "Target"}, {2, 8, std::numeric_limits<double>::infinity(), "Target"}};
    HistogramChart histogram;
    histogram.bins = {{0, 1, 40, HistogramChart::Area::below}, {1, 2, 60, HistogramChart::Area::within}};
    ClusteredBars bars;
    bars.categories = {"a", "b"};
    bars.series = {{"one", {{1, "1"}, {none, ""}}, {0.5, none}}, {"two", {{-2, "-2"}, {3, "3"}}, {}}};
    TornadoChart tornado;
    tornado.base = {5, "5"};
    tornado.bars = {{"first", {4, "4"}, {6, "6"}, "-1", "1"}, {"second", {5.5, "5.5"}, {5.2, "5.2"}, "", ""}};
    HeatMap heat;
    heat.rows = {"r"};
    heat.columns = {"c", "d"};
    heat.cells = {{1, "1"}, {none, ""}};
    ProbabilityPath path;
    path.points = {"nothing", "Q1"};
    path.series = {{"event", {{10, "10"}, {20, "20"}}, {1, 1}}};
    for (const Chart& chart : std::initializer_list<Chart>{fan, histogram, bars, tornado, heat, path}) {
        const auto picture = svg(chart, Language::en, {"id", "t", "d"});
        INFO(chart_kind(chart));
        CHECK(picture.ends_with("</svg>\n"));
        CHECK_FALSE(holds(picture, "nan"));
        CHECK_FALSE(holds(picture, "inf"));
        CHECK(picture == svg(chart, Language::en, {"id", "t", "d"}));
    }
}
