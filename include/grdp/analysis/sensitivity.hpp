// What drives the answer: slopes, shares of the uncertainty, tornado, and how far the answer rests on assumptions of dependence.
// docs/method/sensitivity.md, equations (SE-8) to (SE-18).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/analysis/inverse.hpp"
#include "grdp/analysis/shapley_effects.hpp"

namespace grdp::analysis {

/// d(statistic)/d(assumption), per unit of the assumption.
struct Slope {
    std::size_t number = 0;     ///< into Sensitivity::numbers
    std::string statistic;      ///< "probability", "mean", "P5", "P50", "P95"
    std::string assumption;     ///< as find_assumption() names it; an exogenous path moves in all periods of the horizon, "volume[services]@2022" in the base year
    AssumptionKind kind = AssumptionKind::datum;
    std::string unit;           ///< of the assumption
    double value = 0;
    Estimate slope;
};

/// One uncertain input moved by one standard deviation to either side.
struct TornadoBar {
    std::size_t number = 0;
    bool is_shock = false;
    std::uint32_t index = 0;   ///< of the shock or parameter
    double deviation = 0;
    double low = 0, high = 0;  ///< the number, or the probability, with the input one deviation lower and higher, all others at rest
    Estimate swing;            ///< high - low
    double together = 0;       ///< high - low where the others move with it as they do on average; NaN for probabilities
};

/// Var(E[Y | X])/Var(Y) estimated from the paths at hand, one scalar input at a time. (SE-14)
struct FirstOrder {
    std::size_t number = 0;
    bool is_shock = false;
    std::uint32_t index = 0;
    Estimate share;
};

/// The events under another assumption on dependence or law.
struct AssumptionCase {
    std::string name;    ///< "as given", "independent", "t copula", ...
    std::string reason;  ///< why it cannot be had; empty where it can
    std::vector<Estimate> probability;  ///< per Sensitivity::events
    std::vector<Estimate> gained;       ///< against the case as given, paired
};

struct Sensitivity {
    std::vector<UncertainNumber> numbers;
    std::vector<std::uint32_t> events;  ///< of the assumption table
    std::vector<Slope> slopes;
    std::vector<std::pair<std::size_t, UncertaintyShares>> shares;  ///< number, shares
    std::vector<std::size_t> certain;   ///< without shares: nothing uncertain moves them, or no path drawn differs
    std::vector<TornadoBar> tornado;    ///< longest first within each number
    std::vector<FirstOrder> first_order;
    std::vector<AssumptionCase> cases;
    std::uint64_t draws = 0;            ///< of slopes of moments and first-order effects
};

struct AssumptionAlternative {
    std::string name;
    std::vector<std::string> statements;
};

struct SensitivityOptions {
    engine::Sampling sampling;
    PlannerOptions planner;
    std::vector<UncertainNumber> numbers;
    std::vector<AssumptionAlternative> alternatives;
    Variation::Compile compile;  ///< the scenario with more statements at its end
};

/// Errors: E7311, those of project() and sample_paths().
[[nodiscard]] Result<Sensitivity> sensitivity(const model::CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor);

[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Sensitivity& sensitivity);

}  // namespace grdp::analysis
