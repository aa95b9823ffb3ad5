#include "operation.hpp"

namespace grdp::engine {

Op operation(model::Op op) {
    switch (op) {
        case model::Op::add: return Op::add;
        case model::Op::sub: return Op::sub;
        case model::Op::mul: return Op::mul;
        case model::Op::div: return Op::div;
        case model::Op::neg: return Op::neg;
        case model::Op::exp: return Op::exp;
        case model::Op::log: return Op::log;
        case model::Op::sqrt: return Op::sqrt;
        case model::Op::abs: return Op::abs;
        case model::Op::positive: return Op::positive;
        case model::Op::min: return Op::min;
        case model::Op::max: return Op::max;
        case model::Op::less:
        case model::Op::greater: return Op::less;
        case model::Op::less_equal:
        case model::Op::greater_equal: return Op::less_equal;
        case model::Op::equal: return Op::equal;
        case model::Op::not_equal: return Op::not_equal;
        case model::Op::logical_and: return Op::logical_and;
        case model::Op::logical_or: return Op::logical_or;
        case model::Op::logical_not: return Op::logical_not;
        case model::Op::constant:
        case model::Op::parameter:
        case model::Op::series:
        case model::Op::pow:
        case model::Op::select: break;
    }
    return Op::constant;
}

}  // namespace grdp::engine
