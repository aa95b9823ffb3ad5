// The head of a table: its separator, its layout and the columns that matter.
#pragma once

#include <optional>

#include "csv_records.hpp"
#include "grdp/model/data_table.hpp"

namespace grdp::model::csv {

struct Layout {
    char separator = ',';
    bool wide = true;
    Record header;
    std::size_t period = 0;  ///< column
    std::size_t series = 0;  ///< column of a long table
    std::size_t value = 0;   ///< column of a long table
};

/// Finds the separator under which the first line is the head of a table. Reports why there is none.
[[nodiscard]] std::optional<Layout> find_layout(std::string_view text, SourceId id, const CsvDialect& declared,
                                                Diagnostics& diagnostics);
/// period, year, quarter, năm, quý, kỳ
[[nodiscard]] bool is_period_header(std::string_view header);

}  // namespace grdp::model::csv
