// What the open periods must reach: in total and by component, for each end of a target. docs/method/required-path.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/analysis/quantity.hpp"

namespace grdp::analysis {

/// One end of a band, or one case of a target.
struct GoalEnd {
    std::string name;  ///< "low", "high", the name of a case; empty where there is only one
    double value = 0;
};

/// The number that is to be reached.
struct Goal {
    NamedQuantity quantity;
    model::Sense sense = model::Sense::band;
    std::vector<GoalEnd> ends;       ///< in the order printed, never sorted
    std::uint32_t target_set = model::kNone;
    std::uint32_t target = model::kNone;
    Span where;
};

/// A number that has become known, or is known to lie in a range (a rounded or provisional figure).
struct KnownNumber {
    NamedQuantity quantity;
    NumberRange numbers;
    Span where;
};

/// One component in the open periods.
struct PartNeed {
    std::uint32_t series = 0;
    double weight = 0;           ///< last year's volume in the open periods, % of the total's of the whole year, RP-1
    double open_weight = 0;      ///< the same as % of the part's own year: its quarter weight
    NumberRange known{0, 0};     ///< growth over the known periods, %; NaN where it is not known by itself
    double planned = 0;          ///< growth over the open periods that the scenario projects, %; NaN: none is open
    std::vector<double> planned_periods;  ///< per open period
};

/// What one end asks for. Ranges come from ranges of the known numbers.
struct EndNeed {
    GoalEnd end;
    NumberRange uplift;  ///< points of growth above the plan, the same for every component and open period, RP-3
    NumberRange total;   ///< growth of the total over the open periods, %, RP-2
    std::vector<NumberRange> total_periods;  ///< per open period
    struct Part {
        NumberRange alike;                           ///< plan plus the uplift
        std::vector<NumberRange> alike_periods;      ///< per open period
        std::optional<NumberRange> alone;            ///< if this one makes up for all and the others keep the plan, RP-4
        std::optional<NumberRange> own;              ///< for the component's own target
        std::optional<double> own_target;
    };
    std::vector<Part> parts;
    std::optional<Estimate> probability;  ///< that the goal reaches this end, given what is known; path.learnt says how
};

struct RequiredPath {
    Goal goal;
    std::uint32_t total = model::kNone;
    accounts::PeriodRange window{accounts::Period::annual(2000), accounts::Period::annual(2000)};  ///< the year, or the years of the goal
    std::vector<accounts::Period> known_periods;  ///< of the window, nothing open in them
    std::vector<accounts::Period> open_periods;
    NumberRange known{0, 0};  ///< growth of the total over the known periods, %; NaN where there are none
    double planned_goal = 0;  ///< what the scenario projects for the goal, with what is known
    double planned = 0;       ///< growth of the total over the open periods that the scenario projects, %
    std::vector<double> planned_periods;
    double open_weight = 0;   ///< last year's volume in the open periods, % of the year
    std::vector<PartNeed> parts;
    std::vector<EndNeed> ends;
    std::vector<KnownNumber> given;  ///< what options stated
    bool learnt = true;              ///< probabilities are conditional on `given`; otherwise its components are held
    std::vector<model::Fix> held;    ///< growth of the components that `given` stands for, at the middle of its ranges
};

/// The goals that the scenario states itself: targets and band events that are growth of a total with parts, over a year or
/// one period. Components' own targets are found the same way and stand beside the goal of their total.
/// Error: E7034 there is none.
[[nodiscard]] Result<std::vector<Goal>> stated_goals(const model::CompiledModel& model);

/// Errors: E7024 nothing is open, E7025 the goal does not respond to the open periods, E7029 a known number cannot be met,
/// E7030 no total with components that can be held; those of engine::project.
[[nodiscard]] Result<RequiredPath> required_path(const model::CompiledModel& model, const Goal& goal, const std::vector<KnownNumber>& known);

/// The scenario conditioned on what options stated (the middle of a range), with one band event per end of the goal, in order:
/// what to simulate for EndNeed::probability. The open periods learn from the known ones (docs/method/conditioning.md).
[[nodiscard]] model::CompiledModel reaching_given_known(const model::CompiledModel& model, const RequiredPath& path);
/// The same with the components held at the growth that the numbers stand for, where nothing can be learnt from them.
[[nodiscard]] model::CompiledModel reaching_with_known_held(const model::CompiledModel& model, const RequiredPath& path);

/// For the run file: one row per goal and end, and one per goal, end, component and open period.
[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const std::vector<RequiredPath>& paths);

}  // namespace grdp::analysis
