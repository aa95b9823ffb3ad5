// The computation of a whole horizon as a graph of values: each value once, constants folded by the kernels themselves.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "grdp/stats/marginal.hpp"
#include "kernel.hpp"

namespace grdp::engine {

using ValueId = std::uint32_t;
using kernel::Op;

struct Value {
    Op op = Op::constant;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
    double constant = 0;
};

/// Operands stand before the values that use them.
class Graph {
  public:
    [[nodiscard]] ValueId constant(double x);
    /// Standard normal of a shock in the period with this ordinal.
    [[nodiscard]] ValueId normal(std::uint32_t ordinal, std::uint32_t shock);
    /// Deviation of a normal score under a law, times the dispersion of the run.
    [[nodiscard]] ValueId innovate(ValueId score, std::uint32_t law);
    /// Any operation from `add` to `logical_not`; unary ones ignore b.
    [[nodiscard]] ValueId apply(Op op, ValueId a, ValueId b = 0);
    [[nodiscard]] ValueId select(ValueId condition, ValueId yes, ValueId no);
    /// base^exponent: repeated multiplication if the exponent is a constant integer of at most kMaximumPower.
    [[nodiscard]] ValueId power(ValueId base, ValueId exponent);

    [[nodiscard]] const std::vector<Value>& values() const { return values_; }
    [[nodiscard]] bool is_constant(ValueId id) const { return values_[id].op == Op::constant; }
    [[nodiscard]] double constant_of(ValueId id) const { return values_[id].constant; }

    /// The values that these need, in the same order; the ids become those of the new graph.
    [[nodiscard]] Graph pruned(const std::vector<std::vector<ValueId>*>& kept) const;

    static constexpr int kMaximumPower = 64;

  private:
    ValueId intern(const Value& value);
    ValueId integer_power(ValueId base, int exponent);
    void index_anew();

    std::vector<Value> values_;
    std::vector<ValueId> slots_;  ///< a hash table of the values, open addressing, a power of two of places; built when first needed
};

[[nodiscard]] bool is_unary(Op op);

/// Calls f for each operand value.
template <class F>
void for_operands(const Value& v, F&& f) {
    if (v.op == Op::constant || v.op == Op::normal) return;
    f(v.a);
    if (v.op == Op::innovate || is_unary(v.op)) return;
    f(v.b);
    if (v.op == Op::select) f(v.c);
}

}  // namespace grdp::engine
