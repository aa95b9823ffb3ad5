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

Innovations::Innovations(const model::CompiledModel& model, Graph& graph, Program& program, const Conditioning* conditioning)
    : model_(model), graph_(graph), program_(program), factor_(score_factor(model)), shocks_(model.shocks.size()),
      conditioning_(conditioning) {}

ValueId Innovations::parameter(std::uint32_t index) {
    const model::Parameter& parameter = model_.parameters[index];
    const ValueId value = graph_.constant(parameter.value);
    if (!(parameter.sd > 0)) return value;
    const std::uint32_t law = law_place({stats::Law::normal, {parameter.sd, 0, 0, 0}});
    return graph_.apply(Op::add, value, deviation({{{0, index}, 1.0}}, law));
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
    Terms terms;
    for (std::uint32_t k = 0; k <= shock; ++k) {
        if (factor_(shock, k) != 0.0) terms.push_back({{ordinal, k}, factor_(shock, k)});
    }
    GRDP_ENSURES(!terms.empty());
    return deviation(terms, law);
}

ValueId Innovations::deviation(const Terms& terms, std::uint32_t law) {
    const Conditioning::Form form = conditioning_ != nullptr ? conditioning_->form(terms) : Conditioning::Form{};
    if (turns(form)) return turning_deviation(terms, law, form);
    if (form.explained() == 0.0) return graph_.innovate(sum(terms), law);
    const stats::MarginalTable& table = program_.laws[law];
    if (form.spread == 0.0) return graph_.constant(table.evaluate(form.centre));  // (CD-6)
    const ValueId rest = unexplained(terms, form);
    if (table.view().form == lanes::MarginalForm::linear) {  // (CD-4)
        return graph_.apply(Op::add, graph_.innovate(rest, law), graph_.constant(table.evaluate(form.centre)));
    }
    // (CD-5): c + D (F^-1(Phi(m + rest)) - c); a point mass at c brings in the dispersion.
    const double c = table.evaluate(form.centre) - (1 - form.explained()) * table.evaluate(0.0);
    const std::uint32_t point = law_place({stats::Law::triangular, {c, c, c, 0}});
    const ValueId moved = graph_.innovate(graph_.apply(Op::add, rest, graph_.constant(form.centre)), law);
    return graph_.apply(Op::add, graph_.apply(Op::sub, moved, graph_.innovate(rest, point)), graph_.constant(c));
}

ValueId Innovations::unexplained(const Terms& terms, const Conditioning::Form& form) {
    ValueId rest = sum(terms);
    for (std::size_t i = 0; i < form.weights.size(); ++i) {
        if (form.weights[i] == 0.0) continue;
        const ValueId known = graph_.apply(Op::mul, row(i), graph_.constant(form.weights[i]));
        rest = graph_.apply(Op::sub, rest, known);
    }
    return rest;
}

bool Innovations::turns(const Conditioning::Form& form) {
    if (conditioning_ == nullptr || !conditioning_->pivot()) return false;
    if (form.along_pivot != 0.0) return true;
    for (std::size_t j = 0; j < pivot().rows(); ++j) {
        if (!pivot().is_zero(pivot().along(j, form.inside))) return true;
    }
    return false;
}

PivotGraph& Innovations::pivot() {
    if (pivot_) return *pivot_;
    const Pivot& known = *conditioning_->pivot();
    Terms terms;
    for (std::size_t k = 0; k < known.row.size(); ++k) {
        if (known.row[k] != 0.0) terms.push_back({conditioning_->coordinates()[k], known.row[k]});
    }
    original_position_ = sum(terms);
    program_.laws.push_back(known.law);
    known_laws_.push_back({stats::Law::normal, {-1, 0, 0, 0}});  // a place that no law of the model has
    const auto law = static_cast<std::uint32_t>(program_.laws.size() - 1);
    const double c = known.centre;
    const std::uint32_t point = law_place({stats::Law::triangular, {c, c, c, 0}});
    const ValueId moved = graph_.innovate(original_position_, law);
    const ValueId middle = graph_.innovate(original_position_, point);
    position_ = graph_.apply(Op::add, graph_.apply(Op::sub, moved, middle), graph_.constant(c));  // (CD-9)
    return pivot_.emplace(*conditioning_, graph_, position_);
}

ValueId Innovations::turning_deviation(const Terms& terms, std::uint32_t law, const Conditioning::Form& form) {
    PivotGraph& given = pivot();
    ValueId centre = graph_.constant(form.fixed_centre);
    ValueId rest = unexplained(terms, form);
    const auto take = [&](ValueId weight, ValueId value, ValueId original) {
        centre = graph_.apply(Op::add, centre, graph_.apply(Op::mul, weight, value));
        rest = graph_.apply(Op::sub, rest, graph_.apply(Op::mul, weight, original));
    };
    if (form.along_pivot != 0.0) take(graph_.constant(form.along_pivot), position_, original_position_);
    for (std::size_t j = 0; j < given.rows(); ++j) {
        const ValueId weight = given.along(j, form.inside);
        if (!given.is_zero(weight)) take(weight, given.u(j), given.original(j));
    }
    const stats::MarginalTable& table = program_.laws[law];
    if (table.view().form == lanes::MarginalForm::linear) {
        const ValueId known = graph_.apply(Op::mul, centre, graph_.constant(table.view().a));
        return form.spread == 0.0 ? known : graph_.apply(Op::add, known, graph_.innovate(rest, law));
    }
    const double c = table.evaluate(form.centre) - (1 - form.explained()) * table.evaluate(0.0);
    const std::uint32_t point = law_place({stats::Law::triangular, {c, c, c, 0}});
    const ValueId score = form.spread == 0.0 ? centre : graph_.apply(Op::add, rest, centre);
    const ValueId moved = graph_.innovate(score, law);
    const ValueId middle = graph_.innovate(score, point);
    return graph_.apply(Op::add, graph_.apply(Op::sub, moved, middle), graph_.constant(c));
}

ValueId Innovations::sum(const Terms& terms) {
    ValueId score = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const ValueId normal = graph_.normal(terms[i].first.ordinal, terms[i].first.number);
        const ValueId part = graph_.apply(Op::mul, normal, graph_.constant(terms[i].second));
        score = i == 0 ? part : graph_.apply(Op::add, score, part);
    }
    return score;
}

ValueId Innovations::row(std::size_t i) {
    while (known_rows_.size() <= i) {
        const std::vector<double>& weights = conditioning_->rows()[known_rows_.size()];
        Terms terms;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            if (weights[k] != 0.0) terms.push_back({conditioning_->coordinates()[k], weights[k]});
        }
        known_rows_.push_back(sum(terms));
    }
    return known_rows_[i];
}

std::uint32_t Innovations::law_place(const stats::MarginalParameters& law) {
    for (std::size_t i = 0; i < known_laws_.size(); ++i) {
        if (known_laws_[i] == law) return static_cast<std::uint32_t>(i);
    }
    known_laws_.push_back(law);
    program_.laws.push_back(model_.tables != nullptr ? model_.tables->table(law) : stats::build(law));
    return static_cast<std::uint32_t>(known_laws_.size() - 1);
}

}  // namespace grdp::engine
