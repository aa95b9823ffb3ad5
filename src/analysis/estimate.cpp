#include "grdp/analysis/estimate.hpp"

#include "grdp/stats/interval.hpp"

namespace grdp::analysis {

Estimate proportion(std::uint64_t count, std::uint64_t points) {
    const stats::Proportion share = stats::proportion(count, points);
    return {share.value, share.standard_error, share.interval.low, share.interval.high};
}

}  // namespace grdp::analysis
