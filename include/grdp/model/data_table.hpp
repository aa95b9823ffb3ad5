// Data from CSV text: dialect declared or proved, wide or long, nothing lost and nothing guessed.
#pragma once

#include <string>
#include <vector>

#include "grdp/accounts/period.hpp"
#include "grdp/base/result.hpp"
#include "grdp/model/ast.hpp"

namespace grdp::model {

/// What the data statement declares; empty members are proved from the text.
struct CsvDialect {
    std::string separator;  ///< "," ";" or a tab
    std::string decimal;    ///< "." or ","
    std::string layout;     ///< "wide" or "long"
};

struct Datum {
    std::string column;  ///< header (wide) or series cell (long), trimmed
    accounts::Period period;
    double value = 0;
    Span where;
};

struct DataTable {
    CsvDialect dialect;                ///< as used
    std::vector<std::string> columns;  ///< the distinct series headers, in order
    std::vector<Span> column_places;
    std::vector<Datum> data;  ///< of the needed columns; an empty cell gives none
};

/// What a data statement says about the writing of its file; a dialect word stands for its decimal mark.
[[nodiscard]] CsvDialect declared_dialect(const ast::DataDecl& data);

/// Reads a whole table; all faults at once (E30xx), each with line and column of its cell.
/// `needed` lists the headers whose cells must be numbers; empty: all. Other columns are listed, their cells not read.
[[nodiscard]] Result<DataTable> parse_csv(const SourceSet& sources, SourceId id, accounts::Frequency frequency,
                                          const CsvDialect& declared, const std::vector<std::string>& needed);

/// The headers alone, for telling mapped from unmapped columns before the cells are read.
[[nodiscard]] Result<std::vector<std::string>> csv_headers(const SourceSet& sources, SourceId id, const CsvDialect& declared);

}  // namespace grdp::model
