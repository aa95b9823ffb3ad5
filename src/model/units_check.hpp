// The unit of an expression, by the rules of docs/reference/language.md; clashes are reported once per place.
#pragma once

#include <optional>
#include <string>

#include "compile_draft.hpp"

namespace grdp::model {

class UnitChecker {
  public:
    explicit UnitChecker(Draft& draft) : draft_(draft) {}

    /// What an expression is in. A literal takes the unit of what it meets; an unknown quantity is never reported.
    struct Quantity {
        bool known = true;
        bool literal = false;
        double value = 0;  ///< of a literal
        Unit unit;
    };

    [[nodiscard]] Quantity infer(const ast::Expr& expr);
    /// Reports a right-hand side that is not in the unit asked for.
    void expect(const ast::Expr& expr, const Unit& unit, const std::string& unit_text);
    /// Checks a condition, or anything whose unit is free.
    void check(const ast::Expr& expr) { static_cast<void>(infer(expr)); }

  private:
    Quantity infer_binary(const ast::Expr& expr);
    Quantity infer_call(const ast::Expr& expr);
    Quantity infer_power(const ast::Expr& expr, const Quantity& base, const Quantity& exponent);
    Quantity common(const ast::Expr& expr, const Quantity& a, const Quantity& b, const char* verb);
    Quantity product(const ast::Expr& expr, const Quantity& a, const Quantity& b);

    Draft& draft_;
};

}  // namespace grdp::model
