// A law known by its density alone: quantiles by integration, as a map from a standard normal score.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "grdp/stats/marginal.hpp"

namespace grdp::stats {

/// The density exp(log_density) up to a factor at the points first + i*step, zero beyond them, quintic between them.
/// Good for a density that is smooth over a step and negligible (45 below its peak) at both ends. (CD-10)
class DensityLaw {
  public:
    /// Contract: at least 8 numbers, the greatest of them finite; minus infinity is a density of zero; step > 0.
    DensityLaw(double first, double step, const std::vector<double>& log_density);

    /// x with P(X <= x) = Phi(z), without loss in the upper tail; scores beyond 8.5 are treated as +-8.5.
    [[nodiscard]] double from_score(double z) const;
    /// Weights of the points in integrals over the law; they sum to 1.
    [[nodiscard]] const std::vector<double>& weights() const { return weights_; }
    [[nodiscard]] double point(std::size_t i) const { return first_ + static_cast<double>(i) * step_; }

  private:
    /// Mass of the cell from point i up to a part x of it.
    [[nodiscard]] double mass(std::size_t cell, double x) const;
    [[nodiscard]] double inside(std::size_t cell, double wanted) const;

    double first_;
    double step_;
    std::vector<double> density_;  ///< two zeros before the first point and two behind the last
    std::vector<double> weights_;
    std::vector<double> left_;   ///< mass to the left of each point
    std::vector<double> right_;  ///< mass to the right of each point
};

/// The map as the engine evaluates it; nothing if 256 pieces a score are too few (a law of two far heaps).
[[nodiscard]] std::optional<MarginalTable> tabulate(const DensityLaw& law);

}  // namespace grdp::stats
