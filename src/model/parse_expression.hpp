// Expressions: or < and < not < comparison, between < + - < * / < unary - < ^ (right) < primary.
#pragma once

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

enum class Place : std::uint8_t {
    model,  ///< equations and checks: no aggregates over periods
    event,  ///< events of a scenario
};

/// Parses one expression at the cursor. Never returns null; after a failure the cursor is at its end and the
/// expression is meaningless. Limits: 64 parentheses deep, 256 nodes deep.
class ExpressionParser {
  public:
    explicit ExpressionParser(Cursor& cursor, Place place = Place::model) : cursor_(cursor), place_(place) {}

    /// A number, not a condition.
    [[nodiscard]] ast::ExprPtr number();
    /// Something true or false.
    [[nodiscard]] ast::ExprPtr condition();
    /// A number or a condition.
    [[nodiscard]] ast::ExprPtr any();
    /// NAME, NAME[i], f(...), ( ... ): what may stand before a list of values.
    [[nodiscard]] ast::ExprPtr subject();

  private:
    struct Part {
        ast::ExprPtr expr = std::make_unique<ast::Expr>();
        int depth = 1;
        bool truth = false;  ///< true or false, not a number
    };

    Part disjunction();
    Part conjunction();
    Part negation();
    Part comparison();
    Part between(Part value);
    Part sum();
    Part product();
    Part minus();
    Part power();
    Part primary();

    Part parenthesis();
    Part literal();
    Part named();
    Part reference();
    Part call(const Token& name);
    Part unit_statement(const Token& name);
    Part reduction(const Token& name);
    Part over_periods(const Token& name);
    Part over_targets(const Token& name);
    void arguments(Part& call);
    void lag(ast::Expr& reference);
    [[nodiscard]] bool lag_ahead() const;

    Part binary(const Token& op, Part left, Part right, bool truth);
    void adopt(Part& parent, Part child);
    Part finish(Part part);
    void need_number(const Part& part, std::string_view role);
    void need_truth(const Part& part, std::string_view role);
    [[nodiscard]] bool enter(const Span& where);
    bool open(const Span& where);
    void close(std::string_view role);

    Cursor& cursor_;
    Place place_;
    int parentheses_ = 0;
    int recursion_ = 0;
    bool inside_periods_ = false;
};

/// The first name that stands outside an aggregate over periods, so that it has no period; null if there is none.
[[nodiscard]] const ast::Expr* without_period(const ast::Expr& expr);
/// True if the expression holds an aggregate over periods or a set of targets.
[[nodiscard]] bool has_period(const ast::Expr& expr);

}  // namespace grdp::model::syntax
