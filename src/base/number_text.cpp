#include "grdp/base/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "grdp/base/utf8.hpp"

namespace grdp {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Full-width digits, the typographic minus and no-break spaces, rewritten as ASCII; empty if there was nothing to rewrite.
std::string plain_spelling(std::string_view token) {
    std::string plain;
    bool changed = false;
    for (const auto point : utf8::code_points(token)) {
        const char32_t c = utf8::decode(point);
        if (c >= 0xFF10 && c <= 0xFF19) {
            plain += static_cast<char>('0' + (c - 0xFF10));
        } else if (c == 0xFF0E) {
            plain += '.';
        } else if (c == 0x2212 || c == 0x2013 || c == 0xFF0D) {
            plain += '-';
        } else if (c != 0x00A0 && c != 0x202F && c != 0x2009) {
            plain += point;
            continue;
        }
        changed = true;
    }
    return changed ? plain : std::string{};
}

bool groups_of_three(std::string_view token, char mark) {
    if (!token.empty() && (token.front() == '-' || token.front() == '+')) token.remove_prefix(1);
    std::size_t run = 0;
    std::size_t groups = 0;
    for (const char c : token) {
        if (c == mark) {
            if (run == 0 || run > 3 || (groups > 0 && run != 3)) return false;
            ++groups;
            run = 0;
        } else if (is_digit(c)) {
            ++run;
        } else {
            return false;
        }
    }
    return groups > 0 && run == 3;
}

std::string without(std::string_view token, char mark) {
    std::string text(token);
    text.erase(std::remove(text.begin(), text.end(), mark), text.end());
    return text;
}

std::string with_point(std::string_view token) {
    std::string text(token);
    std::replace(text.begin(), text.end(), ',', '.');
    return text;
}

bool reads(std::string_view token) { return parse_number(token).fault == NumberFault::none; }

ParsedNumber explain(std::string_view token) {
    const auto fault = [](NumberFault kind, std::string hint) { return ParsedNumber{0, kind, std::move(hint)}; };
    if (const auto plain = plain_spelling(token); !plain.empty()) {
        return fault(NumberFault::unusual_digits, reads(plain) ? plain : std::string{});
    }
    const auto commas = std::count(token.begin(), token.end(), ',');
    const auto points = std::count(token.begin(), token.end(), '.');
    if (points > 1 && commas == 0 && groups_of_three(token, '.')) return fault(NumberFault::thousands_marks, without(token, '.'));
    if (commas > 1 && points == 0 && groups_of_three(token, ',')) return fault(NumberFault::thousands_marks, without(token, ','));
    if (commas == 1 && points >= 1) {
        // 118.491,21 is Vietnamese, 118,491.21 English: the later mark is the decimal one.
        const bool comma_last = token.find(',') > token.rfind('.');
        const auto candidate = comma_last ? with_point(without(token, '.')) : without(token, ',');
        return fault(NumberFault::thousands_marks, reads(candidate) ? candidate : std::string{});
    }
    if (commas == 1 && reads(with_point(token))) return fault(NumberFault::decimal_comma, with_point(token));
    return fault(NumberFault::not_a_number, {});
}

}  // namespace

ParsedNumber parse_number(std::string_view token) {
    if (token.empty()) return {0, NumberFault::empty, {}};
    std::string_view digits = token;
    if (digits.front() == '+' && digits.size() > 1 && digits[1] != '-') digits.remove_prefix(1);
    double value = 0;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size()) return explain(token);
    if (status == std::errc::result_out_of_range) return {0, NumberFault::out_of_range, {}};
    if (status != std::errc{}) return explain(token);
    if (!std::isfinite(value)) return {0, NumberFault::not_finite, {}};
    return {value, NumberFault::none, {}};
}

std::optional<std::uint64_t> parse_unsigned(std::string_view token) {
    std::uint64_t value = 0;
    const auto [end, status] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (status != std::errc{} || end != token.data() + token.size() || token.empty()) return std::nullopt;
    return value;
}

std::string exact_text(double value) {
    std::array<char, 32> buffer{};
    const auto [end, status] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return status == std::errc{} ? std::string(buffer.data(), end) : std::string{};
}

}  // namespace grdp
