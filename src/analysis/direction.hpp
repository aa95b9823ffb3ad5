// A direction in the space of the coordinates, and independent normals orthogonal to it.
#pragma once

#include <cstddef>
#include <vector>

#include "grdp/engine/response.hpp"

namespace grdp::analysis {

/// Coordinates in the order in which they are given points: parameters, then the latest period first. A function of the
/// addresses alone, so that estimates move smoothly with the assumptions.
[[nodiscard]] std::vector<std::size_t> sampling_order(const engine::Response& response);

/// Mean of the gradients of each output at the centre and at eight scrambled points, [output][coordinate]; points without
/// finite derivatives are left out, all of them: zeros.
[[nodiscard]] std::vector<std::vector<double>> mean_gradients(const engine::Response& response, std::uint64_t seed);

/// A unit vector over some coordinates.
struct Direction {
    std::vector<std::size_t> coordinates;  ///< of the response
    std::vector<double> weights;

    /// Normalises; empty if all weights are zero or one is not finite.
    [[nodiscard]] static Direction along(std::vector<std::size_t> coordinates, std::vector<double> weights);
    [[nodiscard]] bool empty() const { return coordinates.empty(); }
};

/// Householder's reflection that takes normals of all coordinates but the pivot to normals orthogonal to a direction. (ES-26)
class Complement {
  public:
    explicit Complement(const Direction& direction);
    /// Place within the direction whose normal is not needed.
    [[nodiscard]] std::size_t pivot() const { return pivot_; }
    /// x[i] points to the normals of the direction's coordinate i; that of the pivot is only written.
    void apply(double* const* x, std::size_t count) const;

  private:
    std::size_t pivot_ = 0;
    std::vector<double> mirror_;
    double factor_ = 0;
};

}  // namespace grdp::analysis
