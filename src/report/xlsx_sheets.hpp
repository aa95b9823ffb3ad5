// The sheets of a workbook made from a document.
#pragma once

#include <vector>

#include "grdp/report/document.hpp"
#include "grdp/report/zip_archive.hpp"
#include "workbook.hpp"

namespace grdp::report {

inline constexpr double kSheetFont = 10;  // of charts, points

/// A line of the first sheet.
struct SheetEntry {
    std::string sheet;
    std::string caption;
};

/// A chart that libxlsxwriter wrote in part: number N of xl/charts/chartN.xml.
struct PlacedChart {
    ChartSheet chart;
    SheetPlace place;
};

class SheetBook {
  public:
    SheetBook(Workbook& book, const doc::Document& document);

    void add_contents(const std::vector<SheetEntry>& entries);
    void add_table(const doc::Table& table, const std::string& name);
    void add_figure(const doc::FigureBlock& figure, const std::string& name);
    void add_facts(const doc::FactBox& box, const std::string& name);
    /// The sheet must exist before it is filled, so that the contents come first.
    lxw_worksheet* open(const std::string& name);

    [[nodiscard]] const std::vector<PlacedChart>& charts() const { return charts_; }

  private:
    struct Formats {
        lxw_format *title, *strong, *plain, *guarded, *note, *head, *head_text, *link;
    };

    lxw_format* cell_format(const doc::Column& column, const doc::Cell& cell, const doc::Row& row, bool label);
    void write_head(lxw_worksheet* sheet, const doc::Table& table);
    void write_rows(lxw_worksheet* sheet, const doc::Table& table);
    void name_columns(const doc::Table& table, const std::string& sheet);
    void set_page(lxw_worksheet* sheet, bool landscape);
    void write_heat_map(lxw_worksheet* sheet, const HeatMap& map, lxw_row_t first);
    lxw_row_t write_notes(lxw_worksheet* sheet, const std::vector<std::string>& notes, lxw_row_t row);

    Workbook& book_;
    const doc::Document& document_;
    Formats formats_ = {};
    std::vector<std::pair<std::string, lxw_format*>> made_ = {};
    std::vector<PlacedChart> charts_ = {};
};

/// "Bảng 1", distinct, without the characters that a name of a sheet may not hold, at most 31 long.
[[nodiscard]] std::string sheet_name(std::string_view wish, std::vector<std::string>& taken);

}  // namespace grdp::report
