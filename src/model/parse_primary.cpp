// The innermost parts of expressions: numbers, references with lags, functions and aggregates.
#include <fmt/format.h>

#include "parse_expression.hpp"
#include "parse_values.hpp"
#include "parse_words.hpp"

namespace grdp::model::syntax {
namespace {

constexpr double kLongestLag = 400;

}  // namespace

ExpressionParser::Part ExpressionParser::primary() {
    if (cursor_.is(TokenKind::number)) return literal();
    if (cursor_.is(TokenKind::word)) return named();
    if (cursor_.is_symbol("(")) return parenthesis();
    if (cursor_.is(TokenKind::period)) {
        cursor_.fail_expected("a number or a name", "a period of the past is written as a lag: x(-1)");
    } else if (cursor_.is_symbol("+")) {
        cursor_.fail_expected("a number, a name or an expression in parentheses", "leave the + out");
    } else {
        cursor_.fail_expected("a number, a name or an expression in parentheses");
    }
    return {};
}

ExpressionParser::Part ExpressionParser::literal() {
    const Token token = cursor_.take();
    Part part;
    part.expr->value = token.value;
    part.expr->where = token.where;
    if (cursor_.is_symbol("%")) {
        cursor_.report(
            2129, join(token.where, cursor_.peek().where),
            fmt::format("\"{}%\": a number in an equation has no % behind it", token.text), {},
            fmt::format("write {}/100 for a fraction, or {} beside quantities in %", token.text, token.text));
        cursor_.take();
    }
    return part;
}

ExpressionParser::Part ExpressionParser::parenthesis() {
    const Token opening = cursor_.take();
    if (!open(opening.where)) return {};
    Part part = disjunction();
    close(fmt::format("to close \"(\" in column {}", opening.where.column));
    part.expr->where = join(opening.where, cursor_.last().where);
    return part;
}

ExpressionParser::Part ExpressionParser::named() {
    const Token& name = cursor_.peek();
    if (!cursor_.is_symbol("(", 1)) return reference();
    const bool period_inside = (cursor_.is(TokenKind::number, 2) || cursor_.is(TokenKind::period, 2)) &&
                               (cursor_.is_symbol("..", 3) || cursor_.is_symbol(":", 3));
    const bool index_inside = cursor_.is(TokenKind::word, 2) && cursor_.is_symbol(":", 3);
    if (is_period_aggregate(name.text)) {
        if (period_inside) return over_periods(cursor_.take());
        if (index_inside && is_set_reduction(name.text)) return reduction(cursor_.take());
        if (is_truth_aggregate(name.text) && cursor_.is(TokenKind::word, 2) && cursor_.is_symbol(")", 3))
            return over_targets(cursor_.take());
        if (find_function(name.text) == nullptr) {
            const bool over_set = is_set_reduction(name.text);
            cursor_.fail(
                2112, name.where, fmt::format("{} does not say what it runs over", name.text),
                over_set ? "a set and a colon, or periods in an event" : "periods and a colon",
                over_set ? fmt::format("write {0}(s: x[s]), or {0}(2026..2030: x) in an event", name.text)
                         : fmt::format("write {}(2023{}: condition)", name.text, name.text == "at" ? "" : "..2025"));
            return {};
        }
    }
    if (name.text == "as") return unit_statement(cursor_.take());
    if (find_function(name.text) != nullptr) return call(cursor_.take());
    return reference();
}

ExpressionParser::Part ExpressionParser::reference() {
    Part part;
    part.expr->kind = ast::ExprKind::reference;
    part.expr->reference = cursor_.expect_reference("a name");
    part.expr->where = part.expr->reference.where;
    if (cursor_.is_symbol("(")) lag(*part.expr);
    return part;
}

bool ExpressionParser::lag_ahead() const {
    const std::size_t sign = cursor_.is_symbol("-", 1) || cursor_.is_symbol("+", 1) ? 1 : 0;
    return cursor_.is(TokenKind::number, 1 + sign) && cursor_.is_symbol(")", 2 + sign);
}

void ExpressionParser::lag(ast::Expr& reference) {
    const auto& name = reference.reference.name;
    if (!lag_ahead()) {
        const auto hint = suggestion(name.text, function_names());
        const bool algebra = cursor_.is_word("t", 1) || cursor_.is_symbol("-", 1);
        if (!hint.empty() && reference.reference.indices.empty() && !algebra) {
            cursor_.fail(2109, name.where, fmt::format("unknown function \"{}\"", name.text), {}, hint);
        } else if (algebra || !reference.reference.indices.empty() || cursor_.is_symbol(")", 1)) {
            cursor_.fail(2112, cursor_.peek(1).where, "a lag is a whole number in parentheses", "(-1), (-2) ...",
                         fmt::format("write {}(-1)", name.text));
        } else {
            cursor_.fail(2109, name.where, fmt::format("unknown function \"{}\"", name.text),
                         alternatives(function_names()), "a product needs *, a lag is written x(-1)");
        }
        return;
    }
    const Span opening = cursor_.take().where;
    const bool negative = cursor_.accept_symbol("-");
    if (!negative) cursor_.accept_symbol("+");
    const double value = cursor_.take().value;
    const Span closing = cursor_.take().where;
    reference.where = join(reference.where, closing);
    const bool whole = value >= 0 && value <= kLongestLag && value == static_cast<double>(static_cast<int>(value));
    if (!whole) {
        cursor_.report(2112, join(opening, closing), "a lag is a whole number of periods, at most 400",
                       "(-1), (-2) ...");
    } else if (!negative && value > 0) {
        cursor_.report(
            2111, join(opening, closing),
            fmt::format("\"{}\" looks {} period(s) ahead; leads are not supported", name.text, static_cast<int>(value)),
            "a lag: (-1)", "expectations of the future enter as exogenous series");
    } else {
        reference.lag = -static_cast<int>(value);
    }
}

void ExpressionParser::arguments(Part& call) {
    do {
        const bool condition = call.expr->op == "if" && call.expr->args.empty();
        Part part = disjunction();
        const std::string role = fmt::format("as argument {} of {}", call.expr->args.size() + 1, call.expr->op);
        if (condition) {
            need_truth(part, role);
        } else {
            need_number(part, role);
        }
        adopt(call, std::move(part));
    } while (cursor_.accept_symbol(","));
}

ExpressionParser::Part ExpressionParser::call(const Token& token) {
    const Token name = token;
    Part part;
    part.expr->kind = ast::ExprKind::call;
    part.expr->op = name.text;
    const Token opening = cursor_.take();
    if (!open(opening.where)) return part;
    if (!cursor_.is_symbol(")")) arguments(part);
    close(fmt::format("to close \"{}(\"", name.text));
    part.expr->where = join(name.where, cursor_.last().where);
    const auto* function = find_function(name.text);
    const std::size_t count = part.expr->args.size();
    if (function != nullptr && !cursor_.guessed() && (count < function->least || count > function->most)) {
        const std::string expected = function->least == function->most
                                         ? fmt::format("{}", function->least)
                                         : fmt::format("{} to {}", function->least, function->most);
        cursor_.report(2110, part.expr->where,
                       fmt::format("{} has {} argument{}", name.text, count, count == 1 ? "" : "s"), expected,
                       is_set_reduction(name.text) ? fmt::format("{}(s: x[s]) runs over a set", name.text) : "");
    }
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::unit_statement(const Token& token) {
    const Token name = token;
    Part part;
    part.expr->kind = ast::ExprKind::call;
    part.expr->op = "as";
    if (!open(cursor_.take().where)) return part;
    Part inner = disjunction();
    need_number(inner, "in as(...)");
    adopt(part, std::move(inner));
    cursor_.expect_symbol(",", "and a unit: as(x, bn_vnd)");
    part.expr->unit = parse_unit(cursor_);
    close("to close \"as(\"");
    part.expr->where = join(name.where, cursor_.last().where);
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::reduction(const Token& token) {
    const Token name = token;
    Part part;
    part.expr->kind = ast::ExprKind::reduce;
    part.expr->op = name.text;
    if (!open(cursor_.take().where)) return part;
    part.expr->index = cursor_.expect_name("a set");
    cursor_.expect_symbol(":", "behind the set");
    Part inner = disjunction();
    need_number(inner, fmt::format("in {}(...)", name.text));
    adopt(part, std::move(inner));
    close(fmt::format("to close \"{}(\"", name.text));
    part.expr->where = join(name.where, cursor_.last().where);
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::over_periods(const Token& token) {
    const Token name = token;
    Part part;
    part.expr->kind = ast::ExprKind::periods;
    part.expr->op = name.text;
    if (place_ != Place::event || inside_periods_) {
        const bool nested = place_ == Place::event;
        cursor_.fail(2115, name.where,
                     fmt::format("{} over periods stands {}", name.text,
                                 nested ? "inside another aggregate over periods" : "only in events"),
                     {}, nested ? "" : "equations speak about one period; the past is written as lags: x(-1)");
        return part;
    }
    if (!open(cursor_.take().where)) return part;
    part.expr->periods = parse_periods(cursor_);
    if (name.text == "at" && part.expr->periods &&
        part.expr->periods->first.period != part.expr->periods->last.period) {
        cursor_.fail(2112, join(part.expr->periods->first.where, part.expr->periods->last.where),
                     "at stands for one period", "a single period",
                     "write all(...) or any(...) for a range of periods");
    }
    cursor_.expect_symbol(":", "behind the periods");
    inside_periods_ = true;
    Part inner = disjunction();
    inside_periods_ = false;
    if (is_truth_aggregate(name.text)) {
        need_truth(inner, fmt::format("in {}(...)", name.text));
    } else if (name.text != "at") {
        need_number(inner, fmt::format("in {}(...)", name.text));
    }
    part.truth = inner.truth;
    adopt(part, std::move(inner));
    close(fmt::format("to close \"{}(\"", name.text));
    part.expr->where = join(name.where, cursor_.last().where);
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::over_targets(const Token& token) {
    const Token name = token;
    Part part;
    part.truth = true;
    part.expr->kind = ast::ExprKind::target_set;
    part.expr->op = name.text;
    if (place_ != Place::event) {
        cursor_.fail(2115, name.where, fmt::format("{} over targets stands only in events", name.text));
        return part;
    }
    cursor_.take();
    part.expr->index = cursor_.expect_name("a set of targets");
    cursor_.expect_symbol(")", fmt::format("to close \"{}(\"", name.text));
    part.expr->where = join(name.where, cursor_.last().where);
    return part;
}

}  // namespace grdp::model::syntax
