// Exact order statistics without storing the sample: the histogram tells in which slots the ranks lie, a further pass
// over the same addresses collects the values of those slots only.
#pragma once

#include <optional>
#include <vector>

#include "measure.hpp"

namespace grdp::engine {

/// Quantiles of every cell sink, [cell][probability]; nothing if the run was cancelled. Cells without two finite
/// values get none. Passes are added as `memory_limit` demands; the values do not depend on it.
[[nodiscard]] std::optional<std::vector<std::vector<Quantile>>> search_quantiles(
    const Program& program, const Sampling& sampling, const std::vector<Frame>& frames, const Measured& measured,
    Executor& executor, Journey& journey);

}  // namespace grdp::engine
