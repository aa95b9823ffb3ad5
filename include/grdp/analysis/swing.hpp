// What each uncertain assumption does to one result when it alone moves by one standard deviation: the data of a tornado.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

struct Swing {
    bool is_shock = false;
    std::uint32_t index = 0;  ///< into CompiledModel::shocks or ::parameters
    double deviation = 0;     ///< one standard deviation of it
    double at_low = 0;        ///< the result with the assumption one deviation lower
    double at_high = 0;
};

/// Projections, no draws: parameters move for the whole horizon, shocks in the period of the result alone. `series` in grid
/// period `period`, in its unit. Longest first; assumptions that do not move it are left out, and so is one whose projection
/// does not exist. Empty where more than `most` assumptions are uncertain. Contract: series and period exist.
[[nodiscard]] std::vector<Swing> swings(const model::CompiledModel& model, std::uint32_t series, std::size_t period, std::size_t most = 500);

}  // namespace grdp::analysis
