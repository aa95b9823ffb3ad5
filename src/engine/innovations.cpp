#include "innovations.hpp"

#include <algorithm>

#include "grdp/base/contract.hpp"

namespace grdp::engine {
namespace {

stats::SquareMatrix score_factor(const model::CompiledModel& model) {
    const std::size_t n = model.shocks.size();
    if (model.correlation.empty()) return stats::SquareMatrix::identity(n);
    GRDP_EXPECTS(model.correlation.size() == n * n);
    stats::SquareMatrix matrix(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) matrix(i, j) = model.correlation[i * n + j];
    }
    return stats::correlation_factor(matrix);
}

}  // namespace

Innovations::Innovations(const model::CompiledModel& model, Graph& graph, Program& program)
    : model_(model), graph_(graph), program_(program), factor_(score_factor(model)), shocks_(model.shocks.size()) {}

ValueId Innovations::parameter(std::uint32_t index) {
    const model::Parameter& parameter = model_.parameters[index];
    const ValueId value = graph_.constant(parameter.value);
    if (!(parameter.sd > 0)) return value;
    const std::uint32_t law = law_place({stats::Law::normal, {parameter.sd, 0, 0, 0}});
    return graph_.apply(Op::add, value, graph_.innovate(graph_.normal(0, index), law));
}

ValueId Innovations::shock(std::uint32_t index, std::size_t horizon_period) {
    std::vector<ValueId>& known = shocks_[index];
    const double persistence = model_.shocks[index].persistence;
    while (known.size() <= horizon_period) {
        if (held(index, known.size())) {
            known.push_back(graph_.constant(0.0));
            continue;
        }
        ValueId e = innovation(index, known.size());
        if (persistence != 0.0 && !known.empty()) {
            e = graph_.apply(Op::add, graph_.apply(Op::mul, known.back(), graph_.constant(persistence)), e);
        }
        known.push_back(e);
    }
    return known[horizon_period];
}

bool Innovations::held(std::uint32_t shock, std::size_t horizon_period) const {
    const auto period = static_cast<std::uint32_t>(model_.first_horizon_index() + horizon_period);
    return std::any_of(model_.fixes.begin(), model_.fixes.end(), [&](const model::Fix& fix) {
        return fix.series == model_.shocks[shock].series && fix.period == period;
    });
}

ValueId Innovations::innovation(std::uint32_t shock, std::size_t horizon_period) {
    const std::uint32_t law = law_place(model_.shocks[shock].law);
    const auto ordinal = static_cast<std::uint32_t>(model_.horizon.at(horizon_period).ordinal());
    ValueId score = graph_.constant(0.0);
    bool started = false;
    for (std::uint32_t k = 0; k <= shock; ++k) {
        const double weight = factor_(shock, k);
        if (weight == 0.0) continue;
        const ValueId part = graph_.apply(Op::mul, graph_.normal(ordinal, k), graph_.constant(weight));
        score = started ? graph_.apply(Op::add, score, part) : part;
        started = true;
    }
    GRDP_ENSURES(started);
    return graph_.innovate(score, law);
}

std::uint32_t Innovations::law_place(const stats::MarginalParameters& law) {
    for (std::size_t i = 0; i < known_laws_.size(); ++i) {
        if (known_laws_[i].law == law.law && known_laws_[i].p == law.p) return static_cast<std::uint32_t>(i);
    }
    known_laws_.push_back(law);
    program_.laws.push_back(stats::build(law));
    return static_cast<std::uint32_t>(known_laws_.size() - 1);
}

}  // namespace grdp::engine
