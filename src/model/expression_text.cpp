// Expressions as text, with no more parentheses than the reader needs.
#include <fmt/format.h>

#include "compile_draft.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::model {

namespace {

/// Binding strengths of the grammar, weakest first.
enum Strength : int { kOr = 1, kAnd, kNot, kCompare, kSum, kProduct, kMinus, kPower, kAtom };

struct Piece {
    std::string text;
    int strength = kAtom;
};

std::string wrapped(const Piece& piece, int least) {
    return piece.strength >= least ? piece.text : "(" + piece.text + ")";
}

int strength_of(std::string_view op) {
    if (op == "or") return kOr;
    if (op == "and") return kAnd;
    if (is_comparison(op)) return kCompare;
    if (op == "+" || op == "-") return kSum;
    return op == "^" ? kPower : kProduct;
}

// The order of evaluation stays visible: a + (b + c) keeps its parentheses, (a + b) + c needs none; powers group to
// the right.
Piece join(const Piece& left, std::string_view op, const Piece& right) {
    const int strength = strength_of(op);
    const bool tight = strength == kProduct || strength == kPower;
    const int left_least = strength == kPower || strength == kCompare ? strength + 1 : strength;
    const int right_least = strength == kPower ? kMinus : strength + 1;
    const char* space = tight ? "" : " ";
    return {fmt::format("{}{}{}{}{}", wrapped(left, left_least), space, op, space, wrapped(right, right_least)),
            strength};
}

std::string lag_text(int lag) {
    return lag == 0 ? std::string() : fmt::format("({})", lag);
}

std::string reference_text(const ast::Reference& reference) {
    std::string text = reference.name.text;
    for (std::size_t i = 0; i < reference.indices.size(); ++i)
        text += (i ? "," : "[") + reference.indices[i].text;
    return reference.indices.empty() ? text : text + "]";
}

std::string range_text(const ast::PeriodSpan& span) {
    const auto first = span.first.period.text();
    return span.first.period == span.last.period ? first : first + ".." + span.last.period.text();
}

Piece piece_of(const ast::Expr& expr) {
    switch (expr.kind) {
        case ast::ExprKind::number:
            return {exact_text(expr.value)};
        case ast::ExprKind::reference:
            return {reference_text(expr.reference) + lag_text(expr.lag)};
        case ast::ExprKind::unary:
            if (expr.op == "not") return {"not " + wrapped(piece_of(*expr.args[0]), kNot), kNot};
            return {"-" + wrapped(piece_of(*expr.args[0]), kMinus), kMinus};
        case ast::ExprKind::binary:
            return join(piece_of(*expr.args[0]), expr.op, piece_of(*expr.args[1]));
        case ast::ExprKind::between:
            return {fmt::format("{} between {} and {}", wrapped(piece_of(*expr.args[0]), kSum),
                                wrapped(piece_of(*expr.args[1]), kSum), wrapped(piece_of(*expr.args[2]), kSum)),
                    kCompare};
        case ast::ExprKind::call: {
            std::string text = expr.op + "(";
            for (std::size_t i = 0; i < expr.args.size(); ++i)
                text += (i ? ", " : "") + piece_of(*expr.args[i]).text;
            if (expr.op == "as") text += ", " + unit_source_text(expr.unit);
            return {text + ")"};
        }
        case ast::ExprKind::reduce:
            return {fmt::format("{}({}: {})", expr.op, expr.index.text, piece_of(*expr.args[0]).text)};
        case ast::ExprKind::periods:
            return {fmt::format("{}({}: {})", expr.op, range_text(*expr.periods), piece_of(*expr.args[0]).text)};
        case ast::ExprKind::target_set:
            break;
    }
    return {fmt::format("{}({})", expr.op, expr.index.text)};
}

const char* infix(Op op) {
    switch (op) {
        case Op::add:
            return "+";
        case Op::sub:
            return "-";
        case Op::mul:
            return "*";
        case Op::div:
            return "/";
        case Op::pow:
            return "^";
        case Op::less:
            return "<";
        case Op::less_equal:
            return "<=";
        case Op::greater:
            return ">";
        case Op::greater_equal:
            return ">=";
        case Op::equal:
            return "==";
        case Op::not_equal:
            return "!=";
        case Op::logical_and:
            return "and";
        case Op::logical_or:
            return "or";
        default:
            return nullptr;
    }
}

const char* function_name(Op op) {
    switch (op) {
        case Op::exp:
            return "exp";
        case Op::log:
            return "log";
        case Op::sqrt:
            return "sqrt";
        case Op::abs:
            return "abs";
        case Op::min:
            return "min";
        case Op::max:
            return "max";
        default:
            return "if";
    }
}

class NodeWriter {
  public:
    explicit NodeWriter(const CompiledModel& model) : model_(model) {}

    // A long sum leans to the left, so its left side is walked in a loop and not by recursion.
    Piece write(NodeId id) {
        std::vector<NodeId> spine;
        id = below_positive(id);
        while (infix(model_.nodes[id].op) != nullptr || is_fold(model_.nodes[id].op)) {
            spine.push_back(id);
            id = below_positive(model_.nodes[id].a);
        }
        Piece piece = leaf(model_.nodes[id]);
        for (std::size_t i = spine.size(); i-- > 0;) {
            const Node& node = model_.nodes[spine[i]];
            if (!is_fold(node.op)) {
                piece = append(std::move(piece), infix(node.op), write(node.b));
                continue;
            }
            const std::string head = std::string(function_name(node.op)) + "(";
            const bool goes_on = i + 1 < spine.size() && model_.nodes[spine[i + 1]].op == node.op && node.a == spine[i + 1];
            if (goes_on) {
                piece.text.pop_back();
            } else {
                piece.text = head + piece.text;
            }
            piece.text += ", " + write(node.b).text + ")";
            piece.strength = kAtom;
        }
        return piece;
    }

  private:
    // The guard of a growth rate's base is part of what growth means, not of what was written.
    [[nodiscard]] NodeId below_positive(NodeId id) const {
        while (model_.nodes[id].op == Op::positive)
            id = model_.nodes[id].a;
        return id;
    }

    static bool is_fold(Op op) { return op == Op::min || op == Op::max; }

    // Like join, but appends to the left text, so that long sums take linear time.
    static Piece append(Piece left, std::string_view op, const Piece& right) {
        if (op != "+" || left.strength < kSum) return join(left, op, right);
        left.text += " + ";
        left.text += wrapped(right, kSum + 1);
        left.strength = kSum;
        return left;
    }

    Piece leaf(const Node& node) {
        switch (node.op) {
            case Op::constant:
                return {exact_text(node.value), node.value < 0 ? kMinus : kAtom};
            case Op::parameter:
                return {model_.parameters[node.index].name};
            case Op::series:
                return {series_text(node)};
            case Op::neg:
                return {"-" + wrapped(write(node.a), kMinus), kMinus};
            case Op::logical_not:
                return {"not " + wrapped(write(node.a), kNot), kNot};
            case Op::select:
                return {fmt::format("if({}, {}, {})", write(node.a).text, write(node.b).text, write(node.c).text)};
            default:
                return {fmt::format("{}({})", function_name(node.op), write(node.a).text)};
        }
    }

    [[nodiscard]] std::string series_text(const Node& node) const {
        const auto& name = model_.series[node.index].name;
        if (!node.absolute) return name + lag_text(node.offset);
        return fmt::format("{}@{}", name, (model_.grid.periods.first + node.offset).text());
    }

    const CompiledModel& model_;
};

std::string left_text(const CompiledModel& model, const Equation& equation) {
    const auto& name = model.series[equation.series].name;
    switch (equation.form) {
        case LeftForm::growth:
            return "growth(" + name + ")";
        case LeftForm::diff:
            return "diff(" + name + ")";
        case LeftForm::log:
            return "log(" + name + ")";
        case LeftForm::dlog:
            return "dlog(" + name + ")";
        case LeftForm::level:
            break;
    }
    return name;
}

std::string law_text(const Shock& shock) {
    std::string text = std::string(stats::law_name(shock.law.law)) + "(";
    for (std::size_t i = 0; i < stats::parameter_count(shock.law.law); ++i) {
        text += fmt::format("{}{} = {}", i ? ", " : "", stats::parameter_name(shock.law.law, i),
                            exact_text(shock.law.p[i]));
    }
    text += ")";
    if (shock.persistence != 0) text += fmt::format(" persistence {}", exact_text(shock.persistence));
    return text;
}

}  // namespace

std::string source_text(const ast::Expr& expr) {
    return piece_of(expr).text;
}

std::string expression_text(const CompiledModel& model, NodeId node) {
    GRDP_EXPECTS(node < model.nodes.size());
    return NodeWriter(model).write(node).text;
}

std::string expand(const CompiledModel& model) {
    std::string text;
    for (std::size_t b = 0; b < model.blocks.size(); ++b) {
        for (const auto e : model.blocks[b].equations) {
            const Equation& equation = model.equations[e];
            text += fmt::format("{:>4}  {} = {}", b + 1, left_text(model, equation),
                                expression_text(model, equation.right));
            if (equation.shock != kNone) text += " + shock";
            text += '\n';
        }
    }
    for (const auto& shock : model.shocks)
        text += fmt::format("shock {} ~ {}\n", shock.name, law_text(shock));
    for (const auto& fix : model.fixes) {
        Equation left;
        left.series = fix.series;
        left.form = fix.form;
        text += fmt::format("{} fix {} = {}\n", model.grid.periods.at(fix.period).text(), left_text(model, left),
                            exact_text(fix.value));
    }
    for (const auto& add : model.add_factors) {
        text += fmt::format("{} add {} = {}\n", model.grid.periods.at(add.period).text(), model.series[add.series].name,
                            exact_text(add.value));
    }
    for (const auto& observed : model.observed) {
        text += fmt::format("observed {} {} = {}\n", model.grid.periods.at(observed.period).text(), observed.subject,
                            exact_text(observed.number));
    }
    return text;
}

}  // namespace grdp::model
