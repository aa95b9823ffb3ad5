// Years and quarters, counted so that lags are subtractions.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grdp::accounts {

enum class Frequency : std::uint8_t { annual, quarterly };

/// Periods in a year: 1 or 4. This is also the lag of "the same period of the previous year".
[[nodiscard]] constexpr int periods_per_year(Frequency frequency) { return frequency == Frequency::annual ? 1 : 4; }

/// A year or a quarter. The ordinal (year, or 4*year + quarter - 1) is absolute, so scenarios that start in
/// different years address the same calendar period by the same number.
class Period {
  public:
    constexpr Period() = default;
    static constexpr Period annual(int year) { return Period(Frequency::annual, year); }
    /// quarter in 1..4
    static constexpr Period quarterly(int year, int quarter) { return Period(Frequency::quarterly, 4 * year + quarter - 1); }
    /// "2023" or "2023Q1" (also 2023q1); years 1800..2999.
    [[nodiscard]] static std::optional<Period> parse(std::string_view text);

    [[nodiscard]] constexpr Frequency frequency() const { return frequency_; }
    [[nodiscard]] constexpr std::int32_t ordinal() const { return ordinal_; }
    [[nodiscard]] constexpr int year() const { return frequency_ == Frequency::annual ? ordinal_ : ordinal_ / 4; }
    /// 1..4; 0 for a year
    [[nodiscard]] constexpr int quarter() const { return frequency_ == Frequency::annual ? 0 : ordinal_ % 4 + 1; }
    [[nodiscard]] std::string text() const;

    [[nodiscard]] constexpr Period operator+(int periods) const { return Period(frequency_, ordinal_ + periods); }
    [[nodiscard]] constexpr Period operator-(int periods) const { return Period(frequency_, ordinal_ - periods); }
    /// Contract: same frequency.
    [[nodiscard]] int operator-(Period other) const;
    friend constexpr auto operator<=>(Period, Period) = default;

  private:
    constexpr Period(Frequency frequency, std::int32_t ordinal) : frequency_(frequency), ordinal_(ordinal) {}
    Frequency frequency_ = Frequency::annual;
    std::int32_t ordinal_ = 0;
};

/// Both ends belong to the range; never empty.
struct PeriodRange {
    Period first;
    Period last;

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(last - first) + 1; }
    [[nodiscard]] bool contains(Period period) const { return first <= period && period <= last; }
    /// Contract: the period lies in the range.
    [[nodiscard]] std::size_t index(Period period) const;
    [[nodiscard]] Period at(std::size_t index) const { return first + static_cast<int>(index); }
    friend bool operator==(const PeriodRange&, const PeriodRange&) = default;
};

}  // namespace grdp::accounts
