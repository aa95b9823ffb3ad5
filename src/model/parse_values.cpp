#include "parse_values.hpp"

#include <fmt/format.h>

#include "parse_expression.hpp"
#include "parse_words.hpp"

namespace grdp::model::syntax {
namespace {

constexpr double kLargestExponent = 8;

bool at_unit_atom(const Cursor& cursor) {
    return cursor.is(TokenKind::word) || cursor.is_symbol("%") ||
           (cursor.is(TokenKind::number) && cursor.peek().text == "1");
}

int parse_exponent(Cursor& cursor) {
    const bool negative = cursor.accept_symbol("-");
    const Token& token = cursor.peek();
    const int exponent = token.value >= 1 && token.value <= kLargestExponent ? static_cast<int>(token.value) : 0;
    if (token.kind != TokenKind::number || exponent == 0 || token.value != exponent) {
        cursor.fail(2138, token.where, "the exponent of a unit is a whole number", "1 to 8, as in hectare^2");
        return 1;
    }
    cursor.take();
    return negative ? -exponent : exponent;
}

bool is_adjacent_sign(const Cursor& cursor, std::size_t ahead) {
    return (cursor.is_symbol("-", ahead) || cursor.is_symbol("+", ahead)) && cursor.is(TokenKind::number, ahead + 1) &&
           !cursor.peek(ahead + 1).space_before;
}

// A run of numbers as in "2.3 -1 4"; "2 - 1" and "2-1" are expressions.
std::size_t numbers_ahead(const Cursor& cursor) {
    std::size_t ahead = 0;
    while (true) {
        const bool sign = is_adjacent_sign(cursor, ahead) && (ahead == 0 || cursor.peek(ahead).space_before);
        if (!sign && !cursor.is(TokenKind::number, ahead)) return ahead;
        ahead += sign ? 2 : 1;
        if (cursor.is_symbol("%", ahead)) ++ahead;
    }
}

bool at_operator(const Cursor& cursor, std::size_t ahead) {
    for (const char* symbol : {"+", "-", "*", "/", "^", "("}) {
        if (cursor.is_symbol(symbol, ahead)) return true;
    }
    return false;
}

}  // namespace

ast::UnitExpr parse_unit(Cursor& cursor) {
    cursor.split_percent_assignment();
    ast::UnitExpr unit;
    int sign = 1;
    do {
        if (!at_unit_atom(cursor)) {
            cursor.fail_expected("a unit: %, points, fraction, 1, bn_vnd, bn_vnd_2010, mn_persons ...");
            return unit;
        }
        const Token& token = cursor.take();
        if (token.kind == TokenKind::word && is_reserved(token.text) && token.text != "unit") {
            cursor.fail(2138, token.where, fmt::format("\"{}\" is a word of the language and no unit", token.text),
                        "a unit");
            return unit;
        }
        ast::UnitAtom atom{{token.text, token.where}, sign};
        if (cursor.is_symbol("^")) {
            cursor.take();
            atom.exponent = sign * parse_exponent(cursor);
        }
        unit.where = unit.atoms.empty() ? token.where : join(unit.where, cursor.last().where);
        unit.atoms.push_back(std::move(atom));
        sign = cursor.is_symbol("/") ? -1 : 1;
    } while (cursor.accept_symbol("*") || cursor.accept_symbol("/"));
    return unit;
}

ast::UnitExpr expect_unit(Cursor& cursor, std::string_view what) {
    if (!cursor.accept_symbol(":")) {
        cursor.fail_expected(fmt::format("\":\" and the unit of {}", what),
                             "every series states its unit: NAME : bn_vnd");
        return {};
    }
    return parse_unit(cursor);
}

bool at_period(const Cursor& cursor) {
    if (cursor.is(TokenKind::period)) return true;
    return cursor.is(TokenKind::number) && cursor.peek().text.find_first_not_of("0123456789") == std::string::npos;
}

std::optional<ast::PeriodName> parse_period(Cursor& cursor) {
    const Token& token = cursor.peek();
    if (token.kind != TokenKind::period && token.kind != TokenKind::number) {
        cursor.fail_expected("a period such as 2023 or 2023Q1");
        return std::nullopt;
    }
    const auto period = accounts::Period::parse(token.text);
    if (!period) {
        cursor.fail(2015, token.where, fmt::format("\"{}\" is not a period", token.text),
                    "a year 1800 to 2999, or a quarter such as 2023Q1");
        return std::nullopt;
    }
    return ast::PeriodName{*period, cursor.take().where};
}

std::optional<ast::PeriodSpan> parse_periods(Cursor& cursor) {
    const auto first = parse_period(cursor);
    if (!first) return std::nullopt;
    if (cursor.is_symbol("-") && cursor.is(TokenKind::number, 1)) {
        cursor.fail(2116, cursor.peek().where, "\"-\" stands between two periods", "..", "write 2023..2025");
    }
    if (!cursor.accept_symbol("..")) return ast::PeriodSpan{*first, *first};
    const auto last = parse_period(cursor);
    if (!last) return std::nullopt;
    const Span where = join(first->where, last->where);
    if (first->period.frequency() != last->period.frequency()) {
        cursor.fail(2116, where, "the range begins with a year and ends with a quarter, or the other way round",
                    "two years or two quarters");
    } else if (last->period < first->period) {
        cursor.fail(2116, where, fmt::format("the range ends before it begins"), {},
                    fmt::format("write {}..{}", last->period.text(), first->period.text()));
    }
    return ast::PeriodSpan{*first, *last};
}

bool at_signed_number(const Cursor& cursor, std::size_t ahead) {
    return cursor.is(TokenKind::number, ahead) || is_adjacent_sign(cursor, ahead);
}

ast::Number parse_signed_number(Cursor& cursor, Percent percent) {
    ast::Number number;
    number.where = cursor.peek().where;
    const bool negative = cursor.is_symbol("-");
    if (negative || cursor.is_symbol("+")) cursor.take();
    if (!cursor.is(TokenKind::number)) {
        cursor.fail_expected("a number");
        return number;
    }
    const Token& token = cursor.take();
    number.value = negative ? -token.value : token.value;
    number.where = join(number.where, token.where);
    if (!cursor.is_symbol("%")) return number;
    number.percent = true;
    number.where = join(number.where, cursor.take().where);
    if (percent == Percent::refused) {
        cursor.report(2129, number.where, "a value has no % behind it", "a number in the unit of the series",
                      "the unit stands in the model");
    }
    return number;
}

std::vector<ast::Number> parse_numbers(Cursor& cursor, std::string_view what, Percent percent) {
    std::vector<ast::Number> numbers;
    if (!at_signed_number(cursor) && !cursor.is_symbol("-")) {
        cursor.fail_expected(what);
        return numbers;
    }
    do {
        numbers.push_back(parse_signed_number(cursor, percent));
        if (cursor.is_symbol(",") && at_signed_number(cursor, 1)) {
            cursor.fail(2103, cursor.peek().where, "unexpected \",\"", "numbers with spaces between them",
                        "leave the commas out: 18 20 20");
        }
    } while (!cursor.failed() && at_signed_number(cursor) &&
             (cursor.peek().space_before || cursor.is(TokenKind::number)));
    if (cursor.is_symbol("-") && at_signed_number(cursor)) {
        cursor.fail(2103, cursor.peek().where, "unexpected \"-\" between two numbers",
                    "numbers with spaces between them",
                    "a negative number has a space before its minus; a range is written as two values");
    }
    return numbers;
}

ast::Numbers parse_values(Cursor& cursor, std::string_view what) {
    ast::Numbers values;
    values.where = cursor.peek().where;
    const std::size_t run = numbers_ahead(cursor);
    if (run > 0 && !at_operator(cursor, run)) {
        values.flat = parse_numbers(cursor, what);
    } else if (cursor.is(TokenKind::word) || cursor.is_symbol("(") || cursor.is_symbol("-") || run > 0) {
        values.expression = ExpressionParser(cursor).number();
    } else {
        cursor.fail_expected(what);
    }
    values.where = join(values.where, cursor.last().where);
    return values;
}

bool at_table(const Cursor& cursor, std::size_t dimensions) {
    if (dimensions == 0 || !cursor.is(TokenKind::word) || is_clause_word(cursor.peek().text)) return false;
    if (dimensions == 1) return at_table_row(cursor);
    const Token& next = cursor.peek(1);
    return next.kind == TokenKind::word && !is_clause_word(next.text);
}

bool at_table_row(const Cursor& cursor) {
    if (!cursor.is(TokenKind::word) || !cursor.peek().first_on_line || is_clause_word(cursor.peek().text)) return false;
    if (cursor.is_symbol("[", 1)) return true;
    return at_signed_number(cursor, 1) && cursor.peek(1).space_before && !cursor.peek(1).first_on_line;
}

void parse_table_header(Cursor& cursor, ast::Numbers& table) {
    table.where = cursor.peek().where;
    do {
        table.columns.push_back(cursor.expect_reference("the name of a column"));
    } while (!cursor.failed() && cursor.is(TokenKind::word) && !cursor.peek().first_on_line &&
             !is_clause_word(cursor.peek().text));
    if (cursor.is(TokenKind::number) && !cursor.peek().first_on_line) {
        cursor.fail(2123, cursor.peek().where, "a number stands in the line that names the columns",
                    "the names of the columns alone", "write the rows below, each as: element number number ...");
    }
}

void parse_table_row(Cursor& cursor, ast::Numbers& table) {
    if (table.rows.empty() && table.columns.empty()) table.where = cursor.peek().where;
    auto row = cursor.expect_reference("the name of a row");
    if (cursor.failed()) return;
    std::vector<ast::Number> numbers;
    while (!cursor.failed() && at_signed_number(cursor) && cursor.peek().space_before && !cursor.peek().first_on_line)
        numbers.push_back(parse_signed_number(cursor));
    if (cursor.is(TokenKind::number) && cursor.peek().first_on_line) {
        cursor.fail(2123, cursor.peek().where, "a row of the table has no name", "the element, then its numbers");
    }
    table.rows.emplace_back(std::move(row), std::move(numbers));
}

void check_table(Cursor& cursor, const ast::Numbers& table) {
    const std::size_t width = table.columns.empty() ? 1 : table.columns.size();
    if (!table.columns.empty() && table.rows.empty()) {
        cursor.report(2123, table.where, "the table has no rows",
                      "below it lines of the form: element number number ...");
    }
    for (const auto& [name, numbers] : table.rows) {
        if (numbers.size() == width) continue;
        cursor.report(
            2123, name.where,
            fmt::format("row \"{}\" has {} number{}", name.name.text, numbers.size(), numbers.size() == 1 ? "" : "s"),
            table.columns.empty() ? "one" : fmt::format("{}, one per column", width));
    }
}

}  // namespace grdp::model::syntax
