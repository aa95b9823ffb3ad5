#include "line_along.hpp"

#include <utility>

namespace grdp::analysis {

Line line_along(const engine::Response& response, const std::vector<engine::Bound>& bounds,
                const std::vector<std::vector<double>>& gradients, const std::vector<std::size_t>& coordinates) {
    Line line{response, bounds, {}, {}, false};
    std::vector<double> sum(coordinates.size(), 0.0), first;
    for (const engine::Bound& bound : bounds) {
        std::vector<double> gradient;
        for (const std::size_t i : coordinates) gradient.push_back(gradients[bound.output][i]);
        const Direction own = Direction::along(coordinates, gradient);
        if (own.empty()) return line;
        if (first.empty()) first = own.weights;
        double along = 0;
        for (std::size_t i = 0; i < sum.size(); ++i) along += own.weights[i] * first[i];
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += along < 0 ? -own.weights[i] : own.weights[i];
    }
    // Only the coordinates that move: the others are sampled as they are.
    std::vector<std::size_t> moved;
    std::vector<double> weights;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        if (sum[i] == 0) continue;
        moved.push_back(coordinates[i]);
        weights.push_back(sum[i]);
    }
    Direction direction = Direction::along(std::move(moved), std::move(weights));
    for (const engine::Bound& bound : bounds) {
        double slope = 0;
        for (std::size_t i = 0; i < direction.coordinates.size(); ++i) {
            slope += direction.weights[i] * gradients[bound.output][direction.coordinates[i]];
        }
        if (slope == 0) return line;
        line.slopes.push_back(slope);
    }
    if (direction.coordinates.size() < response.coordinates().size()) line.response = response.along(direction.coordinates);
    line.direction = std::move(direction);
    return line;
}

}  // namespace grdp::analysis
