// How probable is each target and event?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/estimate.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// Failed paths stay in the denominator: below + within + above + failed/points = 1. A condition reports its truth as
/// `within` and `at_least`, its falsehood as `below`.
struct EventAnswer {
    std::string name;
    model::Label label;
    std::string period_text;  ///< "2023", "2023..2025"
    std::string unit;         ///< of the banded number; empty for a condition
    bool is_band = true;
    double low = 0;   ///< -inf: open below
    double high = 0;  ///< +inf: open above
    std::string method = "plain";
    std::uint64_t points = 0;  ///< paths, or points of the method
    std::uint64_t failed = 0;  ///< of these
    Estimate below;
    Estimate within;
    Estimate above;
    Estimate at_least;  ///< x >= low: within or above
    std::uint32_t target_set = model::kNone;  ///< where the event stands for a target
    std::uint32_t target = model::kNone;
};

/// One answer per event of the ensemble, in the model's order.
[[nodiscard]] std::vector<EventAnswer> band_probabilities(const engine::Ensemble& ensemble, const model::CompiledModel& model);

}  // namespace grdp::analysis
