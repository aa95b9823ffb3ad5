#include "grdp/report/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/report/catalogue.hpp"

namespace grdp::report {
namespace {

constexpr int kMostDigits = 18;

// value = 0.digits * 10^point
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 0;
};

Decimal shortest_decimal(double value) {
    std::array<char, 40> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    const std::string text(buffer.data(), end);
    const std::size_t mark = text.find('e');
    Decimal decimal;
    decimal.negative = text.front() == '-';
    for (const char c : text.substr(0, mark)) {
        if (c >= '0' && c <= '9') decimal.digits += c;
    }
    int exponent = 0;
    const char* first = text.c_str() + mark + 1 + (text[mark + 1] == '+' ? 1 : 0);
    std::from_chars(first, text.c_str() + text.size(), exponent);
    decimal.point = exponent + 1;
    return decimal;
}

std::string grouped(std::string digits, char mark) {
    for (std::size_t place = digits.size(); place > 3; place -= 3)
        digits.insert(place - 3, 1, mark);
    return digits;
}

double power_of_ten(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

}  // namespace

std::optional<Scaled> round_decimal(double value, int decimals) {
    GRDP_EXPECTS(decimals >= 0 && decimals <= 9);
    if (!std::isfinite(value)) return std::nullopt;
    const Decimal decimal = shortest_decimal(value);
    const int kept = decimal.point + decimals;
    if (kept > kMostDigits) return std::nullopt;
    std::int64_t units = 0;
    for (int i = 0; i < kept; ++i) {
        const auto place = static_cast<std::size_t>(i);
        units = units * 10 + (place < decimal.digits.size() ? decimal.digits[place] - '0' : 0);
    }
    const bool half = kept >= 0 && static_cast<std::size_t>(kept) < decimal.digits.size() &&
                      decimal.digits[static_cast<std::size_t>(kept)] >= '5';
    if (half) ++units;
    return Scaled{decimal.negative ? -units : units, decimals};
}

std::string scaled_text(Scaled value, Language language) {
    const bool vi = language == Language::vi;
    std::string digits = std::to_string(value.units < 0 ? -value.units : value.units);
    const auto decimals = static_cast<std::size_t>(value.decimals);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    std::string text = value.units < 0 ? "-" : "";
    text += grouped(digits.substr(0, digits.size() - decimals), vi ? '.' : ',');
    if (decimals > 0) text += (vi ? ',' : '.') + digits.substr(digits.size() - decimals);
    return text;
}

std::string decimal_text(double value, int decimals, Language language) {
    if (!std::isfinite(value)) return text(Message::undefined, language);
    if (const auto scaled = round_decimal(value, decimals)) return scaled_text(*scaled, language);
    std::string scientific = exact_text(value);
    if (language == Language::vi) std::replace(scientific.begin(), scientific.end(), '.', ',');
    return scientific;
}

std::string short_text(double value, int decimals, Language language) {
    const auto full = round_decimal(value, decimals);
    if (!full) return decimal_text(value, decimals, language);
    Scaled scaled = *full;
    while (scaled.decimals > 0 && scaled.units % 10 == 0)
        scaled = {scaled.units / 10, scaled.decimals - 1};
    return scaled_text(scaled, language);
}

std::optional<std::vector<Scaled>> round_to_total(const std::vector<double>& parts, double total, int decimals) {
    const auto target = round_decimal(total, decimals);
    if (!target || parts.empty()) return std::nullopt;
    const double power = power_of_ten(decimals);
    std::vector<Scaled> rounded;
    std::vector<double> remainders;
    std::int64_t sum = 0;
    for (const double part : parts) {
        const auto nearest = round_decimal(part, decimals);
        if (!nearest) return std::nullopt;
        const double floor = std::floor(part * power);
        rounded.push_back({static_cast<std::int64_t>(floor), decimals});
        remainders.push_back(part * power - floor);
        sum += rounded.back().units;
    }
    const std::int64_t missing = target->units - sum;
    const double gap = std::fabs(std::accumulate(parts.begin(), parts.end(), 0.0) - total);
    if (missing < 0 || missing > static_cast<std::int64_t>(parts.size()) || gap * power > 0.01) return std::nullopt;
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (remainders[a] != remainders[b]) return remainders[a] > remainders[b];
        return std::fabs(parts[a]) > std::fabs(parts[b]);
    });
    for (std::size_t i = 0; i < static_cast<std::size_t>(missing); ++i)
        ++rounded[order[i]].units;
    return rounded;
}

}  // namespace grdp::report
