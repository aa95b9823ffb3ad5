// What an option asks about, taken apart: "growth(volume[services])@2023Q3..2023Q4=8.0..8.4".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grdp/accounts/period.hpp"
#include "grdp/base/result.hpp"

namespace grdp::analysis {

/// low <= high; equal ends are a point.
struct NumberRange {
    double low = 0;
    double high = 0;

    [[nodiscard]] bool is_point() const { return low == high; }
    [[nodiscard]] double middle() const { return low + (high - low) / 2; }
    friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

struct Phrase {
    std::string subject;  ///< without blanks
    std::optional<accounts::PeriodRange> periods;
    std::optional<NumberRange> numbers;
    Span subject_where;
    Span periods_where;
    Span numbers_where;
};

/// The same text without its spaces.
[[nodiscard]] std::string without_blanks(std::string_view text);

/// SUBJECT[@PERIOD[..PERIOD]][=NUMBER[..NUMBER]] as typed; `source` is its text among the sources, for the messages.
/// Error: E7021.
[[nodiscard]] Result<Phrase> parse_phrase(std::string_view text, SourceId source);

/// "9.5..10" or "9.5"; the lower number first. Error: E7021 at `where`.
[[nodiscard]] Result<NumberRange> parse_range(std::string_view text, const Span& where);

}  // namespace grdp::analysis
