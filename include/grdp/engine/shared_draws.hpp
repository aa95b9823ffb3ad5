// The events of many scenarios counted over the same draws: the counts of simulate(), scenario by scenario, for the price of a few
// sums per draw where an event's number is an affine function of Gaussian shocks. docs/method/shared-draws.md
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// Why a scenario is simulated alone.
enum class Unshared : std::uint8_t {
    observations,  ///< it is conditioned on observed numbers
    condition,     ///< an event is a condition, not a band
    not_affine,    ///< an event's number is no affine function of Gaussian shocks
    not_finite,    ///< some value is not proved finite on every path
    no_spread,     ///< an event's number hardly varies: rounding could decide where it falls
    too_many,      ///< of the normals
    refused,       ///< what simulate() refuses
};
[[nodiscard]] std::string_view unshared_name(Unshared why);

/// What makes a number curved, or leaves it without bounds.
enum class Bend : std::uint8_t {
    none,      ///< no operation: too large a number, or no value at all
    law,       ///< a deviation whose law is not normal
    product,   ///< of uncertain numbers
    quotient,  ///< by an uncertain number
    base,      ///< a base of growth that could be zero or below
    choice,    ///< minimum, maximum, absolute value, comparison, condition
    function,  ///< exponential, logarithm, root, power
};
[[nodiscard]] std::string_view bend_name(Bend bend);

/// The normal of a shock in a period (RN-1).
struct NormalAt {
    std::uint32_t ordinal = 0;
    std::uint32_t number = 0;
    friend auto operator<=>(const NormalAt&, const NormalAt&) = default;
};

/// What a scenario's events make of the draws, proved from its graph: project() would find nothing wrong, no path can fail, and each
/// event's number is within `error` of `centre` + loadings x normals.
struct SharedScenario {
    struct Event {
        std::uint32_t event = 0;  ///< index into CompiledModel::events
        double low = 0;           ///< both ends belong to the band
        double high = 0;
        double centre = 0;        ///< the value itself where there are no loadings
        double error = 0;
        std::vector<double> loadings;  ///< one per normal, or none: the number is certain
    };
    std::vector<NormalAt> normals;
    std::vector<Event> events;  ///< in the order of the model
};

/// The scenario, or the first thing found that forbids it. Contract: the model comes from model::compile.
struct SharedAnalysis {
    std::optional<SharedScenario> scenario;
    Unshared why = Unshared::refused;
    std::uint32_t event = model::kNone;   ///< index into CompiledModel::events, where an event is to blame
    Bend bend = Bend::none;               ///< where the straight line or the bounds were lost
    std::uint32_t series = model::kNone;  ///< and in the equation of which cell; none: in the event itself, or in a check
    std::uint32_t period = 0;             ///< grid index
};
[[nodiscard]] SharedAnalysis share(const model::CompiledModel& model, const Sampling& sampling);

/// The model of a scenario, by its place: asked where rounding could decide, so that the program itself decides.
using SharedModel = std::function<const model::CompiledModel*(std::size_t scenario)>;

/// How the draws were counted, for those who measure.
struct SharedWork {
    std::uint64_t counted = 0;   ///< draws x events by the kernel
    std::uint64_t enclosed = 0;  ///< by the bounds of their tile alone
    std::uint64_t doubtful = 0;  ///< again in double precision
    std::uint64_t exact = 0;     ///< by the program
};

class SharedTiles;

/// Draws as laid out for the scenarios before: the next ones use them again. Never changes a count.
struct SharedMemory {
    std::vector<NormalAt> normals;
    std::uint64_t seed = 0, draws = 0, first_path = 0;
    stats::Generator generator = stats::Generator::philox;
    std::vector<double> direction;
    std::shared_ptr<const SharedTiles> tiles;
};

/// Per scenario the counts of each event: those of simulate(), equal to the last path. Nothing: cancelled.
/// Contract: share() accepted every scenario under this sampling.
[[nodiscard]] std::optional<std::vector<std::vector<EventCounts>>> count_shared(const std::vector<SharedScenario>& scenarios, const Sampling& sampling,
                                                                                const SharedModel& model, Progress* progress, SharedMemory& memory,
                                                                                SharedWork* work = nullptr);

}  // namespace grdp::engine
