#include "gradient.hpp"

#include <algorithm>
#include <limits>

#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::engine {
namespace {

double truth(bool holds) { return holds ? 1.0 : 0.0; }

double unary_value(Op op, double a) {
    switch (op) {
        case Op::neg: return -a;
        case Op::exp: return stats::exp(a);
        case Op::log: return stats::log(a);
        case Op::sqrt: return stats::sqrt(a);
        case Op::abs: return a < 0 ? -a : a;
        case Op::positive: return a > 0 ? a : kNan;
        case Op::logical_not: return truth(a == 0.0);
        default: return kNan;
    }
}

double binary_value(Op op, double a, double b) {
    switch (op) {
        case Op::add: return a + b;
        case Op::sub: return a - b;
        case Op::mul: return a * b;
        case Op::div: return a / b;
        case Op::pow: return stats::pow(a, b);
        case Op::min: return b < a ? b : a;
        case Op::max: return a < b ? b : a;
        case Op::less: return truth(a < b);
        case Op::less_equal: return truth(a <= b);
        case Op::equal: return truth(a == b);
        case Op::not_equal: return truth(a != b);
        case Op::logical_and: return truth(a != 0.0 && b != 0.0);
        case Op::logical_or: return truth(a != 0.0 || b != 0.0);
        default: return kNan;
    }
}

/// Derivatives with respect to both operands; v is the value itself.
struct Partials {
    double a = 0;
    double b = 0;
};

Partials partials(Op op, double a, double b, double v) {
    switch (op) {
        case Op::add: return {1, 1};
        case Op::sub: return {1, -1};
        case Op::mul: return {b, a};
        case Op::div: return {1 / b, -v / b};
        case Op::neg: return {-1, 0};
        case Op::pow: return {b * v / a, v * stats::log(a)};
        case Op::exp: return {v, 0};
        case Op::log: return {1 / a, 0};
        case Op::sqrt: return {0.5 / v, 0};
        case Op::abs: return {a < 0 ? -1.0 : 1.0, 0};
        case Op::positive: return {1, 0};
        case Op::min: return b < a ? Partials{0, 1} : Partials{1, 0};
        case Op::max: return a < b ? Partials{0, 1} : Partials{1, 0};
        default: return {};
    }
}

double slope_of_pieces(const lanes::MarginalView& law, double score) {
    if (!(score > -lanes::kMarginalScoreLimit && score < lanes::kMarginalScoreLimit)) return 0;
    const double place = (score - law.origin) * law.pieces_per_score;
    double piece = static_cast<double>(static_cast<std::int64_t>(place));
    piece = std::max(0.0, std::min(piece, law.last_piece));
    const double* c = law.coefficients + (static_cast<std::size_t>(piece) << lanes::kMarginalPieceShift);
    const double t = place - piece - 0.5;
    const double x = ((((5 * c[5] * t + 4 * c[4]) * t + 3 * c[3]) * t + 2 * c[2]) * t + c[1]);
    return x * law.pieces_per_score;
}

}  // namespace

double slope(const lanes::MarginalView& law, double score) {
    switch (law.form) {
        case lanes::MarginalForm::constant: return 0;
        case lanes::MarginalForm::linear: return law.a;
        case lanes::MarginalForm::lognormal: return law.a * law.b * stats::exp(law.b * score);
        case lanes::MarginalForm::uniform: return law.b * stats::normal_density(score);
        case lanes::MarginalForm::pieces: return slope_of_pieces(law, score);
    }
    return kNan;
}

GraphFunction::GraphFunction(const Graph& graph, const Program& program, const std::vector<ValueId>& roots)
    : graph_(graph), program_(program), place_(graph.values().size(), 0), values_(graph.values().size(), 0.0),
      adjoints_(graph.values().size(), 0.0) {
    const std::vector<Value>& all = graph.values();
    std::vector<bool> needed(all.size(), false);
    for (const ValueId root : roots) needed[root] = true;
    for (std::size_t i = all.size(); i-- > 0;) {
        const Value& v = all[i];
        if (!needed[i] || v.op == Op::constant || v.op == Op::normal) continue;
        needed[v.a] = true;
        if (v.op == Op::innovate || is_unary(v.op)) continue;
        needed[v.b] = true;
        if (v.op == Op::select) needed[v.c] = true;
    }
    for (ValueId id = 0; id < all.size(); ++id) {
        if (!needed[id]) continue;
        order_.push_back(id);
        if (all[id].op != Op::normal) continue;
        place_[id] = static_cast<std::uint32_t>(coordinates_.size());
        coordinates_.push_back({all[id].a, all[id].b});
    }
}

double GraphFunction::evaluate(ValueId root, const std::vector<double>& point, std::vector<double>& gradient) {
    forward(point);
    backward(root);
    gradient.assign(coordinates_.size(), 0.0);
    for (const ValueId id : order_) {
        if (graph_.values()[id].op == Op::normal) gradient[place_[id]] = adjoints_[id];
    }
    return values_[root];
}

void GraphFunction::forward(const std::vector<double>& point) {
    for (const ValueId id : order_) {
        const Value& v = graph_.values()[id];
        double& to = values_[id];
        if (v.op == Op::constant) to = v.constant;
        else if (v.op == Op::normal) to = point[place_[id]];
        else if (v.op == Op::innovate) to = program_.laws[v.b].evaluate(values_[v.a]);
        else if (v.op == Op::select) to = values_[v.a] != 0.0 ? values_[v.b] : values_[v.c];
        else if (is_unary(v.op)) to = unary_value(v.op, values_[v.a]);
        else to = binary_value(v.op, values_[v.a], values_[v.b]);
    }
}

void GraphFunction::backward(ValueId root) {
    for (const ValueId id : order_) adjoints_[id] = 0;
    adjoints_[root] = 1;
    for (std::size_t i = order_.size(); i-- > 0;) {
        const ValueId id = order_[i];
        const Value& v = graph_.values()[id];
        const double adjoint = adjoints_[id];
        if (adjoint == 0.0 || v.op == Op::constant || v.op == Op::normal) continue;
        if (v.op == Op::innovate) {
            adjoints_[v.a] += adjoint * slope(program_.laws[v.b].view(), values_[v.a]);
        } else if (v.op == Op::select) {
            adjoints_[values_[v.a] != 0.0 ? v.b : v.c] += adjoint;
        } else {
            const double b = is_unary(v.op) ? 0.0 : values_[v.b];
            const Partials d = partials(v.op, values_[v.a], b, values_[id]);
            if (d.a != 0.0) adjoints_[v.a] += adjoint * d.a;
            if (d.b != 0.0 && !is_unary(v.op)) adjoints_[v.b] += adjoint * d.b;
        }
    }
}

}  // namespace grdp::engine
