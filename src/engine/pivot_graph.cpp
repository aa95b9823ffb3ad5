#include "pivot_graph.hpp"

#include <algorithm>

#include "dot.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::engine {

PivotGraph::PivotGraph(const Conditioning& known, Graph& graph, ValueId t)
    : known_(known), pivot_(*known.pivot()), graph_(graph), zero_(graph.constant(0.0)) {
    std::vector<ValueId> normals;
    for (std::size_t k = 0; k < pivot_.row.size(); ++k) {
        const ValueId fixed = graph_.constant(known_.centre()[k]);
        normals.push_back(plus(fixed, times(graph_.constant(pivot_.row[k]), t)));
    }
    for (std::size_t j = 0; j < pivot_.roots.size(); ++j) {
        const ValueId here = copy(pivot_.roots[j], normals);
        std::vector<ValueId> slope = gradient(pivot_.roots[j], here, normals);
        const ValueId left = graph_.apply(Op::sub, graph_.constant(pivot_.numbers[j]), here);
        add_row(std::move(slope), left);
    }
}

/// Differences are exact for a value that is a straight line.
std::vector<ValueId> PivotGraph::gradient(ValueId root, ValueId here, const std::vector<ValueId>& normals) {
    std::vector<ValueId> slope;
    for (std::size_t k = 0; k < normals.size(); ++k) {
        std::vector<double> step(normals.size(), 0.0);
        step[k] = 1;
        known_.project_out(step);
        const double along = dot(step, pivot_.row);
        std::vector<ValueId> moved = normals;
        for (std::size_t i = 0; i < step.size(); ++i) {
            step[i] -= along * pivot_.row[i];
            if (step[i] != 0.0) moved[i] = plus(normals[i], graph_.constant(step[i]));
        }
        const ValueId there = copy(root, moved);
        slope.push_back(there == here ? zero_ : graph_.apply(Op::sub, there, here));
    }
    return slope;
}

/// One more row, orthonormal to those before.
void PivotGraph::add_row(std::vector<ValueId> row, ValueId left) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const ValueId shared = product(row, rows_[i]);
        left = minus(left, times(shared, u_[i]));
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = minus(row[k], times(shared, rows_[i][k]));
    }
    const ValueId size = graph_.apply(Op::sqrt, product(row, row));
    for (ValueId& x : row) {
        if (!is_zero(x)) x = graph_.apply(Op::div, x, size);
    }
    u_.push_back(graph_.apply(Op::div, left, size));
    rows_.push_back(std::move(row));
}

ValueId PivotGraph::along(std::size_t j, const std::vector<double>& weights) {
    ValueId sum = zero_;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        if (weights[k] != 0.0) sum = plus(sum, times(graph_.constant(weights[k]), rows_[j][k]));
    }
    return sum;
}

ValueId PivotGraph::original(std::size_t j) {
    while (originals_.size() <= j) {
        ValueId sum = zero_;
        const std::vector<ValueId>& row = rows_[originals_.size()];
        for (std::size_t k = 0; k < row.size(); ++k) {
            if (is_zero(row[k])) continue;
            const NormalAddress& address = known_.coordinates()[k];
            sum = plus(sum, times(row[k], graph_.normal(address.ordinal, address.number)));
        }
        originals_.push_back(sum);
    }
    return originals_[j];
}

ValueId PivotGraph::copy(ValueId root, const std::vector<ValueId>& normals) {
    std::vector<bool> needed(root + 1, false);
    needed[root] = true;
    for (ValueId id = root + 1; id-- > 0;) {
        if (needed[id]) for_operands(pivot_.formulas[id], [&](ValueId operand) { needed[operand] = true; });
    }
    std::vector<ValueId> to(root + 1, zero_);
    for (ValueId id = 0; id <= root; ++id) {
        if (!needed[id]) continue;
        const Value& v = pivot_.formulas[id];
        if (v.op == Op::constant) {
            to[id] = graph_.constant(v.constant);
        } else if (v.op == Op::normal) {
            const auto& places = known_.coordinates();
            const auto place = std::find(places.begin(), places.end(), NormalAddress{v.a, v.b});
            GRDP_ENSURES(place != places.end());
            to[id] = normals[static_cast<std::size_t>(place - places.begin())];
        } else if (v.op == Op::innovate) {
            const stats::MarginalTable& law = pivot_.laws[v.b];
            to[id] = graph_.is_constant(to[v.a]) ? graph_.constant(law.evaluate(graph_.constant_of(to[v.a])))
                                                 : graph_.apply(Op::mul, to[v.a], graph_.constant(law.view().a));
        } else if (v.op == Op::select) {
            to[id] = graph_.select(to[v.a], to[v.b], to[v.c]);
        } else {
            to[id] = graph_.apply(v.op, to[v.a], is_unary(v.op) ? 0 : to[v.b]);
        }
    }
    return to[root];
}

bool PivotGraph::is_zero(ValueId id) const { return graph_.is_constant(id) && graph_.constant_of(id) == 0.0; }

ValueId PivotGraph::plus(ValueId a, ValueId b) {
    return is_zero(a) ? b : is_zero(b) ? a : graph_.apply(Op::add, a, b);
}

ValueId PivotGraph::minus(ValueId a, ValueId b) { return is_zero(b) ? a : graph_.apply(Op::sub, a, b); }

ValueId PivotGraph::times(ValueId a, ValueId b) { return is_zero(a) || is_zero(b) ? zero_ : graph_.apply(Op::mul, a, b); }

ValueId PivotGraph::product(const std::vector<ValueId>& a, const std::vector<ValueId>& b) {
    ValueId sum = zero_;
    for (std::size_t k = 0; k < a.size(); ++k) sum = plus(sum, times(a[k], b[k]));
    return sum;
}

}  // namespace grdp::engine
