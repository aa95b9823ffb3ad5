#include "grdp/analysis/event_estimate.hpp"

#include <algorithm>
#include <utility>

#include "direction.hpp"
#include "event_form.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/simulate.hpp"

namespace grdp::analysis {
namespace {

struct Name {
    Estimator estimator;
    std::string_view text;
};
constexpr std::array<Name, 7> kNames = {{{Estimator::automatic, "auto"},
                                         {Estimator::plain, "plain"},
                                         {Estimator::closed, "closed"},
                                         {Estimator::line, "line"},
                                         {Estimator::conditioning, "conditioning"},
                                         {Estimator::sequential, "sequential"},
                                         {Estimator::control, "control"}}};

/// Independent paths of this event alone: the same as those of simulate().
EventEstimate plain(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options, PlanReason reason,
                    engine::Executor& executor) {
    EventEstimate answer;
    answer.reason = reason;
    answer.points = options.plain_draws;
    if (options.plain_draws == 0) {
        answer.reached = false;
        return answer;
    }
    model::CompiledModel single = model;
    single.events = {model.events[event]};
    engine::Sampling sampling;
    sampling.seed = options.seed;
    sampling.draws = options.plain_draws;
    sampling.dispersion = options.dispersion;
    sampling.probabilities.clear();
    sampling.isa = options.isa;
    const auto run = engine::simulate(single, sampling, {{}, true, false, false}, executor);
    if (!run) {  // every path failed
        answer.failed = options.plain_draws;
        answer.below = answer.within = answer.above = answer.at_least = proportion(0, answer.points);
        answer.reached = false;
        return answer;
    }
    const engine::EventCounts& counts = run->events.front();
    answer.failed = counts.failed;
    answer.below = proportion(counts.below, answer.points);
    answer.within = proportion(counts.within, answer.points);
    answer.above = proportion(counts.above, answer.points);
    answer.at_least = proportion(counts.within + counts.above, answer.points);
    answer.reached = answer.within.standard_error <= options.until_se;
    return answer;
}

/// What a closed form owes to rounding: the distribution function has 14 digits, the numbers of a model 15.
constexpr double kRounding = 1e-12;

Estimate rounded(double p) { return {p, kRounding, std::max(p - 2 * kRounding, 0.0), std::min(p + 2 * kRounding, 1.0)}; }
Estimate exactly(double p) { return {p, 0, p, p}; }

/// No randomness at all: every number of the event is known.
std::optional<EventEstimate> certain(const EventForm& form) {
    bool holds = true, below = false, above = false;
    for (const engine::Bound& bound : form.bounds) {
        const auto value = form.response.certain(bound.output);
        if (!value || !finite(*value)) return std::nullopt;
        below = below || *value < bound.low;
        above = above || *value > bound.high;
        holds = holds && *value >= bound.low && *value <= bound.high;
    }
    if (!form.is_band) {
        holds = holds != form.complement;
        below = !holds;
        above = false;
    }
    const auto sure = [](bool yes) { return exactly(yes ? 1 : 0); };
    EventEstimate answer;
    answer.method = Estimator::closed;
    answer.reason = PlanReason::certain;
    answer.points = 1;
    answer.below = sure(below);
    answer.within = sure(holds);
    answer.above = sure(above);
    answer.at_least = sure(holds || above);
    return answer;
}

/// Bounds of numbers that are certain and hold say nothing; one that fails decides all.
void drop_certain(EventForm& form) {
    std::erase_if(form.bounds, [&](const engine::Bound& bound) {
        const auto value = form.response.certain(bound.output);
        return value && *value >= bound.low && *value <= bound.high;
    });
}

class Planner {
  public:
    Planner(const EventForm& form, const PlannerOptions& options, engine::Executor& executor)
        : form_(form), options_(options), executor_(executor) {}

    /// The estimate, or why only plain sampling is left.
    std::optional<EventEstimate> estimate(PlanReason& why) {
        if (options_.estimator != Estimator::automatic) return forced(why);
        if (const PlanPointer plan = affine_plan(form_, options_.isa)) return run(*plan, why);
        line_ = line_plan(form_, options_.isa);
        if (auto answer = at_once()) return answer;
        for (const PlanPointer& plan : by_merit(why)) {
            if (auto answer = run(*plan, why)) return answer;
        }
        const PlanPointer control = control_plan(form_, options_);
        auto answer = control != nullptr ? run(*control, why) : std::nullopt;
        if (answer) answer->reason = why;
        return answer;
    }

  private:
    std::optional<EventEstimate> forced(PlanReason& why) {
        PlanPointer plan;
        switch (options_.estimator) {
            case Estimator::closed:
                plan = affine_plan(form_, options_.isa);
                if (plan != nullptr && plan->method() != Estimator::closed) plan = nullptr;
                break;
            case Estimator::line: plan = line_plan(form_, options_.isa); break;
            case Estimator::conditioning: plan = conditioning_plan(form_, options_.isa); break;
            case Estimator::sequential:
                plan = affine_plan(form_, options_.isa);
                if (plan == nullptr || plan->method() != Estimator::sequential) plan = sequential_plan(form_, options_.isa);
                break;
            case Estimator::control: plan = control_plan(form_, options_); break;
            case Estimator::automatic:
            case Estimator::plain: break;
        }
        why = PlanReason::does_not_apply;
        return plan != nullptr ? run(*plan, why) : std::nullopt;
    }

    /// Where the first points along a line are enough there is nothing to choose.
    std::optional<EventEstimate> at_once() {
        if (line_ == nullptr || line_->dimensions() == 0 || !form_.is_band) return std::nullopt;
        line_run_.emplace(*line_, options_, executor_);
        line_run_->begin();
        if (!line_run_->runs().sound()) return std::nullopt;
        EventEstimate answer = summary(*line_, line_run_->runs(), options_);
        if (!answer.reached) return std::nullopt;
        return answer;
    }

    std::optional<EventEstimate> run(const Plan& plan, PlanReason& why) {
        if (plan.dimensions() == 0) return without_chance(form_, plan, why);
        if (line_run_ && plan.method() == Estimator::line) return finished(plan, *line_run_, why);
        Integration integration(plan, options_, executor_);
        return finished(plan, integration, why);
    }

    std::optional<EventEstimate> finished(const Plan& plan, Integration& integration, PlanReason& why) const {
        integration.finish();
        if (!judge(integration.runs(), why)) return std::nullopt;
        return summary(plan, integration.runs(), options_);
    }

    /// Nothing is left to sample.
    static std::optional<EventEstimate> without_chance(const EventForm& form, const Plan& plan, PlanReason& why) {
        Shares shares;
        plan.integrand()->run(nullptr, 1, shares);
        if (shares.not_monotone + shares.not_finite > 0) {
            why = shares.not_finite > 0 ? PlanReason::not_finite : PlanReason::not_monotone;
            return std::nullopt;
        }
        EventEstimate answer;
        answer.method = plan.method();
        answer.reason = plan.reason();
        answer.points = 1;
        answer.below = rounded(shares.below[0]);
        answer.within = rounded(shares.within[0]);
        answer.above = form.is_band ? rounded(shares.above[0]) : exactly(0);
        answer.at_least = rounded(shares.within[0] + shares.above[0]);
        return answer;
    }

    static bool judge(const Replicated& runs, PlanReason& why) {
        if (runs.sound()) return true;
        why = runs.finite_only() ? PlanReason::not_monotone : PlanReason::not_finite;
        return false;
    }

    /// Sound plans, the one that needs the least work for its error first. (ES-32)
    std::vector<PlanPointer> by_merit(PlanReason& why) {
        std::vector<PlanPointer> plans;
        plans.push_back(conditioning_plan(form_, options_.isa));
        plans.push_back(sequential_plan(form_, options_.isa));
        plans.push_back(std::move(line_));
        why = PlanReason::does_not_apply;
        std::erase(plans, nullptr);
        if (plans.size() == 1) return plans;
        std::vector<std::pair<double, PlanPointer>> ranked;
        for (PlanPointer& plan : plans) {
            const Replicated runs = line_run_ && plan->method() == Estimator::line ? line_run_->runs() : trial(*plan, options_, executor_);
            if (!judge(runs, why)) continue;
            const EventEstimate answer = summary(*plan, runs, options_);
            const double error = trial_error(answer);
            ranked.emplace_back(error * error * plan->cost(), std::move(plan));
        }
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<PlanPointer> sorted;
        for (auto& [work, plan] : ranked) sorted.push_back(std::move(plan));
        return sorted;
    }

    /// A condition may be rare: a trial that hardly met it must not look exact.
    [[nodiscard]] double trial_error(const EventEstimate& answer) const {
        if (form_.is_band) return answer.within.standard_error;
        const double rarer = std::min(answer.within.value, answer.below.value);
        return rarer > 0 ? answer.within.standard_error / rarer : __builtin_huge_val();
    }

    const EventForm& form_;
    const PlannerOptions& options_;
    engine::Executor& executor_;
    PlanPointer line_;
    std::optional<Integration> line_run_;
};

EventEstimate smart(const model::CompiledModel& model, engine::Response response, std::uint32_t event, const PlannerOptions& options,
                    engine::Executor& executor) {
    if (!response.bounds()) return plain(model, event, options, PlanReason::not_comparisons, executor);
    const auto bounds = *response.bounds();
    EventForm form{std::move(response), bounds.all, bounds.complement, model.events[event].is_band, {}};
    if (auto answer = certain(form)) return *answer;
    drop_certain(form);
    if (form.is_band && form.bounds.size() == 1) {  // without atoms the edges as stated; their width is for numbers that are held
        form.bounds.front().low = std::min(model.events[event].low, model.events[event].high);
        form.bounds.front().high = std::max(model.events[event].low, model.events[event].high);
    }
    const bool any_certain = std::any_of(form.bounds.begin(), form.bounds.end(), [&](const engine::Bound& bound) {
        return form.response.certain(bound.output).has_value();
    });
    PlanReason why = PlanReason::does_not_apply;
    if (!any_certain) {
        form.gradients = sampled_gradients(form.response, options.seed);
        if (auto answer = Planner(form, options, executor).estimate(why)) return *answer;
    }
    return plain(model, event, options, why, executor);
}

}  // namespace

std::string_view estimator_name(Estimator estimator) {
    for (const Name& name : kNames) {
        if (name.estimator == estimator) return name.text;
    }
    return "";
}

std::optional<Estimator> estimator_of(std::string_view text) {
    for (const Name& name : kNames) {
        if (name.text == text) return name.estimator;
    }
    return std::nullopt;
}

EventEstimate estimate_event(const model::CompiledModel& model, std::uint32_t event, const PlannerOptions& options,
                             engine::Executor& executor) {
    GRDP_EXPECTS(event < model.events.size() && options.until_se > 0);
    if (options.estimator == Estimator::plain) return plain(model, event, options, PlanReason::wanted, executor);
    return smart(model, engine::Response::of_event(model, event, options.dispersion), event, options, executor);
}

std::vector<EventEstimate> estimate_events(const model::CompiledModel& model, const PlannerOptions& options,
                                           engine::Executor& executor) {
    GRDP_EXPECTS(options.until_se > 0);
    std::vector<EventEstimate> answers;
    if (options.estimator == Estimator::plain || model.events.empty()) {
        for (std::uint32_t event = 0; event < model.events.size(); ++event) answers.push_back(estimate_event(model, event, options, executor));
        return answers;
    }
    const engine::EventResponses responses(model, options.dispersion);
    for (std::uint32_t event = 0; event < model.events.size(); ++event) {
        answers.push_back(smart(model, responses[event], event, options, executor));
    }
    return answers;
}

}  // namespace grdp::analysis
