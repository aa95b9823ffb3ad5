// The operations of the model language on numbers with a derivative.
#pragma once

#include <limits>

#include "grdp/stats/elementary.hpp"
#include "stated_network.hpp"

namespace grdp::analysis {

inline constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

inline Dual power(Dual a, Dual b) {
    constexpr double kHighest = 1024;
    const auto whole = static_cast<long long>(b.value > -kHighest && b.value < kHighest ? b.value : 0);
    double value = 1;
    if (static_cast<double>(whole) == b.value) {
        for (long long i = 0; i < (whole < 0 ? -whole : whole); ++i)
            value *= a.value;
        if (whole < 0) value = 1 / value;
    } else {
        value = stats::pow(a.value, b.value);
    }
    double slope = a.slope != 0 ? b.value * value / a.value * a.slope : 0.0;
    if (b.slope != 0) slope += value * stats::log(a.value) * b.slope;
    return {value, slope};
}

inline Dual truth(bool condition) {
    return {condition ? 1.0 : 0.0, 0};
}

inline Dual condition_of(model::Op op, double a, double b) {
    using model::Op;
    switch (op) {
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
        default:
            return truth(a == 0);
    }
}

inline Dual apply(model::Op op, Dual a, Dual b, Dual c) {
    using model::Op;
    switch (op) {
        case Op::add:
            return {a.value + b.value, a.slope + b.slope};
        case Op::sub:
            return {a.value - b.value, a.slope - b.slope};
        case Op::mul:
            return {a.value * b.value, a.slope * b.value + a.value * b.slope};
        case Op::div:
            return {a.value / b.value, (a.slope - a.value / b.value * b.slope) / b.value};
        case Op::neg:
            return {-a.value, -a.slope};
        case Op::pow:
            return power(a, b);
        case Op::exp:
            return {stats::exp(a.value), stats::exp(a.value) * a.slope};
        case Op::log:
            return {stats::log(a.value), a.slope / a.value};
        case Op::sqrt:
            return {stats::sqrt(a.value), a.slope / (2 * stats::sqrt(a.value))};
        case Op::abs:
            return a.value < 0 ? Dual{-a.value, -a.slope} : a;
        case Op::min:
            return b.value < a.value ? b : a;
        case Op::max:
            return b.value > a.value ? b : a;
        case Op::select:
            return a.value != 0 ? b : c;
        case Op::positive:
            return a.value > 0 ? a : Dual{kNotANumber, 0};
        default:
            return condition_of(op, a.value, b.value);
    }
}

}  // namespace grdp::analysis
