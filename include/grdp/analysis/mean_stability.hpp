// Whether a mean over paths says anything.
#pragma once

#include "grdp/engine/ensemble.hpp"

namespace grdp::analysis {

/// False where one path makes up so much of the sum of squares that the law has, for this many paths, no stable mean:
///     max(max - mean, mean - min)^2 / ((n - 1) sd^2) > 0.01 + 40/n,   n finite paths          (AN-1)
/// The share tends to zero for every law with a finite variance (2 log(n)/n for a normal one) and stays of the order of one
/// for a ratio whose denominator comes near zero: there mean, standard error and standard deviation change with the seed
/// far beyond the standard error, and only quantiles can be read. True for a certain cell and for fewer than two paths.
[[nodiscard]] bool mean_is_stable(const engine::Cell& cell);

}  // namespace grdp::analysis
