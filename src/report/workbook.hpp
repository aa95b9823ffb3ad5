// One Excel workbook put together by libxlsxwriter, in memory.
#pragma once

#include <xlsxwriter.h>

#include <optional>
#include <string>

#include "chart_sheet.hpp"
#include "grdp/base/result.hpp"

namespace grdp::report {

/// Formats that every sheet of a workbook uses.
struct SheetFormats {
    lxw_format* head = nullptr;
    lxw_format* strong = nullptr;
    lxw_format* text = nullptr;
};

class Workbook {
  public:
    /// `date` "2023-06-30" becomes the time of creation.
    Workbook(const std::string& title, const std::string& program, std::string_view date);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    [[nodiscard]] bool ready() const { return book_ != nullptr; }
    [[nodiscard]] lxw_workbook* get() const { return book_; }
    [[nodiscard]] lxw_format* format() const;

    /// The bytes of the file; the workbook is used up. Error: E7283.
    [[nodiscard]] Result<std::string> finish();

  private:
    int file_ = -1;
    lxw_workbook* book_ = nullptr;
};

/// Where the block of a chart stands: heads in row `row`, categories in column 0.
struct SheetPlace {
    std::string sheet;
    lxw_row_t row = 0;
};

/// A text, never a formula or an address; longer ones than Excel takes are cut. `plain` null: no format.
void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text, lxw_format* plain, lxw_format* guarded);

/// Heads, categories and columns; `live`: computed columns as formulas beside their values.
void write_chart_data(Workbook& book, lxw_worksheet* sheet, const ChartSheet& chart, const SheetPlace& place, bool live);

/// "B", "AA"
[[nodiscard]] std::string column_letters(std::size_t column);

/// Text for places where libxlsxwriter takes a leading "=" for a formula.
[[nodiscard]] std::string literal(std::string_view text);

[[nodiscard]] lxw_color_t colour_of(std::string_view colour);

}  // namespace grdp::report
