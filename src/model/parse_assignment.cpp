#include "parse_assignment.hpp"

#include <fmt/format.h>

#include <array>

#include "parse_expression.hpp"
#include "parse_values.hpp"

namespace grdp::model::syntax {
namespace {

constexpr std::array<std::string_view, 5> kOperators{"=", "+=", "-=", "*=", "%="};

bool at_assignment_operator(const Cursor& cursor, std::size_t ahead = 0) {
    for (const auto symbol : kOperators) {
        if (cursor.is_symbol(symbol, ahead)) return true;
    }
    return false;
}

const char* word_of(ast::Assignment::Kind kind) {
    using Kind = ast::Assignment::Kind;
    return kind == Kind::fix ? "fix" : kind == Kind::add ? "add" : kind == Kind::observed ? "observed" : "=";
}

// The series itself, or for fix also the forms that a behave equation may have on its left.
void check_left(Cursor& cursor, const ast::Assignment& assignment) {
    using Kind = ast::Assignment::Kind;
    const ast::Expr& left = *assignment.left;
    if (assignment.kind == Kind::observed) return;  // any number that the expression parser accepts
    const bool reference = left.kind == ast::ExprKind::reference && left.lag == 0;
    const bool form = left.kind == ast::ExprKind::call && left.args.size() == 1 &&
                      left.args[0]->kind == ast::ExprKind::reference && left.args[0]->lag == 0 &&
                      (left.op == "growth" || left.op == "diff" || left.op == "log" || left.op == "dlog");
    if (reference || (form && assignment.kind == Kind::fix)) return;
    const bool fixable = form && assignment.kind == Kind::set;
    cursor.fail(2127, left.where,
                fmt::format("{} cannot be assigned",
                            assignment.kind == Kind::add ? "only a series takes an add-factor; this" : "this"),
                assignment.kind == Kind::fix ? "NAME, growth(NAME), diff(NAME), log(NAME) or dlog(NAME), without a lag"
                                             : "a series or a parameter, without a lag",
                fixable ? "write fix before it to hold an endogenous series at this growth" : "");
}

void parse_operator(Cursor& cursor, ast::Assignment& assignment) {
    if (!at_assignment_operator(cursor)) {
        if (cursor.is_symbol("=="))
            return cursor.fail(2103, cursor.peek().where, "\"==\" compares", "=", "write = to assign");
        return cursor.fail_expected(assignment.kind == ast::Assignment::Kind::set ? "=, +=, -=, *= or %="
                                                                                  : "= and a value");
    }
    const Token& token = cursor.take();
    assignment.op = token.text;
    if (assignment.kind != ast::Assignment::Kind::set && token.text != "=") {
        cursor.report(2103, token.where, fmt::format("unexpected \"{}\"", token.text), "=",
                      fmt::format("{} takes a value", word_of(assignment.kind)));
    }
}

void check_count(Cursor& cursor, const ast::Assignment& assignment) {
    if (!assignment.periods || assignment.values.empty()) return;
    const auto& span = *assignment.periods;
    const auto periods = static_cast<std::size_t>(span.last.period - span.first.period) + 1;
    const std::size_t count = assignment.values.size();
    if (count == 1 || count == periods) return;
    cursor.report(2124, join(assignment.values.front().where, assignment.values.back().where),
                  fmt::format("{} values for {} period{}", count, periods, periods == 1 ? "" : "s"),
                  periods == 1 ? "one value" : fmt::format("one value for all, or {}", periods));
}

void check_period(Cursor& cursor, const ast::Assignment& assignment, AssignmentPlace place) {
    const bool observed = assignment.kind == ast::Assignment::Kind::observed;
    if (assignment.periods || (place == AssignmentPlace::command_line && !observed)) return;
    if (assignment.kind != ast::Assignment::Kind::set) {
        const char* word = word_of(assignment.kind);
        cursor.report(2103, assignment.where, fmt::format("{} without a period", word),
                      observed ? "a period or a range behind it" : "a period or a range before it",
                      observed ? "write observed 2023Q1 ... or observed 2023Q1..2023Q2 ..."
                               : fmt::format("write 2023 {0} ... or 2023..2025 {0} ...", word));
    } else if (assignment.op == "%=") {
        cursor.report(2103, assignment.where, "%= grows from period to period, but no period is given",
                      "a period or a range before it");
    } else if (assignment.values.size() > 1) {
        cursor.report(2124, join(assignment.values.front().where, assignment.values.back().where),
                      fmt::format("{} values for one parameter", assignment.values.size()), "one value",
                      "values of a series need a period at the start of the line");
    }
}

}  // namespace

bool at_assignment(const Cursor& cursor) {
    if (at_period(cursor) || cursor.is_word("fix") || cursor.is_word("add") || cursor.is_word("observed")) return true;
    if (!cursor.is(TokenKind::word)) return false;
    return at_assignment_operator(cursor, 1) || cursor.is_symbol("[", 1) || cursor.is_symbol("(", 1) || cursor.is_symbol("==", 1);
}

ast::Assignment parse_assignment(Cursor& cursor, AssignmentPlace place) {
    ast::Assignment assignment;
    const Span begin = cursor.peek().where;
    const bool observed = cursor.accept_word("observed");
    if (at_period(cursor)) assignment.periods = parse_periods(cursor);
    if (!observed && cursor.is_word("observed"))
        cursor.fail(2103, cursor.peek().where, "observed stands behind its period", "observed, then the period",
                    "write observed 2023Q1 ...");
    if (observed) {
        assignment.kind = ast::Assignment::Kind::observed;
    } else if (cursor.accept_word("fix")) {
        assignment.kind = ast::Assignment::Kind::fix;
    } else if (cursor.accept_word("add")) {
        assignment.kind = ast::Assignment::Kind::add;
    }
    assignment.left = ExpressionParser(cursor).subject();
    if (!cursor.failed()) parse_operator(cursor, assignment);
    if (!cursor.failed()) check_left(cursor, assignment);
    assignment.values =
        parse_numbers(cursor, place == AssignmentPlace::scenario ? "a number, or one per period" : "a number");
    if (cursor.is_symbol("*") || cursor.is_symbol("/") || cursor.is_symbol("+") || cursor.is_symbol("-")) {
        cursor.fail_expected("numbers only",
                             "write the result of the calculation; the model is the place for formulas");
    }
    cursor.expect_end("the values");
    assignment.where = join(begin, cursor.last().where);
    if (cursor.failed()) return assignment;
    check_count(cursor, assignment);
    check_period(cursor, assignment, place);
    return assignment;
}

}  // namespace grdp::model::syntax
