#include "grdp/accounts/period.hpp"

#include <fmt/format.h>

#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::accounts {

std::optional<Period> Period::parse(std::string_view text) {
    constexpr std::size_t kYearDigits = 4;
    if (text.size() != kYearDigits && text.size() != kYearDigits + 2) return std::nullopt;
    const auto year = parse_unsigned(text.substr(0, kYearDigits));
    if (!year || *year < 1800 || *year > 2999) return std::nullopt;
    if (text.size() == kYearDigits) return annual(static_cast<int>(*year));
    const char mark = text[kYearDigits];
    const char quarter = text[kYearDigits + 1];
    if ((mark != 'Q' && mark != 'q') || quarter < '1' || quarter > '4') return std::nullopt;
    return quarterly(static_cast<int>(*year), quarter - '0');
}

std::string Period::text() const {
    return frequency_ == Frequency::annual ? fmt::format("{}", year()) : fmt::format("{}Q{}", year(), quarter());
}

int Period::operator-(Period other) const {
    GRDP_EXPECTS(frequency_ == other.frequency_);
    return ordinal_ - other.ordinal_;
}

std::size_t PeriodRange::index(Period period) const {
    GRDP_EXPECTS(contains(period));
    return static_cast<std::size_t>(period - first);
}

}  // namespace grdp::accounts
