// Numbers and periods as statistical offices write them in tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grdp/accounts/period.hpp"

namespace grdp::model::csv {

/// Reads a whole cell with this decimal mark ('.' or ','); the other mark, spaces and no-break spaces may group the
/// digits of the whole part by three. Nothing if the cell is no such number, or out of range.
[[nodiscard]] std::optional<double> read_number(std::string_view cell, char decimal);
/// What to do about a cell that is no number under any reading.
[[nodiscard]] std::string number_hint(std::string_view cell);

/// 2023, 2023Q1, 2023-Q1, Q1/2023, quý I/2023, quý 1/2023.
[[nodiscard]] std::optional<accounts::Period> read_period(std::string_view cell);

}  // namespace grdp::model::csv
