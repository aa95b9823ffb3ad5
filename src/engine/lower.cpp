#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "grdp/accounts/band.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "innovations.hpp"
#include "operation.hpp"
#include "program.hpp"
#include "schedule.hpp"

namespace grdp::engine {
namespace {

constexpr ValueId kAbsent = 0xFFFFFFFFu;

class Lowering {
  public:
    Lowering(const model::CompiledModel& model, Program& program, const Conditioned* conditioned)
        : model_(model), program_(program), conditioned_(conditioned),
          innovations_(model, graph_, program, conditioned == nullptr ? nullptr : &conditioned->conditioning),
          periods_(model.grid.periods.size()), first_(model.first_horizon_index()),
          cells_(model.series.size() * periods_, kAbsent), node_values_(model.nodes.size(), kAbsent) {}

    void run(const Scope& scope) {
        compute();
        if (conditioned_ != nullptr) want_observed();
        if (scope.tap != nullptr) {
            tap(*scope.tap);
        } else {
            want_all(scope);
            schedule(graph_, observations_, program_);
        }
        for (const stats::MarginalTable& law : program_.laws) program_.law_views.push_back(law.view());
    }

    /// All but the instructions.
    void run_to_graph(const Scope& scope, Lowered& lowered) {
        compute();
        want_all(scope);
        for (const stats::MarginalTable& law : program_.laws) program_.law_views.push_back(law.view());
        lowered.graph = std::move(graph_);
        lowered.observations = std::move(observations_);
    }

    /// What the observations say of the normals of a model without them.
    Conditioned condition() {
        compute();
        std::vector<ObservedValue> observed;
        for (std::uint32_t i = 0; i < model_.observed.size(); ++i) {
            const std::optional<ValueId> id = expression(model_.observed[i].value, 0);
            observed.push_back({i, id && *id != kAbsent ? *id : graph_.constant(kNan)});
        }
        return engine::condition(model_, graph_, program_, observed);
    }

  private:
    void compute() {
        place_data();
        for (std::size_t t = 0; t < first_ + model_.horizon.size(); ++t) {
            for (const model::Equation& equation : model_.equations) evaluate(equation, t);
        }
    }

    ValueId& cell(std::size_t series, std::size_t period) { return cells_[series * periods_ + period]; }

    void place_data() {
        std::vector<bool> computed(model_.series.size(), false);
        for (const model::Equation& equation : model_.equations) computed[equation.series] = true;
        for (std::size_t s = 0; s < model_.series.size(); ++s) {
            for (std::size_t t = 0; t < periods_; ++t) {
                const std::size_t place = model_.grid.at(s, t);
                if (model_.grid.present[place] && (t < first_ || !computed[s])) {
                    cell(s, t) = graph_.constant(model_.grid.values[place]);
                }
            }
        }
    }

    /// Before the horizon data stand; an identity without a datum follows from its parts where these are known.
    void evaluate(const model::Equation& equation, std::size_t t) {
        const bool history = t < first_;
        if (history && behavioural(equation)) return;
        if (history && cell(equation.series, t) != kAbsent) return compare(equation, t);
        if (!history) {
            if (const model::Fix* fix = find_fix(equation.series, t)) {
                cell(equation.series, t) = solve(fix->form, equation.series, t, graph_.constant(fix->value));
                return;
            }
        }
        const std::optional<ValueId> right = expression(equation.right, t);
        if (!right) return;
        if (history && graph_.is_constant(*right) && !std::isfinite(graph_.constant_of(*right))) return;  // stays unknown
        cell(equation.series, t) = history ? *right : solve(equation.form, equation.series, t, disturbed(equation, t, *right));
    }

    /// A datum and its parts both stand: do they agree?
    void compare(const model::Equation& equation, std::size_t t) {
        const std::optional<ValueId> right = expression(equation.right, t);
        const ValueId datum = cell(equation.series, t);
        if (!right || !graph_.is_constant(*right) || !graph_.is_constant(datum)) return;
        const double computed = graph_.constant_of(*right);
        if (!std::isfinite(computed)) return;
        program_.comparisons.push_back(
            {equation.series, static_cast<std::uint32_t>(t), graph_.constant_of(datum), computed, equation.where});
    }

    [[nodiscard]] bool behavioural(const model::Equation& equation) const {
        return model_.series[equation.series].kind == model::SeriesKind::behavioural;
    }

    [[nodiscard]] const model::Fix* find_fix(std::uint32_t series, std::size_t t) const {
        for (const model::Fix& fix : model_.fixes) {
            if (fix.series == series && fix.period == t) return &fix;
        }
        return nullptr;
    }

    ValueId disturbed(const model::Equation& equation, std::size_t t, ValueId right) {
        for (const model::AddFactor& add : model_.add_factors) {
            if (add.series == equation.series && add.period == t) {
                right = graph_.apply(Op::add, right, graph_.constant(add.value));
            }
        }
        if (equation.shock == model::kNone) return right;
        return graph_.apply(Op::add, right, innovations_.shock(equation.shock, t - first_));
    }

    /// The level from the value of the left-hand form, (EN-1) to (EN-5).
    ValueId solve(model::LeftForm form, std::uint32_t series, std::size_t t, ValueId r) {
        const auto year = static_cast<std::size_t>(accounts::periods_per_year(model_.frequency));
        switch (form) {
            case model::LeftForm::level: return r;
            case model::LeftForm::growth: {
                const ValueId factor =
                    graph_.apply(Op::add, graph_.apply(Op::mul, r, graph_.constant(0.01)), graph_.constant(1.0));
                return graph_.apply(Op::mul, base(series, t, year), factor);
            }
            case model::LeftForm::diff: return graph_.apply(Op::add, lagged(series, t, 1), r);
            case model::LeftForm::log: return graph_.apply(Op::exp, r);
            case model::LeftForm::dlog: return graph_.apply(Op::mul, base(series, t, 1), graph_.apply(Op::exp, r));
        }
        return r;
    }

    ValueId lagged(std::uint32_t series, std::size_t t, std::size_t lag) {
        const ValueId id = t >= lag ? cell(series, t - lag) : kAbsent;
        return id == kAbsent ? graph_.constant(kNan) : id;
    }

    /// What grows: a base that is not positive has no growth rate (ACC-1).
    ValueId base(std::uint32_t series, std::size_t t, std::size_t lag) {
        return graph_.apply(Op::positive, lagged(series, t, lag));
    }

    /// Nothing if a cell that it reads is absent.
    std::optional<ValueId> expression(model::NodeId root, std::size_t t) {
        std::vector<model::NodeId>& order = orders_.try_emplace(root).first->second;
        if (order.empty()) order = reachable(root);
        for (const model::NodeId id : order) {
            node_values_[id] = node(model_.nodes[id], t);
            if (node_values_[id] == kAbsent) return std::nullopt;
        }
        return node_values_[root];
    }

    /// Nodes below a root, children first.
    [[nodiscard]] std::vector<model::NodeId> reachable(model::NodeId root) const {
        std::vector<model::NodeId> found, open = {root};
        std::vector<bool> seen(std::size_t{root} + 1, false);
        while (!open.empty()) {
            const model::NodeId id = open.back();
            open.pop_back();
            found.push_back(id);
            for (const model::NodeId child : {model_.nodes[id].a, model_.nodes[id].b, model_.nodes[id].c}) {
                if (child == model::kNone || seen[child]) continue;
                seen[child] = true;
                open.push_back(child);
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    ValueId node(const model::Node& n, std::size_t t) {
        const auto value = [&](model::NodeId id) { return node_values_[id]; };
        switch (n.op) {
            case model::Op::constant: return graph_.constant(n.value);
            case model::Op::parameter: return innovations_.parameter(n.index);
            case model::Op::series: {
                const auto period = static_cast<std::int64_t>(n.absolute ? 0 : t) + n.offset;
                const bool inside = period >= 0 && period < static_cast<std::int64_t>(periods_);
                return inside ? cell(n.index, static_cast<std::size_t>(period)) : kAbsent;
            }
            case model::Op::select: return graph_.select(value(n.a), value(n.b), value(n.c));
            case model::Op::pow: return graph_.power(value(n.a), value(n.b));
            case model::Op::greater: return graph_.apply(operation(n.op), value(n.b), value(n.a));
            case model::Op::greater_equal: return at_most(value(n.b), value(n.a), false);
            case model::Op::less_equal: return at_most(value(n.a), value(n.b), true);
            default: return graph_.apply(operation(n.op), value(n.a), n.b == model::kNone ? 0 : value(n.b));
        }
    }

    /// a <= b, written as b >= a if not `less`. In an event a bound that is certain is an edge and belongs to the band.
    ValueId at_most(ValueId a, ValueId b, bool less) {
        if (in_event_) {
            const bool bound_is_b = less ? graph_.is_constant(b) : !graph_.is_constant(a) && graph_.is_constant(b);
            if (bound_is_b) b = graph_.constant(accounts::inclusive_high(graph_.constant_of(b)));
            else if (graph_.is_constant(a)) a = graph_.constant(accounts::inclusive_low(graph_.constant_of(a)));
        }
        return graph_.apply(Op::less_equal, a, b);
    }

    /// Each observed value is guarded on every path, and printed as it was observed.
    void want_observed() {
        for (std::uint32_t i = 0; i < model_.observed.size(); ++i) {
            const std::optional<ValueId> id = expression(model_.observed[i].value, 0);
            if (!id || *id == kAbsent) continue;
            const double number = model_.observed[i].number;
            const ValueId distance = graph_.apply(Op::abs, graph_.apply(Op::sub, *id, graph_.constant(number)));
            const ValueId near = graph_.apply(Op::less_equal, distance, graph_.constant(conditioned_->tolerances[i]));
            const ValueId guard = graph_.apply(Op::div, graph_.constant(1.0), near);
            guards_.push_back(guard);
            program_.guards.push_back({i, want(guard, Op::observe_check, program_.check_sinks)});
            known_.emplace(*id, number);
        }
    }

    /// A value known for certain needs no sink.
    Wanted want(std::optional<ValueId> id, Op observer, std::uint32_t& sinks) {
        if (!id || *id == kAbsent) return {kNoSink, kNan, true};
        if (const auto observed = known_.find(*id); observed != known_.end()) return {kNoSink, observed->second, false};
        if (graph_.is_constant(*id)) return {kNoSink, graph_.constant_of(*id), false};
        observations_.push_back({*id, observer, sinks});
        return {sinks++, 0, false};
    }

    void want_all(const Scope& scope) {
        want_cells(scope);
        if (scope.events) want_events(scope.whole);
        if (scope.checks) want_checks();
    }

    void want_cells(const Scope& scope) {
        std::vector<std::uint32_t> wanted = scope.series;
        if (scope.whole) {
            wanted.clear();
            for (std::uint32_t s = 0; s < model_.series.size(); ++s) wanted.push_back(s);
        }
        const std::size_t end = first_ + model_.horizon.size();
        for (const std::uint32_t s : wanted) {
            for (std::size_t t = scope.whole ? 0 : first_; t < (scope.whole ? periods_ : end); ++t) {
                const ValueId id = cell(s, t);
                program_.cells.push_back(
                    {s, static_cast<std::uint32_t>(t), want(id, Op::observe_cell, program_.cell_sinks)});
            }
        }
    }

    void want_events(bool whole) {
        for (std::uint32_t i = 0; i < model_.events.size(); ++i) {
            const model::Event& event = model_.events[i];
            EventSlot slot{i, accounts::inclusive_low(std::min(event.low, event.high)),
                           accounts::inclusive_high(std::max(event.low, event.high)), {}};
            if (!event.is_band) {
                slot.low = 1;
                slot.high = std::numeric_limits<double>::infinity();
            }
            const std::optional<ValueId> value = event_value(event);
            slot.wanted = whole ? want(value, Op::observe_cell, program_.cell_sinks)
                                : want(value, Op::observe_event, program_.event_sinks);
            program_.events.push_back(slot);
        }
    }

    /// The banded number or the truth.
    std::optional<ValueId> event_value(const model::Event& event) {
        in_event_ = true;
        const std::optional<ValueId> id = expression(event.is_band ? event.value : event.condition, 0);
        in_event_ = false;
        return id ? truth(*id, event.is_band) : id;
    }

    std::optional<ValueId> quantity(const Quantity& wanted) {
        switch (wanted.kind) {
            case Quantity::Kind::cell: return cell(wanted.index, wanted.period);
            case Quantity::Kind::event: return event_value(model_.events[wanted.index]);
            case Quantity::Kind::shock: return innovations_.shock(wanted.index, wanted.period - first_);
            case Quantity::Kind::parameter: return innovations_.parameter(wanted.index);
        }
        return std::nullopt;
    }

    void tap(Tap& tap) {
        for (const Quantity& wanted : tap.quantities) {
            const std::optional<ValueId> id = quantity(wanted);
            const auto observed = id ? known_.find(*id) : known_.end();
            tap.values.push_back(observed != known_.end() ? graph_.constant(observed->second)
                                 : id && *id != kAbsent   ? *id
                                                          : graph_.constant(kNan));
        }
        tap.guards = guards_;
        tap.graph = std::move(graph_);
    }

    /// A condition may be any number other than 0.
    ValueId truth(ValueId id, bool is_band) {
        if (is_band) return id;
        return graph_.apply(Op::not_equal, id, graph_.constant(0.0));
    }

    void want_checks() {
        const std::size_t end = first_ + model_.horizon.size();
        for (std::size_t t = first_; t < end; ++t) {
            for (std::uint32_t i = 0; i < model_.checks.size(); ++i) {
                const std::optional<ValueId> id = expression(model_.checks[i].condition, t);
                program_.checks.push_back(
                    {i, static_cast<std::uint32_t>(t), want(id, Op::observe_check, program_.check_sinks)});
            }
        }
    }

    const model::CompiledModel& model_;
    Program& program_;
    const Conditioned* conditioned_;
    Graph graph_;
    Innovations innovations_;
    std::size_t periods_;
    std::size_t first_;
    std::vector<ValueId> cells_;  ///< [series x grid periods]
    std::vector<ValueId> node_values_;
    std::unordered_map<ValueId, double> known_;  ///< observed values
    std::vector<ValueId> guards_;
    bool in_event_ = false;
    std::unordered_map<model::NodeId, std::vector<model::NodeId>> orders_;
    std::vector<Observation> observations_;
};

}  // namespace

namespace {

std::vector<LearntParameter> learnt_from(const model::CompiledModel& model, const Conditioning& conditioning) {
    std::vector<LearntParameter> all;
    for (std::uint32_t i = 0; i < model.parameters.size(); ++i) {
        const model::Parameter& parameter = model.parameters[i];
        if (!(parameter.sd > 0)) continue;
        const auto [mean, variance] = conditioning.moments({0, i});
        if (mean == 0.0 && variance == 1.0) continue;
        all.push_back({i, parameter.value, parameter.sd, parameter.value + parameter.sd * mean,
                       parameter.sd * stats::sqrt(variance)});
    }
    return all;
}

}  // namespace

Program lower(const model::CompiledModel& model, const Scope& scope) {
    for (const model::Block& block : model.blocks) GRDP_EXPECTS(block.equations.size() == 1);
    Program program;
    if (model.observed.empty()) {
        Lowering(model, program, nullptr).run(scope);
        return program;
    }
    Program unconditioned;
    Conditioned conditioned = Lowering(model, unconditioned, nullptr).condition();
    program.conditioning = std::move(conditioned.diagnostics);
    program.learnt = learnt_from(model, conditioned.conditioning);
    Lowering(model, program, &conditioned).run(scope);
    return program;
}

Lowered lower_to_graph(const model::CompiledModel& model, const Scope& scope) {
    for (const model::Block& block : model.blocks) GRDP_EXPECTS(block.equations.size() == 1);
    GRDP_EXPECTS(scope.tap == nullptr && model.observed.empty());
    Lowered lowered;
    Lowering(model, lowered.program, nullptr).run_to_graph(scope, lowered);
    return lowered;
}

std::vector<LearntParameter> learnt(const model::CompiledModel& model) {
    if (model.observed.empty()) return {};
    Scope nothing;
    nothing.events = nothing.checks = false;
    return lower(model, nothing).learnt;
}

}  // namespace grdp::engine
