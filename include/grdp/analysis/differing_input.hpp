// In what two resolved scenarios differ, one input at a time, and the worlds between them.
// docs/method/sensitivity.md, "Attribution".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// What kind of cause an input is.
enum class CauseGroup : std::uint8_t {
    assumption,   ///< what the scenario states of the future: exogenous paths, parameters, spreads, correlations, fixes
    data,         ///< values before the horizon
    target,       ///< bounds or meaning of an event
    observation,  ///< what has become known of the future of the earlier of the two
    model,        ///< equations, and what only one of the two has
};
/// "assumption", "data", "target", "observation", "model"
[[nodiscard]] const char* cause_group_name(CauseGroup group);

enum class InputKind : std::uint8_t { path, history, parameter, uncertainty, law, persistence, correlation, fix, add_factor, observed, actuals, event, model };

struct DifferingInput {
    InputKind kind = InputKind::path;
    CauseGroup group = CauseGroup::assumption;
    std::string key;     ///< series, parameter, shock, event or observation, by the name it has in both
    std::string name;    ///< "trend[industry]", "sd(volume[services])", "correlations"
    std::string before;  ///< its number in the first, or its numbers: "8.5 9 9"; empty where it is no number
    std::string after;
};

/// Both over one grid of periods, so that their parts can be exchanged; as they are where the grids agree.
struct OnOneGrid {
    model::CompiledModel before, after;
};
[[nodiscard]] OnOneGrid on_one_grid(const model::CompiledModel& before, const model::CompiledModel& after);

/// Every input that both have and that differs, in a fixed order; what only one has makes one input of kind `model`. Where one
/// horizon begins later, the periods between are one input, `actuals`: what was ahead in the one is data in the other. What lies
/// beyond the end of the shorter horizon is no input: it changes nothing before. Two scenarios are alike exactly where nothing
/// differs. Of models on different grids everything is `model`: see on_one_grid().
[[nodiscard]] std::vector<DifferingInput> differing_inputs(const model::CompiledModel& before, const model::CompiledModel& after);

/// The world in which the inputs with `changed[i]` are those of `after` and the others those of `before`: none gives `before`,
/// all give `after`. Contract: `inputs` are differing_inputs(before, after).
[[nodiscard]] model::CompiledModel between(const model::CompiledModel& before, const model::CompiledModel& after,
                                           const std::vector<DifferingInput>& inputs, const std::vector<bool>& changed);

/// Events of the same name, period and unit in both, as pairs of indices.
struct EventPair {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
};
[[nodiscard]] std::vector<EventPair> common_events(const model::CompiledModel& before, const model::CompiledModel& after);

}  // namespace grdp::analysis
