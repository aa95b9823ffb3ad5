// A briefing made by hand: every kind of block and chart, in both languages.
#pragma once

#include <cmath>
#include <string>

#include "grdp/report/decimal.hpp"
#include "grdp/report/document.hpp"

namespace grdp::report::sample {

inline Figured figured(double value, int decimals, Language language) {
    return {value, decimal_text(value, decimals, language)};
}

inline doc::Cell text_cell(std::string text) {
    doc::Cell cell;
    cell.text = std::move(text);
    return cell;
}

inline doc::Cell number_cell(double value, int decimals, Language language) {
    doc::Cell cell;
    cell.text = decimal_text(value, decimals, language);
    cell.number = value;
    cell.decimals = decimals;
    return cell;
}

inline doc::Column column(std::string name, std::string head, doc::ColumnKind kind, std::string unit_text = {}) {
    doc::Column made;
    made.name = std::move(name);
    made.head = std::move(head);
    made.kind = kind;
    made.unit_text = std::move(unit_text);
    return made;
}

inline doc::Row row(doc::RowKind kind, int indent, std::vector<doc::Cell> cells) {
    return {kind, indent, std::move(cells)};
}

inline doc::Table table(Language language) {
    const bool vi = language == Language::vi;
    doc::Table made;
    made.id = "projection";
    made.caption = vi ? "Dự báo GRDP năm 2023 theo khu vực" : "Projection of GRDP in 2023 by component";
    made.columns = {column("item", vi ? "Chỉ tiêu" : "Indicator", doc::ColumnKind::text),
                    column("growth", vi ? "Tăng trưởng" : "Growth", doc::ColumnKind::number, "%"),
                    column("contribution", vi ? "Đóng góp" : "Contribution", doc::ColumnKind::number, vi ? "điểm phần trăm" : "percentage points"),
                    column("value", vi ? "Giá trị hiện hành" : "Value at current prices", doc::ColumnKind::number, vi ? "tỷ đồng" : "VND billion"),
                    column("state", vi ? "Đánh giá" : "State", doc::ColumnKind::centred)};
    const auto line = [&](doc::RowKind kind, int indent, std::string name, double growth, double points, double value, std::string state) {
        made.rows.push_back(row(kind, indent, {text_cell(std::move(name)), number_cell(growth, 2, language), number_cell(points, 2, language),
                                               number_cell(value, 1, language), text_cell(std::move(state))}));
    };
    line(doc::RowKind::total, 0, "GRDP", 9.75, 9.75, 121893.4, vi ? "Đạt" : "Met");
    line(doc::RowKind::body, 1, vi ? "Nông, lâm nghiệp, thủy sản" : "Agriculture, forestry, fishery", 2.35, 0.25, 10812.2, vi ? "Đạt" : "Met");
    line(doc::RowKind::body, 1, vi ? "Công nghiệp và xây dựng" : "Industry and construction", 12.7, 3.81, 39812.9, vi ? "Vượt" : "Exceeded");
    line(doc::RowKind::body, 1, vi ? "Dịch vụ" : "Services", 10.55, 5.52, 63111.0, vi ? "Không đạt" : "Missed");
    line(doc::RowKind::body, 1, vi ? "Thuế sản phẩm trừ trợ cấp" : "Product taxes less subsidies", -5.8, 0.17, 8157.3, "=SUM(A1:A9)");
    made.rows.push_back(row(doc::RowKind::group, 0, {text_cell(vi ? "Theo đầu người" : "Per head"), {}, {}, {}, {}}));
    made.rows.push_back(row(doc::RowKind::body, 0, {text_cell("+1 <b>\"&\" 'q' \u202E\u200F\x01 @x"), text_cell("< 0,003"), text_cell("9,5 - 10"), {}, text_cell("-")}));
    made.notes = {vi ? "Các thành phần được làm tròn để cộng đúng bằng tổng số đã in." : "Parts are rounded so that they add up to the printed total."};
    return made;
}

inline doc::FigureBlock figure(std::string id, int number, std::string caption, Chart chart) {
    doc::FigureBlock made;
    made.id = std::move(id);
    made.number = number;
    made.alt = "Alt \"" + caption + "\" <&>";
    made.caption = std::move(caption);
    made.chart = std::move(chart);
    return made;
}

inline FanChart fan(Language language) {
    const bool vi = language == Language::vi;
    FanChart chart;
    chart.value = {vi ? "Tăng trưởng GRDP, %" : "GRDP growth, %", "%", 1, {}, {}};
    const double nan = std::nan("");
    for (int year = 2015; year <= 2025; ++year)
        chart.periods.push_back(std::to_string(year));
    chart.history = {7.4, 7.6, 7.2, 7.5, 7.1, 1.0, -2.8, 12.6, nan, nan, nan};
    chart.history_label = vi ? "Đã thực hiện" : "Outcome";
    chart.central_label = vi ? "Trung vị" : "Median";
    for (int i = 0; i < 8; ++i)
        chart.central.push_back({});
    for (const double value : {9.75, 9.2, 8.9})
        chart.central.push_back(figured(value, 1, language));
    for (const auto& [coverage, width] : {std::pair{90.0, 3.0}, std::pair{60.0, 1.6}, std::pair{30.0, 0.7}}) {
        FanChart::Band band{coverage, decimal_text(coverage, 0, language) + "%", std::vector<double>(8, nan), std::vector<double>(8, nan)};
        for (int i = 0; i < 3; ++i) {
            band.low.push_back(chart.central[static_cast<std::size_t>(8 + i)].value - width * (1 + 0.3 * i));
            band.high.push_back(chart.central[static_cast<std::size_t>(8 + i)].value + width * (1 + 0.3 * i));
        }
        chart.bands.push_back(band);
    }
    chart.targets = {{8, 9.5, 10, vi ? "Chỉ tiêu 9,5 - 10" : "Target 9.5 - 10"}};
    return chart;
}

inline HistogramChart histogram(Language language) {
    const bool vi = language == Language::vi;
    HistogramChart chart;
    chart.value = {vi ? "Tăng trưởng GRDP năm 2023, %" : "GRDP growth in 2023, %", "%", 1, {}, {}};
    chart.share = {vi ? "Tỷ lệ số lần mô phỏng, %" : "Share of the draws, %", "%", 0, {}, {}};
    for (int i = 0; i < 40; ++i) {
        const double low = 5 + 0.25 * i;
        const double z = (low + 0.125 - 9.75) / 1.6;
        chart.bins.push_back({low, low + 0.25, 10.0 / (1 + z * z * z * z + z * z), low < 9.4999 ? HistogramChart::Area::below : low < 9.9999 ? HistogramChart::Area::within : HistogramChart::Area::above});
    }
    const std::string sign = vi ? ",1" : ".1";
    chart.labels = {{HistogramChart::Area::below, vi ? "Dưới 9,5" : "Below 9.5", {45.2, decimal_text(45.2, 1, language) + "% ± 0" + sign}},
                    {HistogramChart::Area::within, vi ? "Trong khoảng 9,5 - 10" : "Within 9.5 - 10", {13.6, decimal_text(13.6, 1, language) + "% ± 0" + sign}},
                    {HistogramChart::Area::above, vi ? "Trên 10" : "Above 10", {41.2, decimal_text(41.2, 1, language) + "% ± 0" + sign}}};
    chart.median = figured(9.72, 2, language);
    chart.median_label = vi ? "Trung vị" : "Median";
    return chart;
}

inline WaterfallChart waterfall(Language language) {
    const bool vi = language == Language::vi;
    WaterfallChart chart;
    chart.value = {vi ? "Điểm phần trăm" : "Percentage points", "points", 1, {}, {}};
    chart.steps = {{vi ? "Nông, lâm nghiệp, thủy sản" : "Agriculture", figured(-0.25, 2, language), false},
                   {vi ? "Công nghiệp và xây dựng" : "Industry", figured(3.81, 2, language), false},
                   {vi ? "Dịch vụ" : "Services", figured(5.52, 2, language), false},
                   {vi ? "Thuế sản phẩm trừ trợ cấp" : "Product taxes", figured(-0.17, 2, language), false},
                   {"GRDP", figured(8.91, 2, language), true}};
    return chart;
}

inline ClusteredBars bars(Language language) {
    const bool vi = language == Language::vi;
    ClusteredBars chart;
    chart.value = {"%", "%", 1, {}, {}};
    chart.categories = {vi ? "Nông nghiệp" : "Agriculture", vi ? "Công nghiệp" : "Industry", vi ? "Dịch vụ" : "Services", "=1+1"};
    for (const char* name : {"thấp", "cơ sở", "cao"}) {
        ClusteredBars::Series series{vi ? name : std::string("case ") + name, {}, {}};
        for (int i = 0; i < 4; ++i)
            series.values.push_back(figured(static_cast<double>(i) * 3.1 - 1 + static_cast<double>(chart.series.size()), 1, language));
        chart.series.push_back(series);
    }
    chart.series[2].errors = {0.2, 0.3, 0.4, 0.5};
    return chart;
}

inline TornadoChart tornado(Language language) {
    const bool vi = language == Language::vi;
    TornadoChart chart;
    chart.value = {vi ? "Tăng trưởng GRDP, %" : "GRDP growth, %", "%", 1, {}, {}};
    chart.base = figured(9.75, 2, language);
    chart.low_label = vi ? "Giả định ở mức thấp" : "Assumption at its low value";
    chart.high_label = vi ? "Giả định ở mức cao" : "Assumption at its high value";
    chart.bars = {{vi ? "Vốn đầu tư công" : "Public investment", figured(8.9, 2, language), figured(10.6, 2, language), "10", "26"},
                  {vi ? "Lạm phát" : "Inflation", figured(10.2, 2, language), figured(9.3, 2, language), "2", "6"},
                  {vi ? "Tín dụng" : "Credit", figured(9.5, 2, language), figured(10.0, 2, language), "10", "16"},
                  {vi ? "Khách du lịch" : "Tourism", figured(9.6, 2, language), figured(9.9, 2, language), "5", "15"}};
    return chart;
}

inline HeatMap heat_map(Language language) {
    const bool vi = language == Language::vi;
    HeatMap chart;
    chart.value = {"%", "%", 1, {}, {}};
    chart.row_title = vi ? "Đầu tư công, %" : "Public investment, %";
    chart.column_title = vi ? "Tín dụng, %" : "Credit, %";
    chart.rows = {"10", "18", "26"};
    chart.columns = {"10", "12", "14", "16"};
    for (int i = 0; i < 12; ++i)
        chart.cells.push_back(figured(8 + 0.25 * i, 2, language));
    return chart;
}

inline ProbabilityPath path(Language language) {
    const bool vi = language == Language::vi;
    ProbabilityPath chart;
    chart.value = {vi ? "Xác suất, %" : "Probability, %", "%", 0, {}, {}};
    chart.points = vi ? std::vector<std::string>{"chưa có số liệu", "đến quý I/2023", "đến quý II/2023", "đến quý III/2023"}
                      : std::vector<std::string>{"nothing known", "to Q1/2023", "to Q2/2023", "to Q3/2023"};
    ProbabilityPath::Series series{vi ? "đạt ít nhất 9,5%" : "at least 9.5%", {}, {0.2, 0.2, 0.1, 0.1}};
    for (const double value : {54.8, 21.3, 8.0, 0.6})
        series.values.push_back(figured(value, 1, language));
    chart.series = {series};
    return chart;
}

inline doc::Document document(Language language) {
    const bool vi = language == Language::vi;
    doc::Document made;
    made.language = language;
    made.title = vi ? "Báo cáo triển vọng tăng trưởng GRDP năm 2023" : "Outlook for GRDP growth in 2023";
    made.subtitle = vi ? "Kịch bản cơ sở, thành phố Cần Thơ" : "Base case, Can Tho city";
    made.date = "2023-06-30";
    made.date_text = vi ? "Ngày 30 tháng 6 năm 2023" : "30 June 2023";
    made.program = "grdp 0.1.0";
    made.table_word = vi ? "Bảng" : "Table";
    made.figure_word = vi ? "Hình" : "Figure";
    made.blocks.emplace_back(doc::Heading{1, vi ? "1. Khả năng đạt mục tiêu" : "1. Odds of the target", "headline"});
    made.blocks.emplace_back(doc::Paragraph{{{vi ? "Xác suất tăng trưởng nằm trong khoảng 9,5 - 10% là 13,6%\u00A0±\u00A00,1, tức khoảng 1 trên 7." : "Growth falls within 9.5 - 10% with a probability of 13.6%\u00A0±\u00A00.1, about 1 in 7.", false, false, false}}, doc::ParagraphRole::lead});
    made.blocks.emplace_back(doc::Paragraph{{{vi ? "Khả năng thấp hơn là " : "It falls below with "}, {decimal_text(45.2, 1, language) + "%", true, false, false}, {vi ? "; theo hạt giống " : "; by seed "}, {"2023", false, false, true}, {" <i>&amp;</i>."}}, doc::ParagraphRole::body});
    made.blocks.emplace_back(table(language));
    made.blocks.emplace_back(doc::Heading{2, vi ? "Phân phối" : "Distribution", "distribution"});
    made.blocks.emplace_back(doc::BulletList{{{{vi ? "điểm thứ nhất" : "first point"}}, {{vi ? "điểm thứ hai" : "second point", false, true, false}}}});
    int number = 0;
    const auto add = [&](std::string id, std::string caption, Chart chart) { made.blocks.emplace_back(figure(std::move(id), ++number, std::move(caption), std::move(chart))); };
    add("fan", vi ? "Dải dự báo tăng trưởng" : "Fan of growth", fan(language));
    add("histogram", vi ? "Phân phối tăng trưởng" : "Distribution of growth", histogram(language));
    add("waterfall", vi ? "Đóng góp vào tăng trưởng" : "Contributions to growth", waterfall(language));
    add("bars", vi ? "So sánh kịch bản" : "Scenarios compared", bars(language));
    add("tornado", vi ? "Độ nhạy của kết quả" : "Sensitivity of the result", tornado(language));
    add("heat", vi ? "Tăng trưởng theo hai giả định" : "Growth by two assumptions", heat_map(language));
    add("path", vi ? "Xác suất khi số liệu về dần" : "Probability as figures arrive", path(language));
    made.blocks.emplace_back(doc::Paragraph{{{vi ? "Chú thích nhỏ." : "Small print."}}, doc::ParagraphRole::note});
    made.blocks.emplace_back(doc::FactBox{"provenance", vi ? "Nguồn gốc số liệu: [x] / 'y'" : "Where the numbers come from: [x] / 'y'",
                                          {{vi ? "Số lần mô phỏng" : "Draws", {{"100 000"}}}, {"SHA-256", {{std::string(64, 'a'), false, false, true}}}, {vi ? "Lệnh" : "Command", {{"=grdp simulate base.scenario --seed 2023", false, false, true}}}}});
    return made;
}

}  // namespace grdp::report::sample
