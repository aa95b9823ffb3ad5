// Numbers as text, exactly and without locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grdp {

enum class NumberFault : std::uint8_t {
    none,
    empty,
    not_a_number,     ///< anything else
    decimal_comma,    ///< 9,5
    thousands_marks,  ///< 1.298.791 or 1,298,791
    out_of_range,     ///< 1e400
    not_finite,       ///< nan, inf
    unusual_digits,   ///< full-width digits, U+2212 minus, no-break space inside
};

struct ParsedNumber {
    double value = 0;
    NumberFault fault = NumberFault::none;
    std::string hint;  ///< what to write instead: "9.5"; empty where nothing safe can be proposed
};

/// Reads a whole token with a decimal point; never a prefix ("9,5" is a fault, not 9). Accepts a leading '+' or '-'.
[[nodiscard]] ParsedNumber parse_number(std::string_view token);
/// Whole tokens only; nothing on overflow or a sign where none may stand.
[[nodiscard]] std::optional<std::uint64_t> parse_unsigned(std::string_view token);
/// Shortest text that reads back to the same bits.
[[nodiscard]] std::string exact_text(double value);

}  // namespace grdp
