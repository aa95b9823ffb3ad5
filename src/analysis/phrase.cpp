#include "grdp/analysis/phrase.hpp"

#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

constexpr std::string_view kShape = "SUBJECT@PERIOD=NUMBER, such as growth(grdp)@2023=6..6.5";

Diagnostic malformed(const Span& where, std::string message, std::string expected, std::string hint = {}) {
    return {Code{7021}, where, std::move(message), std::move(expected), std::move(hint)};
}

/// Columns count characters, not bytes.
std::uint32_t characters(std::string_view text) {
    std::uint32_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

/// A piece of the text without the blanks around it, and its place.
struct Piece {
    std::string_view text;
    Span where;
};

Piece piece(std::string_view whole, std::size_t begin, std::size_t end, SourceId source) {
    while (begin < end && whole[begin] == ' ') ++begin;
    while (end > begin && whole[end - 1] == ' ') --end;
    const std::string_view text = whole.substr(begin, end - begin);
    const std::uint32_t length = characters(text);
    return {text, {source, 1, characters(whole.substr(0, begin)) + 1, length > 0 ? length : 1}};
}

Result<double> number(std::string_view text, const Span& where) {
    const ParsedNumber parsed = parse_number(text);
    if (parsed.fault == NumberFault::none) return parsed.value;
    return malformed(where, "\"" + std::string(text) + "\" is no number", "a number with a decimal point",
                     parsed.hint.empty() ? std::string() : "write " + parsed.hint);
}

Result<accounts::PeriodRange> periods(const Piece& typed) {
    const std::size_t dots = typed.text.find("..");
    const auto first = accounts::Period::parse(without_blanks(typed.text.substr(0, dots)));
    const auto last = dots == std::string_view::npos ? first : accounts::Period::parse(without_blanks(typed.text.substr(dots + 2)));
    if (first && last && first->frequency() == last->frequency() && *first <= *last) return accounts::PeriodRange{*first, *last};
    return malformed(typed.where, "\"" + std::string(typed.text) + "\" is no period and no range of periods",
                     "2023, 2023Q2 or 2023Q1..2023Q2, the earlier first");
}

}  // namespace

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ') out += c;
    }
    return out;
}

Result<NumberRange> parse_range(std::string_view text, const Span& where) {
    const std::size_t dots = text.find("..");
    const auto low = number(piece(text, 0, dots == std::string_view::npos ? text.size() : dots, where.source).text, where);
    if (!low) return low.diagnostics();
    if (dots == std::string_view::npos) return NumberRange{*low, *low};
    const auto high = number(piece(text, dots + 2, text.size(), where.source).text, where);
    if (!high) return high.diagnostics();
    if (*low <= *high) return NumberRange{*low, *high};
    return malformed(where, "the range from " + exact_text(*low) + " to " + exact_text(*high) + " is empty", "the lower number first",
                     "write " + exact_text(*high) + ".." + exact_text(*low));
}

Result<Phrase> parse_phrase(std::string_view text, SourceId source) {
    const std::size_t equal = text.rfind('=');
    const std::size_t left_end = equal == std::string_view::npos ? text.size() : equal;
    const std::size_t at = text.substr(0, left_end).find('@');
    const Piece subject = piece(text, 0, at == std::string_view::npos ? left_end : at, source);
    Phrase phrase;
    phrase.subject = without_blanks(subject.text);
    phrase.subject_where = phrase.periods_where = phrase.numbers_where = subject.where;
    if (phrase.subject.empty()) return malformed(subject.where, "nothing is asked about", std::string(kShape));
    if (at != std::string_view::npos) {
        const Piece typed = piece(text, at + 1, left_end, source);
        const auto read = periods(typed);
        if (!read) return read.diagnostics();
        phrase.periods = *read;
        phrase.periods_where = typed.where;
    }
    if (equal != std::string_view::npos) {
        const Piece typed = piece(text, equal + 1, text.size(), source);
        const auto read = parse_range(typed.text, typed.where);
        if (!read) return read.diagnostics();
        phrase.numbers = *read;
        phrase.numbers_where = typed.where;
    }
    return phrase;
}

}  // namespace grdp::analysis
