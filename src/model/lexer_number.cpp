#include <fmt/format.h>

#include <optional>

#include "grdp/accounts/period.hpp"
#include "grdp/base/number_text.hpp"
#include "lexer_scan.hpp"

namespace grdp::model::syntax {
namespace {

bool is_digit_like(char32_t c) {
    return (c >= '0' && c <= '9') || odd_character(c).kind == Oddity::digit;
}
bool is_typographic_minus(char32_t c) {
    return c == 0x2212 || c == 0x2013 || c == 0xFF0D;
}

// Does the character under the head belong to the number that began at `begin`?
bool continues(const Head& head, std::size_t begin) {
    const char c = head.byte();
    if (is_digit(c) || is_letter(c) || is_digit_like(head.code())) return true;
    if (c == '.') return head.byte(1) != '.';
    if (c == ',' || c == '\'') return is_digit(head.before()) && is_digit_like(head.code_after());
    if (c == '+' || c == '-') {
        const auto so_far = head.since(begin);
        return (head.before() == 'e' || head.before() == 'E') && is_digit(head.byte(1)) &&
               so_far.find_first_not_of("0123456789.") == so_far.size() - 1;
    }
    return odd_character(head.code()).kind == Oddity::space && is_digit_like(head.code_after());
}

bool looks_like_period(std::string_view text) {
    return text.size() >= 5 && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3]) &&
           (text[4] == 'Q' || text[4] == 'q');
}

// 2023-Q1, 2023/Q1: how statistical offices write a quarter; here it has one spelling.
bool foreign_period_ahead(const Head& head, std::string_view text) {
    return text.size() == 4 && (head.byte() == '-' || head.byte() == '/') &&
           (head.byte(1) == 'Q' || head.byte(1) == 'q') && is_digit(head.byte(2)) && !is_letter(head.byte(3));
}

std::string write(const std::string& spelling) {
    return spelling.empty() ? std::string{} : fmt::format("write {}", spelling);
}

void report(const ParsedNumber& number, std::string_view text, const Span& where, TokenSink& sink) {
    switch (number.fault) {
        case NumberFault::none:
            return;
        case NumberFault::decimal_comma:
            return sink.fault(2012, where, fmt::format("the number \"{}\" has a decimal comma", text),
                              "a decimal point",
                              write(number.hint) + "; numbers and arguments of a list need a space between them");
        case NumberFault::thousands_marks:
            return sink.fault(2013, where, fmt::format("the number \"{}\" has thousands marks", text),
                              "digits and a decimal point only", write(number.hint));
        case NumberFault::unusual_digits:
            return sink.fault(
                2014, where,
                fmt::format("the number \"{}\" has full-width digits, a typographic minus or no-break spaces", text),
                "plain ASCII digits", write(number.hint));
        case NumberFault::out_of_range:
        case NumberFault::not_finite:
            return sink.fault(2011, where, fmt::format("the number \"{}\" is out of range", text),
                              "a finite number below 1.8e308 in size", {});
        case NumberFault::empty:
        case NumberFault::not_a_number:
            break;
    }
    sink.grave_fault(2010, where, fmt::format("\"{}\" is not a number", text),
                     "digits with at most one decimal point, as in 9.5 or 1.2e6",
                     text.find(',') != std::string_view::npos ? "put a space after a comma that separates" : "");
}

void finish_period(std::string_view text, const Span& where, TokenSink& sink) {
    if (!accounts::Period::parse(text)) {
        sink.grave_fault(2015, where, fmt::format("\"{}\" is not a period", text),
                         "a year 1800 to 2999 and a quarter Q1 to Q4, as in 2023Q1", {});
        return sink.add(TokenKind::period, where, "2000Q1");
    }
    sink.add(TokenKind::period, where, std::string(text));
}

}  // namespace

bool at_number(const Head& head) {
    if (is_digit_like(head.code())) return true;
    if (head.byte() == '.') return is_digit(head.byte(1));
    return is_typographic_minus(head.code()) && is_digit_like(head.code_after()) && !is_digit(head.before());
}

void lex_number(Head& head, TokenSink& sink) {
    const Span start = head.here();
    const std::size_t begin = head.offset();
    const bool negative = is_typographic_minus(head.code());
    head.step();
    while (!head.done() && continues(head, begin))
        head.step();
    const auto text = head.since(begin);
    if (foreign_period_ahead(head, text)) {
        const std::string right = fmt::format("{}Q{}", text, head.byte(2));
        head.step(3);
        sink.grave_fault(2015, head.span(start),
                         fmt::format("\"{}\" is not how a quarter is written", head.since(begin)),
                         "a period such as 2023Q1", write(right));
        return sink.add(TokenKind::period, head.span(start), accounts::Period::parse(right) ? right : "2000Q1");
    }
    const Span where = head.span(start);
    if (looks_like_period(text)) return finish_period(text, where, sink);
    const auto number = parse_number(text);
    report(number, text, where, sink);
    if (negative) sink.add(TokenKind::symbol, where, "-");
    const bool sound = number.fault == NumberFault::none;
    sink.add(TokenKind::number, where, sound ? std::string(text) : "1", sound ? number.value : 1, !sound);
}

}  // namespace grdp::model::syntax
