// The path without luck: every series over the whole grid, one kernel with simulate().
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// A check that does not hold in a period.
struct FailedCheck {
    std::uint32_t check = 0;   ///< index into CompiledModel::checks
    std::uint32_t period = 0;  ///< grid index
};

/// Values along one path. Cells before the horizon are data, or identities computed from data where no datum stands.
struct Projection {
    accounts::PeriodRange periods{accounts::Period::annual(2000), accounts::Period::annual(2000)};  ///< the whole grid
    std::size_t first_horizon_index = 0;
    std::vector<double> values;          ///< [series x periods] row-major; NaN where not present
    std::vector<bool> present;           ///< same shape
    std::vector<double> events;          ///< per event: the banded number, or 1/0 for a condition
    std::vector<FailedCheck> failed_checks;  ///< in order of period, then check
    std::vector<std::uint32_t> missed_observations;  ///< index into CompiledModel::observed: not reproduced within 1e-9

    [[nodiscard]] std::size_t at(std::size_t series, std::size_t period) const { return series * periods.size() + period; }
    [[nodiscard]] double value(std::size_t series, std::size_t period) const { return values[at(series, period)]; }
};

/// Shocks and parameter deviations zero. Errors: E4001 for every first non-finite value of an equation (scenario, period,
/// equation), E2643 to E2647 for observations that cannot be conditioned on, E4006 for an event that has no finite value, E4010 where a datum before the horizon contradicts its identity
/// (difference above 0.1 %); warnings: W4002 a failing check, W4011 such a difference by rounding. Never returns a NaN as
/// a number: a cell without data is marked as not present.
[[nodiscard]] Result<Projection> project(const model::CompiledModel& model);

/// One path of a simulation by its number: the same values as that path had inside simulate(), to the last bit.
/// Non-finite cells are returned as they are (present stays true), so that a failed path can be looked at.
[[nodiscard]] Projection replay(const model::CompiledModel& model, const Sampling& sampling, std::uint64_t path);

}  // namespace grdp::engine
