// What a simulation leaves: streamed statistics per cell, counts per event, and the paths that failed.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "grdp/accounts/period.hpp"
#include "grdp/engine/sampling.hpp"

namespace grdp::engine {

/// Order statistic x(ceil(p n)) of the finite values (type 1), with a distribution-free 95 % interval: two order
/// statistics whose binomial coverage is at least 95 %; an end that no order statistic reaches is infinite.
struct Quantile {
    double probability = 0;
    double value = 0;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// Counts over equal bins of [low, high); values outside are counted below or above.
struct Histogram {
    double low = 0;
    double high = 0;
    std::vector<std::uint64_t> counts;
    std::uint64_t below = 0;
    std::uint64_t above = 0;
};

/// One series in one period. Moments and quantiles are over the finite values; `failed` counts the others.
struct Cell {
    std::uint32_t series = 0;
    std::uint32_t period = 0;  ///< grid index
    bool present = true;       ///< false: nothing gives it (an exogenous cell or a report without data); numbers are NaN
    bool certain = false;      ///< no randomness reaches it: sd 0, every quantile the value, no histogram
    std::uint64_t finite = 0;
    std::uint64_t failed = 0;
    double mean = 0;
    double standard_error = 0;  ///< of the mean: sd / sqrt(finite)
    double sd = 0;              ///< divisor finite - 1
    double minimum = 0;
    double maximum = 0;
    std::vector<Quantile> quantiles;  ///< one per Sampling::probabilities
    Histogram histogram;
};

/// Where paths fell. A band: below x < low, within low <= x <= high, above x > high. A condition: within = true, below = false.
/// below + within + above + failed = draws.
struct EventCounts {
    std::uint32_t event = 0;  ///< index into CompiledModel::events
    std::uint64_t below = 0;
    std::uint64_t within = 0;
    std::uint64_t above = 0;
    std::uint64_t failed = 0;  ///< no finite value; stays in the denominator
};

/// Violations of a check over all paths and periods.
struct CheckCounts {
    std::uint32_t check = 0;
    std::uint64_t violations = 0;  ///< (path, period) pairs where it does not hold or has no value
    std::uint64_t first_path = 0;  ///< the least path number that violates it, if violations > 0
    std::uint32_t first_period = 0;  ///< grid index of that path's first violation
};

/// A path on which some wanted value is not finite, and the first equation (in order of evaluation) that gave it.
struct FailedPath {
    static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
    std::uint64_t path = 0;
    std::uint32_t period = kNone;  ///< grid index
    std::uint32_t series = kNone;  ///< none: no equation failed, an event or a check did by itself
};

struct Ensemble {
    Sampling sampling;  ///< as used; isa resolved
    accounts::PeriodRange periods{accounts::Period::annual(2000), accounts::Period::annual(2000)};  ///< the horizon
    std::vector<std::uint32_t> series;  ///< as wanted
    std::vector<Cell> cells;            ///< [series x horizon periods] row-major
    std::vector<EventCounts> events;    ///< one per event of the model
    std::vector<CheckCounts> checks;    ///< one per check of the model
    std::uint64_t failed_paths = 0;
    std::vector<FailedPath> first_failures;  ///< at most 10, ascending path number
    std::vector<double> paths;  ///< [cells x draws] row-major, only if Outputs::keep_paths; certain cells are filled too

    [[nodiscard]] const Cell& cell(std::size_t output, std::size_t horizon_period) const {
        return cells[output * periods.size() + horizon_period];
    }
};

}  // namespace grdp::engine
