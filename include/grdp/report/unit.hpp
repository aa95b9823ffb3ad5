// Units and periods as a reader says them.
#pragma once

#include <string>
#include <string_view>

#include "grdp/accounts/period.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// "bn_vnd_2010" -> "VND billion at 2010 prices" or "tỷ đồng, giá 2010"; "mn_vnd/person" -> "VND million per person";
/// a plain number has no unit text; an unknown unit is returned as written.
[[nodiscard]] std::string unit_text(std::string_view unit, Language language);

/// The unit behind a number in a sentence: "9.5%", "43,000 VND billion", "0.4 percentage points".
[[nodiscard]] std::string with_unit(std::string_view number, std::string_view unit, Language language);

/// Decimals that a table shows in this unit, 0..4.
[[nodiscard]] int unit_decimals(std::string_view unit);

/// Whether the unit counts hundredths (%, points).
[[nodiscard]] bool is_percent(std::string_view unit);

/// In a table head: "2023", "Q3/2022" or "III/2022".
[[nodiscard]] std::string period_heading(accounts::Period period, Language language);
/// A period or a range as a table shows it: "2023", "2023-2025", "III/2022"; other texts as they are.
[[nodiscard]] std::string period_cell(std::string_view text, Language language);
/// In a sentence: "2023" -> "năm 2023"; "2022Q3" -> "quý III/2022" or "Q3 2022"; "2023..2025" -> "2023-2025".
/// Other texts are returned as they are.
[[nodiscard]] std::string period_phrase(std::string_view text, Language language);

}  // namespace grdp::report
