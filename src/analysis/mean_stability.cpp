#include "grdp/analysis/mean_stability.hpp"

#include <algorithm>

namespace grdp::analysis {

bool mean_is_stable(const engine::Cell& cell) {
    if (cell.finite < 2 || !(cell.sd > 0)) return true;
    const double n = static_cast<double>(cell.finite);
    const double furthest = std::max(cell.maximum - cell.mean, cell.mean - cell.minimum) / cell.sd;
    return furthest * furthest / (n - 1) <= 0.01 + 40 / n;
}

}  // namespace grdp::analysis
