// What the graph itself says of a response: on what an output depends, and where it is affine.
#include "bend.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/engine/response.hpp"
#include "grdp/stats/lanes/marginal_view.hpp"
#include "response_parts.hpp"

namespace grdp::engine {
namespace {

/// Of each value: free of the coordinates, affine in them, or anything.
enum class Shape : std::uint8_t { free, affine, curved };

Shape worse(Shape a, Shape b) { return a > b ? a : b; }

Shape shape_of(const Value& v, const std::vector<Shape>& known, const Program& program) {
    const auto of = [&](ValueId id) { return known[id]; };
    const auto all_free = [](Shape s) { return s == Shape::free ? Shape::free : Shape::curved; };
    switch (v.op) {
        case Op::innovate:
            return program.law_views[v.b].form == lanes::MarginalForm::linear ? of(v.a) : all_free(of(v.a));
        case Op::add:
        case Op::sub: return worse(of(v.a), of(v.b));
        case Op::neg: return of(v.a);
        case Op::mul:
            if (of(v.a) == Shape::free) return of(v.b);
            return of(v.b) == Shape::free ? of(v.a) : Shape::curved;
        case Op::div: return of(v.b) == Shape::free ? of(v.a) : Shape::curved;
        case Op::select: return of(v.a) == Shape::free ? worse(of(v.b), of(v.c)) : Shape::curved;
        default: {
            Shape worst = Shape::free;
            for_operands(v, [&](ValueId operand) { worst = worse(worst, of(operand)); });
            return all_free(worst);
        }
    }
}

bool has_edges(Op op) { return bend_of(op) == Bend::choice; }

}  // namespace

std::vector<bool> Response::dependence(std::size_t output) const {
    const std::vector<Value>& values = parts_->graph->values();
    std::vector<bool> needed(values.size(), false);
    needed[parts_->outputs[output]] = true;
    for (std::size_t i = values.size(); i-- > 0;) {
        if (needed[i]) for_operands(values[i], [&](ValueId operand) { needed[operand] = true; });
    }
    std::vector<bool> found;
    for (const ValueId normal : parts_->normals) found.push_back(needed[normal]);
    return found;
}

bool Response::affine(std::size_t output, const std::vector<bool>& in) const {
    GRDP_EXPECTS(in.size() == parts_->normals.size());
    const std::vector<Value>& values = parts_->graph->values();
    std::vector<Shape> known(values.size(), Shape::free);
    for (std::size_t i = 0; i < in.size(); ++i) known[parts_->normals[i]] = in[i] ? Shape::affine : Shape::free;
    for (std::size_t id = 0; id < values.size(); ++id) {
        if (values[id].op != Op::constant && values[id].op != Op::normal) known[id] = shape_of(values[id], known, parts_->program);
    }
    return known[parts_->outputs[output]] != Shape::curved;
}

bool Response::smooth(std::size_t output) const {
    const std::vector<Value>& values = parts_->graph->values();
    std::vector<bool> needed(values.size(), false);
    needed[parts_->outputs[output]] = true;
    for (std::size_t i = values.size(); i-- > 0;) {
        if (!needed[i]) continue;
        if (has_edges(values[i].op)) return false;
        for_operands(values[i], [&](ValueId operand) { needed[operand] = true; });
    }
    return true;
}

}  // namespace grdp::engine
