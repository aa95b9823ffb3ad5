// The value of a formula of numbers and parameters, by the elementary functions that the engine uses.
#include <algorithm>
#include <cmath>
#include <limits>

#include "compile_draft.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::model {

namespace {

double power(double base, double exponent) {
    constexpr double kHighest = 1024;
    if (exponent != std::floor(exponent) || std::abs(exponent) > kHighest) return stats::pow(base, exponent);
    double result = 1;
    for (int i = 0; i < static_cast<int>(std::abs(exponent)); ++i)
        result *= base;
    return exponent < 0 ? 1 / result : result;
}

double truth(bool condition) {
    return condition ? 1.0 : 0.0;
}

double apply(const Node& node, double a, double b, double c) {
    switch (node.op) {
        case Op::add:
            return a + b;
        case Op::sub:
            return a - b;
        case Op::mul:
            return a * b;
        case Op::div:
            return a / b;
        case Op::neg:
            return -a;
        case Op::pow:
            return power(a, b);
        case Op::exp:
            return stats::exp(a);
        case Op::log:
            return stats::log(a);
        case Op::sqrt:
            return std::sqrt(a);
        case Op::abs:
            return std::abs(a);
        case Op::min:
            return b < a ? b : a;
        case Op::max:
            return b > a ? b : a;
        case Op::less:
            return truth(a < b);
        case Op::less_equal:
            return truth(a <= b);
        case Op::greater:
            return truth(a > b);
        case Op::greater_equal:
            return truth(a >= b);
        case Op::equal:
            return truth(a == b);
        case Op::not_equal:
            return truth(a != b);
        case Op::logical_and:
            return truth(a != 0 && b != 0);
        case Op::logical_or:
            return truth(a != 0 || b != 0);
        case Op::logical_not:
            return truth(a == 0);
        case Op::select:
            return a != 0 ? b : c;
        case Op::positive:
            return a > 0 ? a : std::numeric_limits<double>::quiet_NaN();
        case Op::constant:
        case Op::parameter:
        case Op::series:
            break;
    }
    GRDP_EXPECTS(node.op == Op::constant);
    return node.value;
}

}  // namespace

double formula_value(const std::vector<Node>& nodes, std::uint32_t first, NodeId root,
                     const std::vector<Parameter>& parameters) {
    std::vector<double> values(root - first + 1);
    const auto at = [&](NodeId id) { return id == kNone ? 0.0 : values[id - first]; };
    for (NodeId id = first; id <= root; ++id) {
        const Node& node = nodes[id];
        values[id - first] =
            node.op == Op::parameter ? parameters[node.index].value : apply(node, at(node.a), at(node.b), at(node.c));
    }
    return values.back();
}

}  // namespace grdp::model
