// The inner product of two vectors, in order of their cells.
#pragma once

#include <vector>

namespace grdp::engine {

/// Contract: as many cells in b as in a.
[[nodiscard]] inline double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

}  // namespace grdp::engine
