// Differences for reading: with their sign, and parts that lead from the printed first number to the printed second.
#pragma once

#include <string>
#include <vector>

#include "grdp/report/decimal.hpp"

namespace grdp::report {

/// "+0.42", "-1.3", "0.00"
[[nodiscard]] std::string signed_decimal(double value, int decimals, Language language);
[[nodiscard]] std::string signed_scaled(Scaled value, Language language);

/// after - before as a reader subtracts the printed numbers.
[[nodiscard]] Scaled printed_gap(double before, double after, int decimals);
/// Parts of a difference, rounded so that they sum to printed_gap (largest remainder; parts of exactly 0 stay 0 where others are left).
[[nodiscard]] std::vector<Scaled> printed_parts(const std::vector<double>& parts, double before, double after, int decimals);

}  // namespace grdp::report
