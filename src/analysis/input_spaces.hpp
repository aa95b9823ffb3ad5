// The directions in the space of independent normals that knowledge of some inputs fixes.
#pragma once

#include <vector>

#include "grdp/analysis/shapley_effects.hpp"
#include "grdp/engine/response.hpp"

namespace grdp::analysis {

/// Orthonormal vectors over the coordinates of a response.
using Basis = std::vector<std::vector<double>>;

/// What each input is made of: for every member and period the gradient of its value. (SE-10)
class InputSpaces {
  public:
    InputSpaces(const model::CompiledModel& model, const engine::Response& response, const std::vector<UncertainInput>& inputs, double dispersion);

    [[nodiscard]] std::size_t size() const { return directions_.size(); }
    /// Basis with the directions of one more input.
    [[nodiscard]] Basis extended(Basis basis, std::size_t input) const;
    /// All subsets by mask, in ascending order; `visit(mask, basis)`.
    template <class Visit>
    void each(Visit&& visit) const {
        descend({}, 0, 0, visit);
    }

  private:
    template <class Visit>
    void descend(const Basis& basis, std::size_t mask, std::size_t next, Visit& visit) const {
        if (next == directions_.size()) {
            visit(mask, basis);
            return;
        }
        descend(basis, mask, next + 1, visit);
        descend(extended(basis, next), mask | std::size_t{1} << next, next + 1, visit);
    }

    std::vector<Basis> directions_;
};

[[nodiscard]] double inner(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace grdp::analysis
