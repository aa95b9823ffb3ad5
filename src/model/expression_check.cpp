#include "expression_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace grdp::model {

namespace {

constexpr std::size_t kAny = 1000000;
constexpr std::array<FunctionInfo, 12> kFunctions{{
    {"growth", 1, 1},
    {"diff", 1, 1},
    {"log", 1, 1},
    {"dlog", 1, 1},
    {"change", 1, 1},
    {"exp", 1, 1},
    {"sqrt", 1, 1},
    {"abs", 1, 1},
    {"min", 2, kAny},
    {"max", 2, kAny},
    {"if", 3, 3},
    {"as", 1, 1},
}};

std::string arguments_text(const FunctionInfo& info) {
    if (info.most_arguments == kAny) return fmt::format("at least {} arguments", info.least_arguments);
    return info.least_arguments == 1 ? "one argument" : fmt::format("{} arguments", info.least_arguments);
}

bool shifts_time(std::string_view function) {
    return function == "growth" || function == "diff" || function == "dlog" || function == "change";
}

}  // namespace

const FunctionInfo* find_function(std::string_view name) {
    const auto found = std::find_if(kFunctions.begin(), kFunctions.end(), [&](const auto& f) { return f.name == name; });
    return found == kFunctions.end() ? nullptr : &*found;
}

bool is_comparison(std::string_view op) {
    return op == "<" || op == "<=" || op == ">" || op == ">=" || op == "==" || op == "!=";
}

bool is_logical(std::string_view op) { return op == "and" || op == "or" || op == "not"; }

bool ExpressionChecker::number(const ast::Expr& expr, const Scope& scope) {
    failed_ = false;
    expect_number(expr, scope);
    return !failed_;
}

bool ExpressionChecker::condition(const ast::Expr& expr, const Scope& scope) {
    failed_ = false;
    expect_condition(expr, scope);
    return !failed_;
}

void ExpressionChecker::expect_number(const ast::Expr& expr, const Scope& scope) {
    if (check(expr, scope) != Kind::condition) return;
    fail();
    const bool may_choose = setting_ != Setting::event;
    report_.error(2407, expr.where, "a condition stands where a number is expected", "a number",
                  may_choose ? "choose between two numbers with if(condition, a, b)" : "");
}

void ExpressionChecker::expect_condition(const ast::Expr& expr, const Scope& scope) {
    if (check(expr, scope) != Kind::number) return;
    fail();
    report_.error(2407, expr.where, "a number stands where a condition is expected", "a condition such as x >= 0",
                  "compare it with another number");
}

ExpressionChecker::Kind ExpressionChecker::check(const ast::Expr& expr, const Scope& scope) {
    switch (expr.kind) {
        case ast::ExprKind::number: return Kind::number;
        case ast::ExprKind::reference: return check_reference(expr, scope);
        case ast::ExprKind::unary: return check_unary(expr, scope);
        case ast::ExprKind::binary: return check_binary(expr, scope);
        case ast::ExprKind::call: return check_call(expr, scope);
        case ast::ExprKind::reduce: return check_reduce(expr, scope);
        case ast::ExprKind::periods:
        case ast::ExprKind::target_set: return check_periods(expr, scope);
        case ast::ExprKind::between: break;
    }
    for (const auto& part : expr.args) expect_number(*part, scope);
    return Kind::condition;
}

ExpressionChecker::Kind ExpressionChecker::check_unary(const ast::Expr& expr, const Scope& scope) {
    if (expr.op == "not") {
        expect_condition(*expr.args[0], scope);
        return Kind::condition;
    }
    expect_number(*expr.args[0], scope);
    return Kind::number;
}

ExpressionChecker::Kind ExpressionChecker::check_binary(const ast::Expr& expr, const Scope& scope) {
    for (const auto& side : expr.args) {
        if (is_logical(expr.op)) {
            expect_condition(*side, scope);
        } else {
            expect_number(*side, scope);
        }
    }
    return is_logical(expr.op) || is_comparison(expr.op) ? Kind::condition : Kind::number;
}

ExpressionChecker::Kind ExpressionChecker::check_call(const ast::Expr& expr, const Scope& scope) {
    const FunctionInfo* info = find_function(expr.op);
    if (info == nullptr) {
        std::vector<std::string> known;
        for (const auto& function : kFunctions) known.emplace_back(function.name);
        if (names_.find_stem(expr.op) != nullptr) {
            report_.error(2209, expr.where, fmt::format("\"{}\" is no function", expr.op), "a function",
                          fmt::format("indices stand in brackets: {}[...]; a lag is {}(-1)", expr.op, expr.op));
        } else {
            report_.unknown(2209, "function", expr.op, expr.where, known);
        }
        return fail();
    }
    if (expr.args.size() < info->least_arguments || expr.args.size() > info->most_arguments) {
        report_.error(2209, expr.where, fmt::format("{}() has {} argument{}", expr.op, expr.args.size(),
                                                    expr.args.size() == 1 ? "" : "s"),
                      arguments_text(*info));
        return fail();
    }
    if (setting_ == Setting::parameter && shifts_time(expr.op)) {
        report_.error(2217, expr.where, fmt::format("{}() of a parameter has no meaning: parameters do not move in time",
                                                    expr.op));
        return fail();
    }
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
        if (expr.op == "if" && i == 0) {
            expect_condition(*expr.args[i], scope);
        } else {
            expect_number(*expr.args[i], scope);
        }
    }
    return Kind::number;
}

ExpressionChecker::Kind ExpressionChecker::check_reduce(const ast::Expr& expr, const Scope& scope) {
    const std::uint32_t set = names_.find_set(expr.index.text);
    if (set == kNone) {
        report_.unknown(2203, "set", expr.index.text, expr.index.where, names_.set_names(), "the name of a set");
        return fail();
    }
    Scope inner = scope;
    if (std::any_of(scope.begin(), scope.end(), [&](const auto& entry) { return entry.name == expr.index.text; })) {
        report_.error(2207, expr.index.where, fmt::format("the index {} is bound already", expr.index.text),
                      "another index", fmt::format("name the whole set once more: `set other in {} = ...`", expr.index.text));
        return fail();
    }
    inner.push_back({expr.index.text, set});
    expect_number(*expr.args[0], inner);
    return Kind::number;
}

ExpressionChecker::Kind ExpressionChecker::check_periods(const ast::Expr& expr, const Scope& scope) {
    if (setting_ != Setting::event) {
        report_.error(2412, expr.where, fmt::format("{}() over periods stands outside an event", expr.op),
                      "an expression of one period", "write an event in the scenario, or use lags");
        return fail();
    }
    if (expr.kind == ast::ExprKind::target_set) return Kind::condition;
    if (inside_period_) {
        report_.error(2708, expr.where, fmt::format("{}() over periods stands inside another one", expr.op),
                      "one period or one range of periods");
        return fail();
    }
    inside_period_ = true;
    Kind kind = Kind::number;
    if (expr.op == "all" || expr.op == "any") {
        expect_condition(*expr.args[0], scope);
        kind = Kind::condition;
    } else if (expr.op == "at") {
        kind = check(*expr.args[0], scope);
    } else {
        expect_number(*expr.args[0], scope);
    }
    inside_period_ = false;
    return kind;
}

}  // namespace grdp::model
