// The direction in which the numbers of several bounds rise or fall together.
#pragma once

#include <vector>

#include "line_search.hpp"

namespace grdp::analysis {

/// Over `coordinates`: the sum of the outputs' unit gradients, each turned towards the first. The direction is empty if one
/// of the outputs does not move along it. gradients: [output][coordinate of the response].
[[nodiscard]] Line line_along(const engine::Response& response, const std::vector<engine::Bound>& bounds,
                              const std::vector<std::vector<double>>& gradients, const std::vector<std::size_t>& coordinates);

/// How the direction in which the outputs grow fastest turns from point to point, over the coordinates of the line's
/// direction: where the integral along the line changes most. deviations: as in Gradients.
[[nodiscard]] std::vector<std::vector<double>> turns(const Line& line, const std::vector<std::vector<double>>& deviations);

}  // namespace grdp::analysis
