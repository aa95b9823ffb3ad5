#include "bounds_of.hpp"

#include <algorithm>
#include <limits>

namespace grdp::engine {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class Taker {
  public:
    explicit Taker(Graph& graph) : graph_(graph) {}

    std::optional<ValueBounds> take(ValueId condition) {
        bool negated = false;
        condition = strip(condition, negated);
        // not (a and b), or a or b: the complement of a conjunction.
        const Op top = graph_.values()[condition].op;
        found_.complement = (top == Op::logical_and && negated) || (top == Op::logical_or && !negated);
        if (!walk(condition, negated != found_.complement)) return std::nullopt;
        std::sort(found_.all.begin(), found_.all.end(),
                  [](const ValueBound& x, const ValueBound& y) { return x.value < y.value; });
        return found_;
    }

  private:
    /// Removes `not` and the comparison with zero that makes a truth of a number.
    ValueId strip(ValueId id, bool& negated) const {
        for (;;) {
            const Value& v = graph_.values()[id];
            if (v.op == Op::logical_not) {
                negated = !negated;
                id = v.a;
            } else if (v.op == Op::not_equal && graph_.is_constant(v.b) && graph_.constant_of(v.b) == 0.0 && is_truth(v.a)) {
                id = v.a;
            } else {
                return id;
            }
        }
    }

    [[nodiscard]] bool is_truth(ValueId id) const {
        const Op op = graph_.values()[id].op;
        return op >= Op::less && op <= Op::logical_not;
    }

    bool walk(ValueId id, bool negated) {
        id = strip(id, negated);
        const Value v = graph_.values()[id];
        if ((v.op == Op::logical_and && !negated) || (v.op == Op::logical_or && negated)) {
            return walk(v.a, negated) && walk(v.b, negated);
        }
        if (v.op != Op::less && v.op != Op::less_equal) return false;
        const ValueId smaller = negated ? v.b : v.a, larger = negated ? v.a : v.b;
        if (graph_.is_constant(smaller) && graph_.is_constant(larger)) return false;
        if (graph_.is_constant(larger)) add(smaller, -kInfinity, graph_.constant_of(larger));
        else if (graph_.is_constant(smaller)) add(larger, graph_.constant_of(smaller), kInfinity);
        else add(graph_.apply(Op::sub, larger, smaller), 0.0, kInfinity);
        return true;
    }

    void add(ValueId value, double low, double high) {
        for (ValueBound& known : found_.all) {
            if (known.value != value) continue;
            known.low = std::max(known.low, low);
            known.high = std::min(known.high, high);
            return;
        }
        found_.all.push_back({value, low, high});
    }

    Graph& graph_;
    ValueBounds found_;
};

}  // namespace

std::optional<ValueBounds> bounds_of(Graph& graph, ValueId condition) { return Taker(graph).take(condition); }

}  // namespace grdp::engine
