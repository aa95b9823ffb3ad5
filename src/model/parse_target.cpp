#include "parse_target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parse_expression.hpp"
#include "parse_values.hpp"

namespace grdp::model::syntax {
namespace {

void parse_cases(Cursor& cursor, ast::TargetSetDecl& set) {
    do {
        auto name = cursor.expect_name("the name of a case");
        if (cursor.failed()) return;
        const bool repeated =
            std::any_of(set.cases.begin(), set.cases.end(), [&](const auto& c) { return c.text == name.text; });
        if (repeated)
            cursor.report(2137, name.where, fmt::format("the case \"{}\" is named twice", name.text),
                          "different names");
        set.cases.push_back(std::move(name));
    } while (cursor.accept_symbol(","));
}

void parse_monitor(Cursor& cursor, ast::TargetDecl& target) {
    target.monitor = cursor.expect_name("the name of a monitored indicator");
    if (!cursor.accept_symbol(":")) return cursor.fail_expected("\":\" and the unit of the indicator");
    if (cursor.is(TokenKind::string)) {
        const auto text = cursor.expect_string("a unit");
        target.unit.quoted = text.text;
        target.unit.where = text.where;
    } else {
        target.unit = parse_unit(cursor);
    }
}

void parse_sense(Cursor& cursor, ast::TargetDecl& target) {
    if (cursor.accept_symbol(">=")) {
        target.sense = ast::Sense::at_least;
    } else if (cursor.accept_symbol("<=")) {
        target.sense = ast::Sense::at_most;
    } else if (cursor.is_symbol(">") || cursor.is_symbol("<") || cursor.is_symbol("==")) {
        cursor.fail_expected(">= (at least), <= (at most) or the values");
    }
}

void check_count(Cursor& cursor, const ast::TargetDecl& target, std::size_t cases) {
    const std::size_t count = target.values.size();
    if (cases == 0 || count <= 1 || count == cases) return;
    cursor.report(2124, join(target.values.front().where, target.values.back().where),
                  fmt::format("{} values for {} case{}", count, cases, cases == 1 ? "" : "s"),
                  cases == 1 ? "one value" : fmt::format("one value for all cases, or {}", cases));
}

}  // namespace

ast::TargetSetDecl parse_target_set(Cursor& cursor) {
    ast::TargetSetDecl set;
    set.where = cursor.last().where;
    set.name = cursor.expect_name("the name of the targets");
    while (!cursor.failed() && !cursor.at_end()) {
        const Span where = cursor.peek().where;
        if (cursor.accept_word("cases")) {
            if (!set.cases.empty()) report_repeated(cursor, where, "cases");
            parse_cases(cursor, set);
        } else if (!accept_label(cursor, set.labels) && !accept_source(cursor, set.source)) {
            break;
        }
    }
    if (cursor.is(TokenKind::word) && !set.cases.empty()) cursor.fail_expected("\",\" between two cases");
    cursor.expect_end("the name and cases of the targets");
    if (set.cases.empty() && !cursor.failed()) {
        cursor.fail(2103, set.name.where, "the targets name no cases", "cases low, high",
                    "the values of a target stand in the order of its cases");
    }
    set.where = join(set.where, cursor.last().where);
    return set;
}

bool at_target(const Cursor& cursor) {
    if (!at_period(cursor)) return false;
    std::size_t ahead = cursor.is_symbol("..", 1) ? 3 : 1;
    if (cursor.is_word("fix", ahead) || cursor.is_word("add", ahead)) return false;
    for (; !cursor.is(TokenKind::end, ahead); ++ahead) {
        for (const char* symbol : {"=", "+=", "-=", "*=", "%=", "=="}) {
            if (cursor.is_symbol(symbol, ahead)) return false;
        }
    }
    return true;
}

ast::TargetDecl parse_target(Cursor& cursor, std::size_t cases) {
    ast::TargetDecl target;
    const Span begin = cursor.peek().where;
    const auto periods = parse_periods(cursor);
    if (periods) {
        target.period = periods->first;
        if (periods->first.period != periods->last.period) {
            cursor.fail(2103, join(periods->first.where, periods->last.where), "a target stands for one period",
                        "a single period, or = for an assignment",
                        "write one line per period, or an event: mean(2023..2025: ...)");
        }
    }
    if (cursor.accept_word("monitor")) {
        parse_monitor(cursor, target);
    } else if (!cursor.failed()) {
        target.subject = ExpressionParser(cursor).subject();
    }
    if (!cursor.failed()) parse_sense(cursor, target);
    target.values = parse_numbers(cursor, "the values of the target, or = for an assignment");
    parse_labels(cursor, target.labels, "the target");
    target.where = join(begin, cursor.last().where);
    if (!cursor.failed()) check_count(cursor, target, cases);
    return target;
}

}  // namespace grdp::model::syntax
