#include "bend.hpp"

namespace grdp::engine {
namespace {

bool has(const KnownValue& known, Straightness wanted) { return wanted == Straightness::affine ? known.affine : known.finite; }

}  // namespace

std::vector<ValueId> chain_to_bend(const Graph& graph, const AffineForms& forms, ValueId id, Straightness wanted) {
    std::vector<ValueId> chain;
    for (bool deeper = true; deeper;) {
        chain.push_back(id);
        deeper = false;
        const Value& value = graph.values()[chain.back()];
        for_operands(value, [&](ValueId operand) {
            if (deeper || has(forms[operand], wanted)) return;
            deeper = true;
            id = operand;
        });
    }
    return chain;
}

Bend bend_of(Op op) {
    switch (op) {
        case Op::innovate: return Bend::law;
        case Op::mul: return Bend::product;
        case Op::div: return Bend::quotient;
        case Op::positive: return Bend::base;
        case Op::min:
        case Op::max:
        case Op::abs:
        case Op::less:
        case Op::less_equal:
        case Op::equal:
        case Op::not_equal:
        case Op::logical_and:
        case Op::logical_or:
        case Op::logical_not:
        case Op::select: return Bend::choice;
        case Op::exp:
        case Op::log:
        case Op::sqrt:
        case Op::pow: return Bend::function;
        default: return Bend::none;
    }
}

std::string_view bend_name(Bend bend) {
    switch (bend) {
        case Bend::none: return "none";
        case Bend::law: return "law";
        case Bend::product: return "product";
        case Bend::quotient: return "quotient";
        case Bend::base: return "base";
        case Bend::choice: return "choice";
        case Bend::function: return "function";
    }
    return "";
}

}  // namespace grdp::engine
