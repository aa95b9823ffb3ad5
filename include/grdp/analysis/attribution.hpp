// What the difference of two scenarios is due to: Shapley's value over the inputs in which they differ.
// docs/method/sensitivity.md, equations (SE-1) to (SE-4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/differing_input.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/analysis/inverse.hpp"

namespace grdp::analysis {

/// Inputs that are taken together.
struct Cause {
    CauseGroup group = CauseGroup::assumption;
    std::string name;   ///< of the only input, or what the inputs have in common: "trend"
    std::vector<std::size_t> inputs;
};

enum class Grouping : std::uint8_t { automatic, item, name, group };

/// Of up to so many causes every subset is a world, 2^8 for each number; of more, random orders are followed. (SE-2)
inline constexpr std::size_t kMostCauses = 8;
/// More causes are taken together by the next coarser grouping, whatever was asked for.
inline constexpr std::size_t kMostOrderedCauses = 60;

struct Causes {
    Grouping by = Grouping::item;  ///< as done
    std::vector<DifferingInput> inputs;
    std::vector<Cause> causes;
};

/// Inputs one by one (`item`), by name without indices (`name`: "trend" for all of trend[..]), or by group; the next coarser where
/// that makes more than kMostOrderedCauses causes. `automatic`: the finest that makes at most kMostCauses. `by` says which it is.
[[nodiscard]] Causes causes_of(const model::CompiledModel& before, const model::CompiledModel& after, Grouping wanted);

/// A number to be explained: a cell of the projection, or a probability.
struct Explained {
    bool probability = false;
    std::uint32_t series = model::kNone;  ///< of `before`
    accounts::Period period;
    EventPair event;
    EventSide side = EventSide::within;
};

struct Attribution {
    Explained what;
    double before = 0;
    double after = 0;
    Estimate difference;          ///< error 0 for a projection
    std::vector<Estimate> parts;  ///< one per cause; they sum to the difference
    std::size_t worlds = 0;       ///< evaluated
    std::size_t orders = 0;       ///< followed, where not every subset was a world: part of the errors
};

/// Nothing for a number that some world between has not (a projection that does not exist, observations that contradict each other).
[[nodiscard]] std::vector<std::optional<Attribution>> attribute(const model::CompiledModel& before, const model::CompiledModel& after,
                                                                const Causes& causes, const std::vector<Explained>& numbers,
                                                                const PlannerOptions& options, engine::Executor& executor);

}  // namespace grdp::analysis
