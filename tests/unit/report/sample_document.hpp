// A small paper with awkward texts in every place.
#pragma once

#include "grdp/report/document.hpp"

namespace grdp::test {

inline constexpr const char* kAwkward = "=1+<b>&\"quote\" \u202Eright-to-left|pipe_under";

inline report::doc::Document sample_document() {
    using namespace report;
    doc::Document document;
    document.language = Language::vi;
    document.title = "Tiêu đề <&>";
    document.date = "2023-06-30";
    document.date_text = "Ngày 30 tháng 6 năm 2023";
    document.program = "grdp";
    document.table_word = "Bảng";
    document.figure_word = "Hình";
    document.blocks.emplace_back(doc::Heading{1, "1. Kết luận", "headline"});
    document.blocks.emplace_back(doc::Paragraph{{{kAwkward, false, false, false}}, doc::ParagraphRole::body});
    doc::Table table;
    table.id = "sample";
    table.caption = "Dự báo";
    table.columns.resize(2);
    table.columns[0] = {"label", "Chỉ tiêu", doc::ColumnKind::text, "", "", 2};
    table.columns[1] = {"value", "2023", doc::ColumnKind::number, "bn_vnd", "tỷ đồng", 1};
    doc::Cell label;
    label.text = kAwkward;
    doc::Cell figure;
    figure.text = "118.491,21";
    figure.number = 118491.21;
    figure.exact = 118491.2099;
    figure.decimals = 2;
    table.rows.push_back({doc::RowKind::total, 1, {label, figure}});
    document.blocks.emplace_back(table);
    WaterfallChart chart;
    chart.value.title = "Điểm phần trăm";
    chart.steps = {{kAwkward, {1.5, "1,5"}, false}, {"Dịch vụ", {-0.5, "-0,5"}, false}, {"Tổng", {1.0, "1,0"}, true}};
    doc::FigureBlock block;
    block.id = "steps";
    block.caption = "Đóng góp";
    block.alt = "Mô tả <hình>";
    block.chart = chart;
    document.blocks.emplace_back(block);
    document.blocks.emplace_back(doc::FactBox{"provenance", "Nguồn", {{"Tệp", {{"run_1.h5", false, false, true}}}}});
    return document;
}

}  // namespace grdp::test
