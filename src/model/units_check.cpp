#include "units_check.hpp"

#include <fmt/format.h>

#include <cmath>

#include "grdp/base/number_text.hpp"

namespace grdp::model {

namespace {

using Quantity = UnitChecker::Quantity;

Quantity unknown() {
    return {.known = false, .literal = false, .value = 0, .unit = {}};
}
Quantity literal(double value) {
    return {.known = true, .literal = true, .value = value, .unit = {}};
}
Quantity of(Unit unit) {
    return {.known = true, .literal = false, .value = 0, .unit = std::move(unit)};
}

// These literals convert between scales in products: x/100 takes a number in U*10^-2 to the same quantity in U.
bool converts(const Quantity& q) {
    return q.literal && (q.value == 100 || q.value == 1e3 || q.value == 1e6 || q.value == 1e9);
}

std::string factor_text(double factor) {
    const double rounded = std::round(factor);
    const bool whole = std::abs(factor - rounded) <= 1e-9 * rounded;
    if (whole && rounded < 1e15) return fmt::format("{}", static_cast<long long>(rounded));
    return exact_text(factor);
}

// The literals that convert are 100 and the powers of a thousand; other factors need a statement.
std::string conversion_hint(double factor, const char* verb) {
    std::string by;
    for (const double step : {1e9, 1e6, 1e3, 1e2}) {
        while (factor >= step * (1 - 1e-9)) {
            by += (by.empty() ? "" : " and by ") + factor_text(step);
            factor /= step;
        }
    }
    if (std::abs(factor - 1) > 1e-9) return "state the unit with as(expression, UNIT) if the number is right";
    return fmt::format("{} by {}", verb, by);
}

// "the right side is 100 times too large for bn_vnd" and what to do about it.
void report_scale(Reporter& report, const Span& where, const Unit& actual, const Unit& wanted,
                  const std::string& wanted_text) {
    const double ratio = wanted.scale() / actual.scale();
    const bool large = ratio > 1;
    const double factor = large ? ratio : 1 / ratio;
    report.error(2305, where,
                 fmt::format("the right side is {} times too {} for {}", factor_text(factor), large ? "large" : "small",
                             wanted_text),
                 fmt::format("a quantity in {}", wanted_text), conversion_hint(factor, large ? "divide" : "multiply"));
}

}  // namespace

void UnitChecker::expect(const ast::Expr& expr, const Unit& unit, const std::string& unit_text) {
    const Quantity right = infer(expr);
    if (!right.known || right.literal || right.unit == unit) return;
    const std::string expected = "a quantity in " + unit_text;
    if (!right.unit.same_dimension(unit)) {
        if (right.unit.same_apart_from_prices(unit) && unit.is_number()) {
            draft_.report.error(2303, expr.where, "the right side is a ratio of quantities at different prices", expected,
                                "compare quantities at the same prices");
        } else if (right.unit.same_apart_from_prices(unit)) {
            draft_.report.error(2303, expr.where,
                                fmt::format("the right side is at {}, but {} is at {}", right.unit.price_basis(),
                                            unit_text, unit.price_basis()),
                                expected, "convert with a price index: value = volume*index/100");
        } else {
            draft_.report.error(2302, expr.where,
                                fmt::format("the right side is in {}, not in {}", right.unit.text(), unit_text),
                                expected, "state it with as(expression, UNIT) if you know better");
        }
        return;
    }
    if (unit.is_number() &&
        ((unit.is_percent() && right.unit.is_fraction()) || (unit.is_fraction() && right.unit.is_percent()))) {
        draft_.report.error(2304, expr.where,
                            fmt::format("the right side is a {}, but {} stands on the left",
                                        right.unit.is_percent() ? "percentage" : "fraction",
                                        unit.is_percent() ? "a percentage" : "a fraction"),
                            expected, unit.is_percent() ? "multiply by 100: 100*x" : "divide by 100: x/100");
        return;
    }
    report_scale(draft_.report, expr.where, right.unit, unit, unit_text);
}

UnitChecker::Quantity UnitChecker::infer(const ast::Expr& expr) {
    switch (expr.kind) {
        case ast::ExprKind::number:
            return literal(expr.value);
        case ast::ExprKind::reference: {
            const Stem* stem = draft_.names.find_stem(expr.reference.name.text);
            return stem == nullptr || !stem->unit_known ? unknown() : of(stem->unit);
        }
        case ast::ExprKind::unary: {
            Quantity inner = infer(*expr.args[0]);
            inner.value = -inner.value;
            return inner;
        }
        case ast::ExprKind::binary:
            return infer_binary(expr);
        case ast::ExprKind::call:
            return infer_call(expr);
        case ast::ExprKind::between: {
            const Quantity value = infer(*expr.args[0]);
            const Quantity low = common(expr, value, infer(*expr.args[1]), "compared with");
            common(expr, low.known && !low.literal ? low : value, infer(*expr.args[2]), "compared with");
            return unknown();
        }
        case ast::ExprKind::reduce:
        case ast::ExprKind::periods:
            return infer(*expr.args[0]);
        case ast::ExprKind::target_set:
            break;
    }
    return unknown();
}

UnitChecker::Quantity UnitChecker::infer_binary(const ast::Expr& expr) {
    const Quantity a = infer(*expr.args[0]);
    const Quantity b = infer(*expr.args[1]);
    if (is_logical(expr.op)) return unknown();
    if (is_comparison(expr.op)) {
        common(expr, a, b, "compared with");
        return unknown();
    }
    if (expr.op == "^") return infer_power(expr, a, b);
    if (expr.op == "*" || expr.op == "/") return product(expr, a, b);
    Quantity sum = expr.op == "+" ? common(expr, a, b, "added to") : common(expr, b, a, "subtracted from");
    if (sum.literal) sum.value = expr.op == "+" ? a.value + b.value : a.value - b.value;
    return sum;
}

UnitChecker::Quantity UnitChecker::common(const ast::Expr& expr, const Quantity& a, const Quantity& b,
                                          const char* verb) {
    if (!a.known) return b.literal ? a : b;
    if (!b.known) return a.literal ? b : a;
    if (a.literal) return b;
    if (b.literal || a.unit == b.unit) return a;
    const auto clash = [&](int code, std::string message, std::string hint) {
        draft_.report.error(code, expr.where, std::move(message), "two quantities of one unit", std::move(hint));
        return unknown();
    };
    if (!a.unit.same_dimension(b.unit)) {
        if (a.unit.same_apart_from_prices(b.unit)) {
            return clash(2303,
                         fmt::format("{} ({}) is {} {} ({})", a.unit.text(), a.unit.price_basis(), verb, b.unit.text(),
                                     b.unit.price_basis()),
                         "volumes of one base year add up, volumes of different years or prices do not");
        }
        return clash(2302, fmt::format("{} is {} {}", a.unit.text(), verb, b.unit.text()), "");
    }
    if ((a.unit.is_percent() && b.unit.is_fraction()) || (a.unit.is_fraction() && b.unit.is_percent())) {
        return clash(2304,
                     fmt::format("a {} is {} a {}", a.unit.is_percent() ? "percentage" : "fraction", verb,
                                 b.unit.is_percent() ? "percentage" : "fraction"),
                     "divide the percentage by 100, or multiply the fraction by 100");
    }
    const double ratio = a.unit.scale() / b.unit.scale();
    return clash(2305,
                 fmt::format("{} is {} {}: the scales differ by a factor of {}", a.unit.text(), verb, b.unit.text(),
                             factor_text(ratio > 1 ? ratio : 1 / ratio)),
                 "convert one of them first");
}

UnitChecker::Quantity UnitChecker::product(const ast::Expr& expr, const Quantity& a, const Quantity& b) {
    const bool divides = expr.op == "/";
    if (a.literal && b.literal) return literal(divides ? a.value / b.value : a.value * b.value);
    if (!a.known || !b.known) return unknown();
    if (converts(b)) return of(a.unit.scaled(divides ? b.value : 1 / b.value));
    if (converts(a) && !divides) return of(b.unit.scaled(1 / a.value));
    if (converts(a)) return of(b.unit.power(-1).scaled(1 / a.value));
    return of(divides ? a.unit / b.unit : a.unit * b.unit);
}

UnitChecker::Quantity UnitChecker::infer_power(const ast::Expr& expr, const Quantity& base, const Quantity& exponent) {
    constexpr double kHighest = 16;
    if (!base.known || !exponent.known) return unknown();
    const auto fail = [&](const Span& where, std::string message, std::string expected) {
        draft_.report.error(2306, where, std::move(message), std::move(expected),
                            "state the unit with as(expression, UNIT)");
        return unknown();
    };
    if (!exponent.literal && !exponent.unit.is_fraction()) {
        return fail(expr.args[1]->where, fmt::format("the exponent is in {}", exponent.unit.text()), "a plain number");
    }
    if (base.literal) return exponent.literal ? literal(0) : of(Unit());
    if (base.unit.is_fraction()) return base;
    const bool whole = exponent.literal && exponent.value == std::floor(exponent.value);
    if (!whole)
        return fail(expr.args[0]->where,
                    fmt::format("{} is raised to a power that is no whole number", base.unit.text()), "a fraction");
    if (std::abs(exponent.value) > kHighest) {
        return fail(expr.args[1]->where, fmt::format("the power of {} is too high", base.unit.text()), "at most 16");
    }
    return of(base.unit.power(static_cast<int>(exponent.value)));
}

UnitChecker::Quantity UnitChecker::infer_call(const ast::Expr& expr) {
    std::vector<Quantity> arguments;
    for (const auto& argument : expr.args)
        arguments.push_back(infer(*argument));
    const auto& name = expr.op;
    if (name == "growth") return of(*builtin_unit("%"));
    if (name == "log" || name == "dlog") return of(Unit());
    if (name == "as") {
        const auto unit = resolve_unit(draft_, expr.unit);
        return unit ? of(*unit) : unknown();
    }
    if (name == "exp") {
        const auto& q = arguments[0];
        if (q.known && !q.literal && !q.unit.is_fraction()) {
            draft_.report.error(2307, expr.args[0]->where, fmt::format("the argument of exp() is in {}", q.unit.text()),
                                "a fraction", q.unit.is_percent() ? "divide by 100: exp(x/100)" : "");
        }
        return of(Unit());
    }
    if (name == "sqrt") {
        if (!arguments[0].known || arguments[0].literal) return arguments[0];
        const auto root = arguments[0].unit.square_root();
        if (root) return of(*root);
        draft_.report.error(2307, expr.args[0]->where,
                            fmt::format("the square root of {} has no unit", arguments[0].unit.text()),
                            "a fraction or a square", "state the unit with as(expression, UNIT)");
        return unknown();
    }
    if (name == "min" || name == "max" || name == "if") {
        const std::size_t first = name == "if" ? 1 : 0;
        Quantity all = arguments[first];
        const char* verb = name == "if" ? "the alternative to" : "compared with";
        for (std::size_t i = first + 1; i < arguments.size(); ++i)
            all = common(expr, all, arguments[i], verb);
        return all;
    }
    return arguments[0];  // abs, diff, change
}

}  // namespace grdp::model
