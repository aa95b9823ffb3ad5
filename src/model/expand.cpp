#include "expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grdp/base/contract.hpp"

namespace grdp::model {

namespace {

Op binary_op(std::string_view op) {
    struct Entry {
        std::string_view text;
        Op op;
    };
    static constexpr std::array<Entry, 13> kTable{{{"+", Op::add},
                                                   {"-", Op::sub},
                                                   {"*", Op::mul},
                                                   {"/", Op::div},
                                                   {"^", Op::pow},
                                                   {"<", Op::less},
                                                   {"<=", Op::less_equal},
                                                   {">", Op::greater},
                                                   {">=", Op::greater_equal},
                                                   {"==", Op::equal},
                                                   {"!=", Op::not_equal},
                                                   {"and", Op::logical_and},
                                                   {"or", Op::logical_or}}};
    const auto found = std::find_if(kTable.begin(), kTable.end(), [&](const Entry& e) { return e.text == op; });
    GRDP_EXPECTS(found != kTable.end());
    return found->op;
}

Op function_op(std::string_view name) {
    return name == "log" ? Op::log : name == "exp" ? Op::exp : name == "sqrt" ? Op::sqrt : Op::abs;
}

Op fold_op(std::string_view name) {
    return name == "min" ? Op::min : name == "max" ? Op::max : Op::add;
}

}  // namespace

NodeId Expander::expand(const ast::Expr& expr, const Bindings& bindings) {
    bindings_ = bindings;
    period_.reset();
    return run(expr);
}

NodeId Expander::expand_at(const ast::Expr& expr, std::optional<accounts::Period> period) {
    bindings_.clear();
    period_ = period;
    return run(expr);
}

NodeId Expander::run(const ast::Expr& expr) {
    first_ = pool_.size();
    failed_ = false;
    const NodeId node = visit(expr, 0);
    if (full()) {
        report_.error(
            2410, expr.where, "the expression grows too large when it is written out for all elements and lags",
            fmt::format("at most {} terms in one equation and {} in all", kMostNodesOfOneEquation, kMostNodes),
            "sum in steps: declare identities for the parts");
        failed_ = true;
    }
    if (failed_) pool_.resize(first_);
    return failed_ ? kNone : node;
}

NodeId Expander::push(Op op, NodeId a, NodeId b, NodeId c) {
    Node node;
    node.op = op;
    node.a = a;
    node.b = b;
    node.c = c;
    pool_.push_back(node);
    return static_cast<NodeId>(pool_.size() - 1);
}

NodeId Expander::push_constant(double value) {
    const NodeId node = push(Op::constant);
    pool_[node].value = value;
    return node;
}

NodeId Expander::fold(Op op, NodeId accumulated, NodeId next) {
    return accumulated == kNone ? next : push(op, accumulated, next);
}

NodeId Expander::visit(const ast::Expr& expr, int lag) {
    if (failed_ || full()) return failed_ = true, 0;
    switch (expr.kind) {
        case ast::ExprKind::number:
            return push_constant(expr.value);
        case ast::ExprKind::reference:
            return visit_reference(expr, lag);
        case ast::ExprKind::unary:
            return visit_unary(expr, lag);
        case ast::ExprKind::call:
            return visit_call(expr, lag);
        case ast::ExprKind::reduce:
            return visit_reduce(expr, lag);
        case ast::ExprKind::periods:
            return visit_periods(expr, lag);
        case ast::ExprKind::binary: {
            const NodeId left = visit(*expr.args[0], lag);
            const NodeId right = visit(*expr.args[1], lag);
            return push(binary_op(expr.op), left, right);
        }
        case ast::ExprKind::between: {
            const NodeId value = visit(*expr.args[0], lag);
            const NodeId low = visit(*expr.args[1], lag);
            const NodeId above = push(Op::greater_equal, value, low);
            const NodeId high = visit(*expr.args[2], lag);
            const NodeId below = push(Op::less_equal, value, high);
            return push(Op::logical_and, above, below);
        }
        case ast::ExprKind::target_set:
            break;
    }
    const auto found = target_sets_ == nullptr ? decltype(target_sets_->end()){} : target_sets_->find(expr.index.text);
    if (target_sets_ == nullptr || found == target_sets_->end() || found->second == kNone) return failed_ = true, 0;
    return found->second;
}

std::uint32_t Expander::cell(const ast::Reference& reference, const Bindings& bindings) {
    const Stem* stem = names_.find_stem(reference.name.text);
    GRDP_EXPECTS(stem != nullptr && stem->roots.size() == reference.indices.size());
    std::size_t place = 0;
    for (std::size_t d = 0; d < stem->roots.size(); ++d) {
        const auto& index = reference.indices[d].text;
        const auto bound =
            std::find_if(bindings.begin(), bindings.end(), [&](const Binding& b) { return b.name == index; });
        const std::uint32_t element = bound != bindings.end() ? bound->element : names_.ordinal(stem->roots[d], index);
        place = place * names_.sets[stem->roots[d]].elements.size() + element;
    }
    const std::uint32_t scalar = stem->cells[place];
    if (scalar != kNone || report_.is_lost(stem->name)) return scalar;
    std::string elements;
    std::size_t rest = place;
    for (std::size_t d = stem->roots.size(); d-- > 0;) {
        const auto& names = names_.sets[stem->roots[d]].elements;
        elements = names[rest % names.size()] + (elements.empty() ? "" : ",") + elements;
        rest /= names.size();
    }
    report_.error(2208, reference.where, fmt::format("{} is not declared for {}", stem->name, elements),
                  "an element of the set over which it is declared",
                  "index with a subset, or declare the missing part");
    return kNone;
}

NodeId Expander::visit_reference(const ast::Expr& expr, int lag) {
    const std::uint32_t scalar = cell(expr.reference, bindings_);
    if (scalar == kNone) return failed_ = true, 0;
    const bool is_parameter = names_.find_stem(expr.reference.name.text)->is_parameter;
    const NodeId node = push(is_parameter ? Op::parameter : Op::series);
    pool_[node].index = scalar;
    if (is_parameter) return node;
    pool_[node].absolute = period_.has_value();
    pool_[node].offset = lag + expr.lag + (period_ ? period_->ordinal() : 0);
    return node;
}

NodeId Expander::visit_unary(const ast::Expr& expr, int lag) {
    const NodeId value = visit(*expr.args[0], lag);
    if (expr.op == "not") return push(Op::logical_not, value);
    if (!failed_ && pool_[value].op == Op::constant) {
        pool_[value].value = -pool_[value].value;
        return value;
    }
    return push(Op::neg, value);
}

NodeId Expander::visit_call(const ast::Expr& expr, int lag) {
    const auto& name = expr.op;
    if (name == "as") return visit(*expr.args[0], lag);
    if (name == "growth" || name == "change" || name == "diff" || name == "dlog") return visit_shift(expr, lag);
    if (name == "min" || name == "max") {
        NodeId folded = kNone;
        for (const auto& argument : expr.args)
            folded = fold(fold_op(name), folded, visit(*argument, lag));
        return folded;
    }
    if (name == "if") {
        const NodeId condition = visit(*expr.args[0], lag);
        const NodeId yes = visit(*expr.args[1], lag);
        const NodeId no = visit(*expr.args[2], lag);
        return push(Op::select, condition, yes, no);
    }
    return push(function_op(name), visit(*expr.args[0], lag));
}

NodeId Expander::visit_shift(const ast::Expr& expr, int lag) {
    const bool against_year = expr.op == "growth" || expr.op == "change";
    const NodeId now = visit(*expr.args[0], lag);
    const NodeId before = visit(*expr.args[0], lag - (against_year ? year_ : 1));
    if (expr.op == "growth") {  // undefined on a base that is not positive; log says so by itself
        const NodeId ratio = push(Op::div, now, push(Op::positive, before));
        const NodeId hundred = push_constant(100);
        return push(Op::mul, hundred, push(Op::sub, ratio, push_constant(1)));
    }
    if (expr.op == "dlog") {
        const NodeId log_now = push(Op::log, now);
        return push(Op::sub, log_now, push(Op::log, before));
    }
    return push(Op::sub, now, before);
}

NodeId Expander::visit_reduce(const ast::Expr& expr, int lag) {
    const auto set = names_.find_set(expr.index.text);
    const std::vector<std::uint32_t> members = names_.sets[set].members;
    NodeId folded = kNone;
    bindings_.push_back({expr.index.text, 0});
    for (const std::uint32_t member : members) {
        bindings_.back().element = member;
        folded = fold(fold_op(expr.op), folded, visit(*expr.args[0], lag));
        if (failed_) break;
    }
    bindings_.pop_back();
    if (expr.op != "mean" || failed_) return folded;
    return push(Op::div, folded, push_constant(static_cast<double>(members.size())));
}

NodeId Expander::visit_periods(const ast::Expr& expr, int lag) {
    GRDP_EXPECTS(expr.periods.has_value());
    const auto first = expr.periods->first.period;
    const auto last = expr.periods->last.period;
    const Op op = expr.op == "all" ? Op::logical_and : expr.op == "any" ? Op::logical_or : fold_op(expr.op);
    NodeId folded = kNone;
    for (auto period = first; period <= last && !failed_; period = period + 1) {
        period_ = period;
        folded = fold(op, folded, visit(*expr.args[0], lag));
    }
    period_.reset();
    if (expr.op != "mean" || failed_) return folded;
    return push(Op::div, folded, push_constant(static_cast<double>(last - first + 1)));
}

}  // namespace grdp::model
