// What can be wrong with an expression before it is written out for each element: names, indices, lags, functions,
// and whether it is a number or a condition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compile_report.hpp"
#include "grdp/accounts/period.hpp"
#include "grdp/model/ast.hpp"
#include "names.hpp"

namespace grdp::model {

/// Where an expression stands; decides which names and forms it may hold.
enum class Setting : std::uint8_t { equation, report, check, parameter, event };

/// An index name that is bound here, and the set it runs over.
struct ScopeEntry {
    std::string name;
    std::uint32_t set = 0;
};
using Scope = std::vector<ScopeEntry>;

struct FunctionInfo {
    std::string_view name;
    std::size_t least_arguments;
    std::size_t most_arguments;
};
/// Nothing for an unknown function.
[[nodiscard]] const FunctionInfo* find_function(std::string_view name);
[[nodiscard]] bool is_comparison(std::string_view op);
[[nodiscard]] bool is_logical(std::string_view op);

class ExpressionChecker {
  public:
    ExpressionChecker(Names& names, Reporter& report, Setting setting)
        : names_(names), report_(report), setting_(setting) {}

    /// False if anything is wrong; every mistake has been reported then.
    [[nodiscard]] bool number(const ast::Expr& expr, const Scope& scope);
    [[nodiscard]] bool condition(const ast::Expr& expr, const Scope& scope);
    /// A reference alone, as in shocks and assignments.
    [[nodiscard]] bool reference(const ast::Reference& reference, const Scope& scope);
    /// Events: inside `mean(2023..2025: ...)` a series has a period.
    void set_inside_period(bool inside) { inside_period_ = inside; }

  private:
    enum class Kind : std::uint8_t { number, condition, unknown };

    Kind check(const ast::Expr& expr, const Scope& scope);
    Kind check_reference(const ast::Expr& expr, const Scope& scope);
    Kind check_unary(const ast::Expr& expr, const Scope& scope);
    Kind check_binary(const ast::Expr& expr, const Scope& scope);
    Kind check_call(const ast::Expr& expr, const Scope& scope);
    Kind check_reduce(const ast::Expr& expr, const Scope& scope);
    Kind check_periods(const ast::Expr& expr, const Scope& scope);
    bool check_use(const Stem& stem, const ast::Expr& expr);
    bool check_indices(const Stem& stem, const ast::Reference& reference, const Scope& scope);
    bool check_index(const Stem& stem, std::size_t dimension, const ast::Name& index, const Scope& scope);
    Kind fail() { return failed_ = true, Kind::unknown; }
    void expect_number(const ast::Expr& expr, const Scope& scope);
    void expect_condition(const ast::Expr& expr, const Scope& scope);

    Names& names_;
    Reporter& report_;
    Setting setting_;
    bool failed_ = false;
    bool inside_period_ = false;
};

/// The place of the longest lag that a model may use, in periods.
inline constexpr int kLongestLag = 400;

}  // namespace grdp::model
