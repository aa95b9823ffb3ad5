// A direction in the space of the coordinates, and independent normals orthogonal to it.
#pragma once

#include <cstddef>
#include <vector>

#include "grdp/engine/response.hpp"
#include "line_kernels.hpp"

namespace grdp::analysis {

/// Coordinates in the order in which they are given points: parameters, then the latest period first. A function of the
/// addresses alone, so that estimates move smoothly with the assumptions.
[[nodiscard]] std::vector<std::size_t> sampling_order(const engine::Response& response);

/// The gradients of each output at the centre and at eight scrambled points; points without finite derivatives are left out.
struct Gradients {
    std::vector<std::vector<double>> mean;        ///< [output][coordinate]; zeros if no point is left
    std::vector<std::vector<double>> deviations;  ///< [point][output x coordinate]: from the mean, how the function bends
};
[[nodiscard]] Gradients sampled_gradients(const engine::Response& response, std::uint64_t seed);

/// A unit vector over some coordinates.
struct Direction {
    std::vector<std::size_t> coordinates;  ///< of the response
    std::vector<double> weights;

    /// Normalises; empty if all weights are zero or one is not finite.
    [[nodiscard]] static Direction along(std::vector<std::size_t> coordinates, std::vector<double> weights);
    [[nodiscard]] bool empty() const { return coordinates.empty(); }
};

/// Householder's reflections that take one axis to a direction and further axes to `leading` vectors, made orthogonal to it
/// and to each other in turn: normals of all axes but the first become normals orthogonal to the direction, and those of
/// the next axes are the ones that matter most. (ES-26)
class Rotation {
  public:
    /// leading: over the coordinates of the direction; one that lies in the space of those before it is left out.
    explicit Rotation(const Direction& direction, const std::vector<std::vector<double>>& leading = {});
    /// Places within the direction: the axis whose normal is not needed, then those of the leading vectors.
    [[nodiscard]] const std::vector<std::size_t>& pivots() const { return pivots_; }
    /// x[i] points to the normals of the direction's coordinate i; that of the first pivot is only written. count: a multiple of 8.
    void apply(double* const* x, std::size_t count, const LineKernels& kernels) const;

  private:
    struct Mirror {
        std::vector<double> normal;
        double factor = 0;
    };
    bool add(std::vector<double> vector);

    std::vector<std::size_t> pivots_;
    std::vector<Mirror> mirrors_;
};

}  // namespace grdp::analysis
