// Questions to a finished sweep: where is an event most probable, which scenarios reach a probability, what cannot be bettered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/sweep_result.hpp"
#include "grdp/base/result.hpp"

namespace grdp::analysis {

/// One probability of every scenario.
struct SweepQuestion {
    std::size_t event = 0;    ///< into SweepFrame::events
    std::size_t outcome = 1;  ///< into kOutcomeNames
};

/// EVENT, EVENT@PERIOD, the subject of a target, or a side of it: below(..), above(..), at_least(..). Error: E7209, with the nearest name.
[[nodiscard]] Result<SweepQuestion> find_sweep_question(const SweepFrame& frame, std::string_view text);
/// "band_2023@2023", "at_least(band_2023@2023)"
/// Leaves only the events of these names: "band_2023@2023", "plan_2023: growth_grdp" or "growth_grdp". E7209 for each that is none;
/// then the frame is as it was.
[[nodiscard]] Status keep_events(SweepFrame& frame, const std::vector<std::string>& wanted);
[[nodiscard]] std::string question_text(const SweepFrame& frame, const SweepQuestion& question);

/// Nothing where the scenario failed or has no such event.
[[nodiscard]] std::optional<Estimate> answer_of(const SweepRow& row, const SweepQuestion& question);

/// Places in SweepResult::rows of all scenarios with an answer, the most probable first; equal ones as in the design.
[[nodiscard]] std::vector<std::size_t> ranked(const SweepResult& sweep, const SweepQuestion& question);

/// A scenario reaches p surely if its whole 95 % interval does; it is open if the interval holds p.
struct SweepReach {
    double probability = 0;
    std::vector<std::size_t> reached;  ///< value >= p, ranked
    std::vector<bool> surely;          ///< one per reached
    std::vector<std::size_t> open;     ///< value < p, but the interval reaches it
};
[[nodiscard]] SweepReach reaching(const SweepResult& sweep, const SweepQuestion& question, double probability);

/// Scenarios that no other betters in one of two probabilities without being worse in the other, the first probability falling.
[[nodiscard]] std::vector<std::size_t> pareto(const SweepResult& sweep, const SweepQuestion& first, const SweepQuestion& second);

/// One probability over two axes, all others held where `held` says (NaN: as the scenario has it).
struct SweepHeat {
    std::size_t across = 0, down = 0;     ///< axes
    std::vector<double> across_values, down_values;  ///< ascending, of the design
    std::vector<double> held;             ///< one per axis; those of the map are unused
    std::vector<std::size_t> cells;       ///< [down x across], places in rows; kNoRow where the design has none
    static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);
};
/// The other axes stand where the design begins, unless `at` says otherwise (one per axis; nothing: not said). Contract: two axes.
[[nodiscard]] SweepHeat heat_map(const SweepResult& sweep, std::size_t across, std::size_t down, const std::vector<std::optional<double>>& at);

/// The axis of that name. Error: E7209.
[[nodiscard]] Result<std::size_t> find_sweep_axis(const SweepResult& sweep, std::string_view name);

}  // namespace grdp::analysis
