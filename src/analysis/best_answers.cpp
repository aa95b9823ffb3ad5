#include "grdp/analysis/best_answers.hpp"

#include <array>
#include <string>
#include <utility>

#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/stats/interval.hpp"

namespace grdp::analysis {
namespace {

/// Probability that a normal lies beyond five standard errors.
constexpr double kFalseAlarm = 5.733031437583878e-7;

bool agrees(const Estimate& smart, const Estimate& plain, std::uint64_t draws) {
    const auto count = static_cast<std::uint64_t>(plain.value * static_cast<double>(draws) + 0.5);
    const stats::Interval exact = stats::clopper_pearson(count, draws, 1 - kFalseAlarm);
    const double slack = 5 * smart.standard_error;
    return smart.value + slack >= exact.low && smart.value - slack <= exact.high;
}

bool agrees(const EventEstimate& smart, const EventAnswer& plain) {
    return agrees(smart.below, plain.below, plain.points) && agrees(smart.within, plain.within, plain.points) &&
           agrees(smart.above, plain.above, plain.points) && agrees(smart.at_least, plain.at_least, plain.points);
}

// Points that never (or always) fall inside bound a probability by their number alone.
bool sees_no_more(const EventEstimate& smart, const EventAnswer& plain) {
    return smart.replicates > 0 && (smart.within.value <= 0 || smart.within.value >= 1) && smart.points <= plain.points;
}

Diagnostic refuted(const model::CompiledModel& model, const EventEstimate& smart, const EventAnswer& plain) {
    const auto& where = plain.target_set == model::kNone ? Span{} : model.target_sets[plain.target_set].targets[plain.target].where;
    return {Code{7061}, where,
            "event " + plain.name + ": the estimate by " + std::string(estimator_name(smart.method)) + ", " +
                exact_text(smart.within.value) + ", differs from the plain run, " + exact_text(plain.within.value) +
                ", by more than the simulation can explain (scenario " + model.scenario_name + ")",
            "agreement within five standard errors",
            "the plain answer is given; please report it with the scenario"};
}

struct Columns {
    std::vector<std::string> event, method, reason;
    std::vector<double> replicates, points, plain_within, plain_error;
};

AnswerTable table_of(Columns columns) {
    AnswerTable table;
    table.name = kEstimatorTable;
    table.about = "how the probability of each event was estimated, and the plain run beside it";
    table.columns = {{"event", "", "name of the event", std::move(columns.event)},
                     {"method", "", "estimator", std::move(columns.method)},
                     {"reason", "", "why this estimator", std::move(columns.reason)},
                     {"replicates", "1", "independent scrambles of the points, 0 if none", std::move(columns.replicates)},
                     {"points", "1", "points in all, 1 for a closed form", std::move(columns.points)},
                     {"plain_within", "1", "share of plain paths within the band", std::move(columns.plain_within)},
                     {"plain_within_error", "1", "its standard error", std::move(columns.plain_error)}};
    return table;
}

}  // namespace

std::string_view reason_name(PlanReason reason) {
    switch (reason) {
        case PlanReason::certain: return "certain";
        case PlanReason::affine_gaussian: return "affine_gaussian";
        case PlanReason::monotone: return "monotone";
        case PlanReason::affine_last_period: return "affine_last_period";
        case PlanReason::bounds_in_turn: return "bounds_in_turn";
        case PlanReason::surrogate: return "surrogate";
        case PlanReason::wanted: return "wanted";
        case PlanReason::not_comparisons: return "not_comparisons";
        case PlanReason::not_monotone: return "not_monotone";
        case PlanReason::not_finite: return "not_finite";
        case PlanReason::does_not_apply: return "does_not_apply";
        case PlanReason::no_gain: return "no_gain";
        case PlanReason::refuted: return "refuted";
    }
    return "";
}

BestAnswers best_answers(const model::CompiledModel& model, const std::vector<EventAnswer>& plain,
                         const std::vector<EventEstimate>& estimates) {
    GRDP_EXPECTS(plain.size() == estimates.size());
    BestAnswers best;
    best.answers = plain;
    Columns columns;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const EventEstimate& smart = estimates[i];
        EventAnswer& answer = best.answers[i];
        PlanReason reason = smart.reason;
        std::uint64_t replicates = 0;
        if (smart.method != Estimator::plain && !agrees(smart, plain[i])) {
            best.warnings.add(refuted(model, smart, plain[i]));
            reason = PlanReason::refuted;
        } else if (smart.method != Estimator::plain && sees_no_more(smart, plain[i])) {
            reason = PlanReason::no_gain;
        } else if (smart.method != Estimator::plain) {
            answer.method = estimator_name(smart.method);
            answer.points = smart.points;
            answer.failed = smart.failed;
            answer.below = smart.below;
            answer.within = smart.within;
            answer.above = smart.above;
            answer.at_least = smart.at_least;
            replicates = smart.replicates;
        }
        columns.event.push_back(answer.name);
        columns.method.push_back(answer.method);
        columns.reason.emplace_back(reason_name(reason));
        columns.replicates.push_back(static_cast<double>(replicates));
        columns.points.push_back(static_cast<double>(answer.points));
        columns.plain_within.push_back(plain[i].within.value);
        columns.plain_error.push_back(plain[i].within.standard_error);
    }
    if (!plain.empty()) best.table = table_of(std::move(columns));
    return best;
}

BestAnswers best_answers(const model::CompiledModel& model, const engine::Ensemble& ensemble, Estimator estimator, double until_se,
                         engine::Executor& executor) {
    auto plain = band_probabilities(ensemble, model);
    if (estimator == Estimator::plain) return {std::move(plain), {}, {}};
    PlannerOptions planner;
    planner.estimator = estimator;
    planner.until_se = until_se;
    planner.seed = ensemble.sampling.seed;
    planner.dispersion = ensemble.sampling.dispersion;
    planner.isa = ensemble.sampling.isa;
    planner.plain_draws = 0;  // the ensemble serves
    return best_answers(model, plain, estimate_events(model, planner, executor));
}

}  // namespace grdp::analysis
