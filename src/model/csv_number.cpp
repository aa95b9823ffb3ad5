#include "csv_number.hpp"

#include <algorithm>
#include <array>

#include "csv_records.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/base/utf8.hpp"

namespace grdp::model::csv {
namespace {

constexpr std::array<std::string_view, 4> kGroupSpaces{" ", "\u00A0", "\u2009", "\u202F"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// The mark that groups digits at the start of text, or empty.
std::string_view group_mark(std::string_view text, std::string_view thousands) {
    if (text.starts_with(thousands)) return thousands;
    for (const auto space : kGroupSpaces) {
        if (text.starts_with(space)) return space;
    }
    return {};
}

// Moves the digits of the whole part from text to plain; false if the groups are not of three digits.
bool take_whole_part(std::string_view& text, std::string_view thousands, std::string& plain) {
    const std::size_t first = digits_at(text);
    plain += text.substr(0, first);
    const bool may_group = first >= 1 && first <= 3 && text.front() != '0';
    text.remove_prefix(first);
    const auto mark = group_mark(text, thousands);
    if (mark.empty()) return true;
    while (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        if (!may_group || digits_at(text) != 3) return false;
        plain += text.substr(0, 3);
        text.remove_prefix(3);
    }
    return true;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::optional<int> quarter_number(std::string_view text) {
    constexpr std::array<std::string_view, 4> kRoman{"i", "ii", "iii", "iv"};
    if (text.size() == 1 && text[0] >= '1' && text[0] <= '4') return text[0] - '0';
    const auto found = std::find(kRoman.begin(), kRoman.end(), text);
    return found == kRoman.end() ? std::nullopt : std::optional<int>(static_cast<int>(found - kRoman.begin()) + 1);
}

std::optional<accounts::Period> make_quarter(std::string_view year, std::string_view quarter) {
    const auto annual = accounts::Period::parse(trimmed(year));
    const auto number = quarter_number(trimmed(quarter));
    if (!annual || !number || annual->frequency() != accounts::Frequency::annual) return std::nullopt;
    return accounts::Period::quarterly(annual->year(), *number);
}

}  // namespace

std::optional<double> read_number(std::string_view cell, char decimal) {
    const std::string_view thousands = decimal == '.' ? "," : ".";
    std::string plain;
    if (cell.starts_with('-') || cell.starts_with('+')) {
        if (cell.front() == '-') plain = "-";
        cell.remove_prefix(1);
    }
    if (cell.empty() || (!is_digit(cell.front()) && cell.front() != decimal)) return std::nullopt;
    if (!take_whole_part(cell, thousands, plain)) return std::nullopt;
    if (cell.starts_with(decimal)) {
        const std::size_t count = digits_at(cell.substr(1));
        if (count == 0) return std::nullopt;
        plain += '.';
        plain += cell.substr(1, count);
        cell.remove_prefix(1 + count);
    }
    if (!cell.empty() && cell.front() != 'e' && cell.front() != 'E') return std::nullopt;
    plain += cell;
    const auto number = parse_number(plain);
    return number.fault == NumberFault::none ? std::optional<double>(number.value) : std::nullopt;
}

std::string number_hint(std::string_view cell) {
    constexpr std::array<std::string_view, 10> kNothing{"-", "--", "..", "...", "…", "–", "na", "n/a", "nan", "x"};
    const auto lower = lower_ascii(cell);
    if (std::find(kNothing.begin(), kNothing.end(), lower) != kNothing.end())
        return "leave the cell empty where there is no datum";
    if (cell.find('%') != std::string_view::npos) return "write the figure alone; its unit stands in the model";
    for (const std::string_view dash : {"-", "–", "÷"}) {
        const auto at = cell.find(dash, 1);
        if (at != std::string_view::npos && is_digit(cell[at - 1]) && at + dash.size() < cell.size() &&
            is_digit(trimmed(cell.substr(at + dash.size())).front())) {
            return "a range is no datum: give one value; a target has one value for each of its cases";
        }
    }
    if (cell.starts_with('(') && cell.ends_with(')')) return "a negative number is written with a minus";
    if (cell.starts_with('=')) return "save the values of the table, not its formulas";
    const auto number = parse_number(cell);
    if (number.fault == NumberFault::unusual_digits && !number.hint.empty()) return "write " + number.hint;
    if (cell.find_first_not_of("0123456789., +-") == std::string_view::npos)
        return "digits are grouped by three, or not at all";
    if (std::any_of(cell.begin(), cell.end(), is_digit))
        return "write the figure alone and keep the wording in a comment line";
    return "leave the cell empty where there is no datum";
}

std::optional<accounts::Period> read_period(std::string_view cell) {
    if (const auto plain = accounts::Period::parse(cell)) return plain;
    std::string text = lower_ascii(cell);
    for (const std::string_view word : {"quý", "quÝ"}) {
        if (!text.starts_with(word)) continue;
        const auto rest = std::string(trimmed(std::string_view(text).substr(word.size())));
        const auto slash = rest.find('/');
        return slash == std::string::npos
                   ? std::nullopt
                   : make_quarter(std::string_view(rest).substr(slash + 1), std::string_view(rest).substr(0, slash));
    }
    if (text.size() == 7 && text[4] == '-' && text[5] == 'q')
        return make_quarter(std::string_view(text).substr(0, 4), std::string_view(text).substr(6));
    if (text.size() == 7 && text[0] == 'q' && text[2] == '/')
        return make_quarter(std::string_view(text).substr(3), std::string_view(text).substr(1, 1));
    return std::nullopt;
}

}  // namespace grdp::model::csv
