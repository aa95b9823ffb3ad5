#include "grdp/analysis/scorecard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/best_answers.hpp"
#include "grdp/analysis/decomposition.hpp"
#include "grdp/engine/simulate.hpp"
#include "same_formula.hpp"
#include "stated_network.hpp"

namespace grdp::analysis {
namespace {

using model::NodeId;
using model::Op;

/// The questions that the plan's own events do not ask, put to the same paths.
struct Joint {
    std::uint32_t target_set = 0;
    std::uint32_t left_out = model::kNone;  ///< target
    bool reached = false;                   ///< met or exceeded; else met
    std::size_t event = 0;
};

class JointEvents {
  public:
    explicit JointEvents(const model::CompiledModel& model) : model_(model) {
        for (std::uint32_t set = 0; set < model.target_sets.size(); ++set) {
            for (const bool reached : {false, true})
                ask(set, reached);
        }
    }

    [[nodiscard]] const model::CompiledModel& model() const { return model_; }
    [[nodiscard]] const std::vector<Joint>& joints() const { return joints_; }

  private:
    NodeId push(Op op, NodeId a = model::kNone, NodeId b = model::kNone, double value = 0) {
        model::Node node;
        node.op = op;
        node.a = a;
        node.b = b;
        node.value = value;
        model_.nodes.push_back(node);
        return static_cast<NodeId>(model_.nodes.size() - 1);
    }

    // What must hold on a path for one target.
    NodeId condition(const model::Target& target, bool reached) {
        const auto [low, high] = std::minmax_element(target.cases.begin(), target.cases.end());
        NodeId from = model::kNone;
        if (target.sense != model::Sense::at_most) from = push(Op::greater_equal, target.value, push(Op::constant, model::kNone, model::kNone, *low));
        const bool capped = target.sense == model::Sense::at_most || (target.sense == model::Sense::band && !reached);
        if (!capped) return from;
        const NodeId to = push(Op::less_equal, target.value, push(Op::constant, model::kNone, model::kNone, *high));
        return from == model::kNone ? to : push(Op::logical_and, from, to);
    }

    NodeId both(NodeId a, NodeId b) {
        if (a == model::kNone) return b;
        return b == model::kNone ? a : push(Op::logical_and, a, b);
    }

    // All, and all but one: the products of what stands before and behind each target.
    void ask(std::uint32_t set, bool reached) {
        std::vector<std::uint32_t> asked;
        std::vector<NodeId> conditions;
        const auto targets = model_.target_sets[set].targets;
        for (std::uint32_t i = 0; i < targets.size(); ++i) {
            if (targets[i].value == model::kNone) continue;
            asked.push_back(i);
            conditions.push_back(condition(targets[i], reached));
        }
        const std::size_t n = asked.size();
        std::vector<NodeId> before(n + 1, model::kNone);
        std::vector<NodeId> behind(n + 1, model::kNone);
        for (std::size_t i = 0; i < n; ++i)
            before[i + 1] = both(before[i], conditions[i]);
        for (std::size_t i = n; i-- > 0;)
            behind[i] = both(conditions[i], behind[i + 1]);
        if (n == 0) return;
        add(set, model::kNone, reached, before[n]);
        for (std::size_t i = 0; n > 1 && i < n; ++i)
            add(set, asked[i], reached, both(before[i], behind[i + 1]));
    }

    void add(std::uint32_t set, std::uint32_t left_out, bool reached, NodeId condition) {
        model::Event event;
        event.name = fmt::format("joint {} {} {}", set, left_out, reached);
        event.is_band = false;
        event.condition = condition;
        joints_.push_back({set, left_out, reached, model_.events.size()});
        model_.events.push_back(std::move(event));
    }

    model::CompiledModel model_;
    std::vector<Joint> joints_;
};

/// Everything known after the run, row by row.
class Filler {
  public:
    Filler(const model::CompiledModel& model, const engine::Projection& path, const engine::Ensemble& ensemble,
           const std::vector<EventAnswer>& answers, const std::vector<Joint>& joints)
        : model_(model), path_(path), ensemble_(ensemble), answers_(answers), joints_(joints),
          outcomes_(target_outcomes(path, model)) {}

    [[nodiscard]] SetScorecard fill(std::uint32_t set) const {
        SetScorecard card;
        card.target_set = set;
        const auto& targets = model_.target_sets[set].targets;
        for (std::uint32_t i = 0; i < targets.size(); ++i) {
            ScorecardRow row;
            row.target = i;
            row.before = year_before(targets[i]);
            row.part_of = total_of(set, i);
            for (const auto& outcome : outcomes_) {
                if (outcome.target_set == set && outcome.target == i) row.outcome = outcome;
            }
            if (targets[i].value != model::kNone) {
                ++card.answered;
                probabilities(set, i, row);
            }
            card.rows.push_back(row);
        }
        card.all_met = proportion(count(set, model::kNone, false), draws());
        card.all_reached = proportion(count(set, model::kNone, true), draws());
        if (card.answered == 1) alone(set, card);
        find_binding(card);
        return card;
    }

  private:
    /// One target has no joint question: what is known of it is known better than a count.
    void alone(std::uint32_t set, SetScorecard& card) const {
        for (ScorecardRow& row : card.rows) {
            const EventAnswer* answer = answer_of(set, row.target);
            if (answer == nullptr) continue;
            const bool cap = model_.target_sets[set].targets[row.target].sense == model::Sense::at_most;
            card.all_met = row.met;
            card.all_reached = cap ? row.met : answer->at_least;
            row.reached_alone_missing = row.missed;
            row.met_alone_missing = complement(row.met);
        }
    }
    static Estimate complement(const Estimate& e) { return {1 - e.value, e.standard_error, 1 - e.high, 1 - e.low}; }

    [[nodiscard]] const EventAnswer* answer_of(std::uint32_t set, std::uint32_t target) const {
        const auto found = std::find_if(answers_.begin(), answers_.end(),
                                        [&](const EventAnswer& a) { return a.target_set == set && a.target == target; });
        return found == answers_.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::uint64_t draws() const { return ensemble_.sampling.draws; }

    [[nodiscard]] std::uint64_t count(std::uint32_t set, std::uint32_t left_out, bool reached) const {
        for (const auto& joint : joints_) {
            if (joint.target_set == set && joint.left_out == left_out && joint.reached == reached)
                return ensemble_.events[joint.event].within;
        }
        return draws() - ensemble_.failed_paths;  // one target alone: nothing is left to ask
    }

    void probabilities(std::uint32_t set, std::uint32_t target, ScorecardRow& row) const {
        const auto& stated = model_.target_sets[set].targets[target];
        if (const EventAnswer* answer = answer_of(set, target); answer != nullptr) {
            row.missed = stated.sense == model::Sense::at_most ? answer->above : answer->below;
            row.met = answer->within;
            row.exceeded = stated.sense == model::Sense::band ? answer->above : Estimate{};
            row.method = answer->method;
        }
        // Counts are nested: what is met without this target holds what is met with it.
        row.met_alone_missing = proportion(count(set, target, false) - count(set, model::kNone, false), draws());
        row.reached_alone_missing = proportion(count(set, target, true) - count(set, model::kNone, true), draws());
    }

    static void find_binding(SetScorecard& card) {
        double least = 2;
        double most = 0;
        for (std::uint32_t i = 0; i < card.rows.size(); ++i) {
            const auto& row = card.rows[i];
            if (row.outcome.verdict == Verdict::monitored) continue;
            const double reached = row.met.value + row.exceeded.value;
            if (reached < least) card.least_likely = i;
            least = std::min(least, reached);
            if (row.reached_alone_missing.value > most) card.most_binding = i;
            most = std::max(most, row.reached_alone_missing.value);
        }
    }

    // From the projection's past, by the series that the target names or whose formula it repeats.
    [[nodiscard]] double year_before(const model::Target& target) const {
        const auto year = static_cast<std::size_t>(accounts::periods_per_year(model_.frequency));
        if (target.value == model::kNone || target.period < year) return std::numeric_limits<double>::quiet_NaN();
        const auto series = series_of(model_, path_, target.value, target.period);
        return series ? path_.value(*series, target.period - year) : std::numeric_limits<double>::quiet_NaN();
    }

    [[nodiscard]] std::uint32_t total_of(std::uint32_t set, std::uint32_t index) const {
        const auto& targets = model_.target_sets[set].targets;
        const auto own = sole_cell(targets[index]);
        if (!own) return model::kNone;
        for (const auto& sum : decompositions(model_)) {
            if (std::find(sum.parts.begin(), sum.parts.end(), own->series) == sum.parts.end()) continue;
            for (std::uint32_t i = 0; i < index; ++i) {
                const auto total = sole_cell(targets[i]);
                if (total && total->series == sum.total && total->period == own->period) return i;
            }
        }
        return model::kNone;
    }
    [[nodiscard]] std::optional<Network::Cut> sole_cell(const model::Target& target) const {
        if (target.value == model::kNone) return std::nullopt;
        const auto cells = named_cells(model_, target.value);
        return cells.size() == 1 ? std::optional(cells.front()) : std::nullopt;
    }

    const model::CompiledModel& model_;
    const engine::Projection& path_;
    const engine::Ensemble& ensemble_;
    const std::vector<EventAnswer>& answers_;
    const std::vector<Joint>& joints_;
    std::vector<TargetOutcome> outcomes_;
};

/// Each event of the plan by its best estimator, held against the paths; the joint ones stay counted.
BestAnswers each_target(const model::CompiledModel& model, const model::CompiledModel& with_joints,
                        const engine::Ensemble& ensemble, engine::Executor& executor) {
    auto plain = band_probabilities(ensemble, with_joints);
    plain.resize(model.events.size());
    PlannerOptions planner;
    planner.seed = ensemble.sampling.seed;
    planner.dispersion = ensemble.sampling.dispersion;
    planner.isa = ensemble.sampling.isa;
    planner.plain_draws = 0;
    return best_answers(model, plain, estimate_events(model, planner, executor));
}

Result<Scorecard> filled(const model::CompiledModel& model, const engine::Sampling& sampling, const std::vector<EventAnswer>* answers,
                         engine::Executor& executor, engine::Progress* progress) {
    const auto answerable = [](const model::TargetSet& set) {
        return std::any_of(set.targets.begin(), set.targets.end(), [](const auto& target) { return target.value != model::kNone; });
    };
    if (std::none_of(model.target_sets.begin(), model.target_sets.end(), answerable)) {
        return Diagnostic{.code = Code{7001},
                          .where = {},
                          .message = fmt::format("scenario {} states no target with a model line", model.scenario_name),
                          .expected = "a target set with targets on series of the model",
                          .hint = "a line `targets plan cases low, high`, and below it `2023 growth_grdp 9.5 10`"};
    }
    const auto path = engine::project(model);
    if (!path) return path.diagnostics();
    const JointEvents asked(model);
    engine::Outputs outputs;
    const auto ensemble = engine::simulate(asked.model(), sampling, outputs, executor, progress);
    if (!ensemble) return ensemble.diagnostics();
    Scorecard card;
    card.sampling = ensemble->sampling;
    card.failed_paths = ensemble->failed_paths;
    const BestAnswers best = answers != nullptr ? BestAnswers{*answers, {}, {}} : each_target(model, asked.model(), *ensemble, executor);
    const Filler filler(model, *path, *ensemble, best.answers, asked.joints());
    for (std::uint32_t set = 0; set < model.target_sets.size(); ++set)
        card.sets.push_back(filler.fill(set));
    Diagnostics warnings = path.diagnostics();
    warnings.append(ensemble.diagnostics());
    warnings.append(best.warnings);
    return Result<Scorecard>(std::move(card), std::move(warnings));
}

}  // namespace

Result<Scorecard> scorecard(const model::CompiledModel& model, const engine::Sampling& sampling, engine::Executor& executor,
                            engine::Progress* progress) {
    return filled(model, sampling, nullptr, executor, progress);
}

Result<Scorecard> scorecard(const model::CompiledModel& model, const engine::Sampling& sampling, const std::vector<EventAnswer>& answers,
                            engine::Executor& executor) {
    return filled(model, sampling, &answers, executor, nullptr);
}

}  // namespace grdp::analysis
