// Standard normals kept within intervals, in the tails too; many at once.
#pragma once

#include <array>
#include <cstddef>

#include "grdp/engine/normal_scores.hpp"
#include "integrand.hpp"

namespace grdp::analysis {

class TruncatedNormals {
  public:
    /// [low, high] of each; infinite ends are allowed, low > high is an empty interval at low.
    void set(const double* low, const double* high, std::size_t count, const engine::NormalScores& scores);
    [[nodiscard]] double mass(std::size_t k) const { return to_[k] - from_[k]; }
    [[nodiscard]] double below(std::size_t k) const { return mirrored_[k] ? 1 - to_[k] : from_[k]; }
    [[nodiscard]] double above(std::size_t k) const { return mirrored_[k] ? from_[k] : 1 - to_[k]; }
    /// Uniforms become scores within the intervals; finite even where the mass underflows.
    void draw(double* u, std::size_t count, const engine::NormalScores& scores) const;

  private:
    std::array<bool, kLanes> mirrored_;  ///< an interval right of zero is turned round: small tails keep their digits
    std::array<double, kLanes> low_, high_, from_, to_;
};

}  // namespace grdp::analysis
