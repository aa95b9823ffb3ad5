// Numbers for reading: rounding that a reader can repeat by hand, marks of the language, parts that add up in print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grdp/report/language.hpp"

namespace grdp::report {

/// A decimal number with a fixed count of decimals: units / 10^decimals.
struct Scaled {
    std::int64_t units = 0;
    int decimals = 0;
    friend bool operator==(const Scaled&, const Scaled&) = default;
};

/// Rounds half away from zero, on the shortest decimal that reads back to the same value: the digits that the exact
/// output shows (2.675 gives 2.68). Nothing if the value is not finite or needs more than 18 digits. decimals 0..9.
[[nodiscard]] std::optional<Scaled> round_decimal(double value, int decimals);

/// "118.491,21" or "118,491.21"; a rounded zero has no sign.
[[nodiscard]] std::string scaled_text(Scaled value, Language language);

/// round_decimal and scaled_text; numbers too long for them in scientific notation; a value that is not finite is
/// named ("undefined").
[[nodiscard]] std::string decimal_text(double value, int decimals, Language language);

/// As few decimals as the value needs, at most `decimals`: 9.5 stays "9.5", 10 stays "10".
[[nodiscard]] std::string short_text(double value, int decimals, Language language);

/// Parts rounded so that they add up to the rounded total (largest remainder; ties: the greater part, then the earlier
/// one). Nothing if they cannot add up because they do not add up unrounded.
[[nodiscard]] std::optional<std::vector<Scaled>> round_to_total(const std::vector<double>& parts, double total,
                                                                int decimals);

}  // namespace grdp::report
