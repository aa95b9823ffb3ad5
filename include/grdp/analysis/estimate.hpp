// A simulated number never stands alone: value, standard error, interval.
#pragma once

#include <cstdint>

namespace grdp::analysis {

struct Estimate {
    double value = 0;
    double standard_error = 0;
    double low = 0;   ///< 95 % interval
    double high = 0;
};

/// A share of independent paths, 0 <= count <= points, points >= 1: standard error sqrt(p(1-p)/n), Clopper-Pearson interval
/// (honest at 0 and 1: 0 of n gives at most 3.69/n).
[[nodiscard]] Estimate proportion(std::uint64_t count, std::uint64_t points);

}  // namespace grdp::analysis
