// Writes an expression out for one tuple of elements: sums over sets become sums of scalars, lags reach the series,
// growth and differences become arithmetic.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compile_report.hpp"
#include "grdp/accounts/period.hpp"
#include "grdp/model/ast.hpp"
#include "names.hpp"

namespace grdp::model {

/// An index name bound to one element.
struct Binding {
    std::string name;
    std::uint32_t element = 0;  ///< ordinal in the root set
};
using Bindings = std::vector<Binding>;

inline constexpr std::size_t kMostNodes = 8'000'000;
inline constexpr std::size_t kMostNodesOfOneEquation = 400'000;

class Expander {
  public:
    Expander(Names& names, std::vector<Node>& pool, Reporter& report, accounts::Frequency frequency)
        : names_(names), pool_(pool), report_(report), year_(accounts::periods_per_year(frequency)) {}

    /// Appends the nodes of a checked expression; kNone if a cell is not declared or the model grows too large
    /// (both reported). Relative offsets.
    [[nodiscard]] NodeId expand(const ast::Expr& expr, const Bindings& bindings);
    /// The same for targets and events: offsets are ordinals of periods.
    [[nodiscard]] NodeId expand_at(const ast::Expr& expr, std::optional<accounts::Period> period);
    /// Conditions of the target sets, for all(plan).
    void set_target_conditions(const std::unordered_map<std::string, NodeId>* conditions) { target_sets_ = conditions; }

    /// The scalar that a reference names; kNone if its cell is not declared (reported).
    [[nodiscard]] std::uint32_t cell(const ast::Reference& reference, const Bindings& bindings);

    NodeId push(Op op, NodeId a = kNone, NodeId b = kNone, NodeId c = kNone);
    NodeId push_constant(double value);

  private:
    NodeId run(const ast::Expr& expr);
    NodeId visit(const ast::Expr& expr, int lag);
    NodeId visit_reference(const ast::Expr& expr, int lag);
    NodeId visit_unary(const ast::Expr& expr, int lag);
    NodeId visit_call(const ast::Expr& expr, int lag);
    NodeId visit_shift(const ast::Expr& expr, int lag);
    NodeId visit_reduce(const ast::Expr& expr, int lag);
    NodeId visit_periods(const ast::Expr& expr, int lag);
    NodeId fold(Op op, NodeId accumulated, NodeId next);
    [[nodiscard]] bool full() const {
        return pool_.size() - first_ > kMostNodesOfOneEquation || pool_.size() > kMostNodes;
    }

    Names& names_;
    std::vector<Node>& pool_;
    Reporter& report_;
    int year_;
    Bindings bindings_;
    std::optional<accounts::Period> period_;
    const std::unordered_map<std::string, NodeId>* target_sets_ = nullptr;
    std::size_t first_ = 0;
    bool failed_ = false;
};

}  // namespace grdp::model
