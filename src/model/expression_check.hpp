// What can be wrong with the names of an expression before it is written out for each element. Its form (functions,
// lags, conditions where conditions belong) has been checked by the parser.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compile_report.hpp"
#include "grdp/model/ast.hpp"
#include "names.hpp"

namespace grdp::model {

/// Where an expression stands; decides which names it may hold.
enum class Setting : std::uint8_t { equation, parameter, scenario };

/// An index name that is bound here, and the set it runs over.
struct ScopeEntry {
    std::string name;
    std::uint32_t set = 0;
};
using Scope = std::vector<ScopeEntry>;

[[nodiscard]] bool is_comparison(std::string_view op);
[[nodiscard]] bool is_logical(std::string_view op);

class ExpressionChecker {
  public:
    ExpressionChecker(Names& names, Reporter& report, Setting setting)
        : names_(names), report_(report), setting_(setting) {}

    /// False if any name, index or lag is wrong; every mistake has been reported then.
    [[nodiscard]] bool check(const ast::Expr& expr, const Scope& scope);
    /// A reference alone, as in shocks and assignments.
    [[nodiscard]] bool check(const ast::Reference& reference, const Scope& scope);

  private:
    bool check_reference(const ast::Expr& expr, const Scope& scope);
    bool check_reduce(const ast::Expr& expr, const Scope& scope);
    bool check_use(const Stem& stem, const ast::Expr& expr);
    bool report_unknown(const ast::Name& name);
    bool check_indices(const Stem& stem, const ast::Reference& reference, const Scope& scope);
    bool check_index(const Stem& stem, std::size_t dimension, const ast::Name& index, const Scope& scope);

    Names& names_;
    Reporter& report_;
    Setting setting_;
};

}  // namespace grdp::model
