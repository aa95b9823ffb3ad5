// Targets held against the projection.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

enum class Verdict : std::uint8_t {
    below,      ///< under the band (an at-least target missed)
    within,     ///< on or between the cases
    above,      ///< over the band (an at-most target missed)
    monitored,  ///< the model does not speak to it
};

/// One target; its band is [min, max] of its cases (the pairs themselves are never sorted in print).
struct TargetOutcome {
    std::uint32_t target_set = 0;
    std::uint32_t target = 0;
    double value = 0;  ///< projected; NaN if monitored
    double low = 0;
    double high = 0;
    Verdict verdict = Verdict::monitored;
    bool met = false;  ///< at_least: value >= low; at_most: value <= high; band: within
};

/// One outcome per target, set by set, in the order of the scenario.
[[nodiscard]] std::vector<TargetOutcome> target_outcomes(const engine::Projection& projection, const model::CompiledModel& model);

}  // namespace grdp::analysis
