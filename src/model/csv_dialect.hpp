// Which mark is the decimal one: declared, or proved by the cells.
#pragma once

#include <vector>

#include "csv_records.hpp"

namespace grdp::model::csv {

/// The mark ('.' or ',') under which every cell is a number. `declared` is '.', ',' or 0. Nothing after reporting the
/// cells that are no numbers, or that two readings give different values.
[[nodiscard]] std::optional<char> prove_decimal(const std::vector<const Cell*>& cells, char declared,
                                                Diagnostics& diagnostics);

}  // namespace grdp::model::csv
