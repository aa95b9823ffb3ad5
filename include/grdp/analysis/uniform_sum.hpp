// The law of a weighted sum of independent uniform numbers: volumes of a box cut by a plane.
#pragma once

#include <span>

namespace grdp::analysis {

/// A number spread evenly over [low, high].
struct UniformTerm {
    double weight = 0;
    double low = 0;
    double high = 0;
};

struct Volume {
    double share = 0;  ///< of the box, 0..1
    double error = 0;  ///< bound of the numerical error
};

/// P(sum of weight x U(low, high) <= x). Up to 16 terms that vary by inclusion and exclusion of the corners (AU-7), exact
/// but for rounding; where that cancels too much, or with more terms, by repeated averaging on a grid.
[[nodiscard]] Volume share_at_most(std::span<const UniformTerm> terms, double x);

}  // namespace grdp::analysis
