#include "line_along.hpp"

#include <algorithm>
#include <utility>

namespace grdp::analysis {
namespace {

constexpr std::size_t kMostTurns = 4;
/// A change of the gradient by less than this share is rounding.
constexpr double kStraight = 1e-7;

}  // namespace

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
    line.response = response.along(direction.coordinates, direction.weights);
    line.direction = std::move(direction);
    return line;
}

std::vector<std::vector<double>> turns(const Line& line, const std::vector<std::vector<double>>& deviations) {
    const std::size_t n = line.response.coordinates().size();
    std::vector<std::vector<double>> found;
    for (const std::vector<double>& deviation : deviations) {
        if (found.size() == kMostTurns) break;
        std::vector<double> turn(line.direction.coordinates.size(), 0.0);
        double largest = 0;
        for (std::size_t i = 0; i < turn.size(); ++i) {
            for (std::size_t b = 0; b < line.bounds.size(); ++b) {
                turn[i] += deviation[line.bounds[b].output * n + line.direction.coordinates[i]] / line.slopes[b];
            }
            largest = std::max(largest, turn[i] < 0 ? -turn[i] : turn[i]);
        }
        if (largest > kStraight) found.push_back(std::move(turn));
    }
    return found;
}

}  // namespace grdp::analysis
