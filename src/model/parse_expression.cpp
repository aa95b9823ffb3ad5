#include "parse_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace grdp::model::syntax {
namespace {

constexpr int kMaximumParentheses = 64;
constexpr int kMaximumDepth = 256;
constexpr std::array<std::string_view, 6> kComparisons{"==", "!=", "<", "<=", ">", ">="};

bool is_comparison(const Token& token) {
    if (token.kind != TokenKind::symbol) return false;
    for (const auto symbol : kComparisons) {
        if (token.text == symbol) return true;
    }
    return false;
}

}  // namespace

ast::ExprPtr ExpressionParser::number() {
    Part part = disjunction();
    need_number(part, "here");
    return std::move(part.expr);
}

ast::ExprPtr ExpressionParser::condition() {
    Part part = disjunction();
    if (cursor_.is_symbol("=")) {
        cursor_.fail(2136, cursor_.peek().where, "\"=\" does not compare", "a comparison",
                     "write ==, or abs(a - b) < 1e-9 for computed numbers");
    }
    need_truth(part, "here");
    return std::move(part.expr);
}

ast::ExprPtr ExpressionParser::any() {
    return disjunction().expr;
}

ast::ExprPtr ExpressionParser::subject() {
    Part part = primary();
    need_number(part, "here");
    return std::move(part.expr);
}

ExpressionParser::Part ExpressionParser::disjunction() {
    Part left = conjunction();
    while (cursor_.is_word("or")) {
        const Token op = cursor_.take();
        need_truth(left, "before or");
        Part right = conjunction();
        need_truth(right, "behind or");
        left = binary(op, std::move(left), std::move(right), true);
    }
    return left;
}

ExpressionParser::Part ExpressionParser::conjunction() {
    Part left = negation();
    while (cursor_.is_word("and")) {
        const Token op = cursor_.take();
        need_truth(left, "before and");
        Part right = negation();
        need_truth(right, "behind and");
        left = binary(op, std::move(left), std::move(right), true);
    }
    return left;
}

ExpressionParser::Part ExpressionParser::negation() {
    if (!cursor_.is_word("not")) return comparison();
    const Token op = cursor_.take();
    Part part;
    if (!enter(op.where)) return part;
    Part operand = negation();
    --recursion_;
    need_truth(operand, "behind not");
    part.truth = true;
    part.expr->kind = ast::ExprKind::unary;
    part.expr->op = "not";
    part.expr->where = join(op.where, operand.expr->where);
    adopt(part, std::move(operand));
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::comparison() {
    Part left = sum();
    if (cursor_.is_word("between")) return between(std::move(left));
    if (!is_comparison(cursor_.peek())) return left;
    const Token op = cursor_.take();
    need_number(left, "in a comparison");
    Part right = sum();
    need_number(right, "in a comparison");
    if (is_comparison(cursor_.peek())) {
        cursor_.fail(2113, cursor_.peek().where, "comparisons cannot be chained", {}, "write a < b and b < c");
    }
    return binary(op, std::move(left), std::move(right), true);
}

ExpressionParser::Part ExpressionParser::between(Part value) {
    const Token word = cursor_.take();
    if (place_ != Place::event) {
        cursor_.fail(2115, word.where, "between stands only in events", {}, "write a <= x and x <= b");
    }
    need_number(value, "before between");
    Part low = sum();
    need_number(low, "behind between");
    if (!cursor_.accept_word("and")) cursor_.fail_expected("and, with the upper bound behind it");
    Part high = sum();
    need_number(high, "behind between");
    Part part;
    part.truth = true;
    part.expr->kind = ast::ExprKind::between;
    part.expr->op = "between";
    part.expr->where = join(value.expr->where, high.expr->where);
    adopt(part, std::move(value));
    adopt(part, std::move(low));
    adopt(part, std::move(high));
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::sum() {
    Part left = product();
    while (cursor_.is_symbol("+") || cursor_.is_symbol("-")) {
        const Token op = cursor_.take();
        need_number(left, fmt::format("before {}", op.text));
        Part right = product();
        need_number(right, fmt::format("behind {}", op.text));
        left = binary(op, std::move(left), std::move(right), false);
    }
    return left;
}

ExpressionParser::Part ExpressionParser::product() {
    Part left = minus();
    while (cursor_.is_symbol("*") || cursor_.is_symbol("/")) {
        const Token op = cursor_.take();
        need_number(left, fmt::format("before {}", op.text));
        Part right = minus();
        need_number(right, fmt::format("behind {}", op.text));
        left = binary(op, std::move(left), std::move(right), false);
    }
    return left;
}

ExpressionParser::Part ExpressionParser::minus() {
    if (!cursor_.is_symbol("-")) return power();
    const Token op = cursor_.take();
    Part part;
    if (!enter(op.where)) return part;
    Part operand = minus();
    --recursion_;
    need_number(operand, "behind -");
    part.expr->kind = ast::ExprKind::unary;
    part.expr->op = "-";
    part.expr->where = join(op.where, operand.expr->where);
    adopt(part, std::move(operand));
    return finish(std::move(part));
}

ExpressionParser::Part ExpressionParser::power() {
    Part base = primary();
    if (!cursor_.is_symbol("^")) return base;
    const Token op = cursor_.take();
    need_number(base, "before ^");
    if (!enter(op.where)) return base;
    Part exponent = minus();
    --recursion_;
    need_number(exponent, "behind ^");
    return binary(op, std::move(base), std::move(exponent), false);
}

ExpressionParser::Part ExpressionParser::binary(const Token& op, Part left, Part right, bool truth) {
    Part part;
    part.truth = truth;
    part.expr->kind = ast::ExprKind::binary;
    part.expr->op = op.text;
    part.expr->where = join(left.expr->where, right.expr->where);
    adopt(part, std::move(left));
    adopt(part, std::move(right));
    return finish(std::move(part));
}

void ExpressionParser::adopt(Part& parent, Part child) {
    parent.depth = std::max(parent.depth, child.depth + 1);
    parent.expr->args.push_back(std::move(child.expr));
}

ExpressionParser::Part ExpressionParser::finish(Part part) {
    if (part.depth > kMaximumDepth && !cursor_.failed()) {
        cursor_.fail(2107, part.expr->where,
                     fmt::format("the expression is more than {} operations deep", kMaximumDepth), {},
                     "split it into several identities, or sum over a set");
    }
    return part;
}

void ExpressionParser::need_number(const Part& part, std::string_view role) {
    if (part.truth && !cursor_.failed()) {
        cursor_.fail(2114, part.expr->where, fmt::format("a condition stands {} where a number is needed", role),
                     "a number",
                     part.expr->op == "==" ? "an equation has a single ="
                                           : "if(condition, a, b) turns a condition into a number");
    }
}

void ExpressionParser::need_truth(const Part& part, std::string_view role) {
    if (!part.truth && !cursor_.failed()) {
        cursor_.fail(2114, part.expr->where, fmt::format("a number stands {} where a condition is needed", role),
                     "a comparison such as x >= 9.5");
    }
}

bool ExpressionParser::enter(const Span& where) {
    if (++recursion_ <= kMaximumDepth) return !cursor_.failed();
    cursor_.fail(2107, where, fmt::format("the expression is more than {} operations deep", kMaximumDepth), {},
                 "split it into several identities");
    return false;
}

bool ExpressionParser::open(const Span& where) {
    if (++parentheses_ <= kMaximumParentheses) return !cursor_.failed();
    cursor_.fail(2106, where, fmt::format("parentheses are nested more than {} deep", kMaximumParentheses), {},
                 "split the expression into several identities");
    return false;
}

void ExpressionParser::close(std::string_view role) {
    cursor_.expect_symbol(")", role);
    --parentheses_;
}

const ast::Expr* without_period(const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::reference) return &expr;
    if (expr.kind == ast::ExprKind::periods || expr.kind == ast::ExprKind::target_set) return nullptr;
    for (const auto& part : expr.args) {
        if (const auto* found = without_period(*part)) return found;
    }
    return nullptr;
}

bool has_period(const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::periods || expr.kind == ast::ExprKind::target_set) return true;
    return std::any_of(expr.args.begin(), expr.args.end(), [](const auto& part) { return has_period(*part); });
}

}  // namespace grdp::model::syntax
