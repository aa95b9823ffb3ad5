#include "grdp/analysis/nearest_point.hpp"

#include <algorithm>

#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

constexpr int kSweeps = 20'000;
constexpr int kMostIterations = 80;
constexpr double kSettled = 1e-9;

double dot(const double* a, const double* b, std::size_t n) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
    return sum;
}

bool all_finite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double x) { return x - x == 0.0; });
}

}  // namespace

NearestPoint nearest_in_polyhedron(const std::vector<double>& a, const std::vector<double>& c, std::size_t n) {
    NearestPoint result;
    result.point.assign(n, 0.0);
    std::vector<double> weight(c.size(), 0.0), square(c.size());
    for (std::size_t j = 0; j < c.size(); ++j) square[j] = dot(a.data() + j * n, a.data() + j * n, n);
    double scale = 1;
    for (const double x : c) scale = std::max(scale, magnitude(x));
    for (result.iterations = 1; result.iterations <= kSweeps; ++result.iterations) {
        double moved = 0;
        for (std::size_t j = 0; j < c.size(); ++j) {
            if (square[j] == 0) continue;
            const double step = (c[j] - dot(a.data() + j * n, result.point.data(), n)) / square[j];
            const double next = std::max(0.0, weight[j] + step);
            const double change = next - weight[j];
            weight[j] = next;
            for (std::size_t i = 0; i < n; ++i) result.point[i] += change * a[j * n + i];
            moved = std::max(moved, magnitude(change) * stats::sqrt(square[j]));
        }
        if (moved <= 1e-13) break;
    }
    result.found = true;
    for (std::size_t j = 0; j < c.size(); ++j) {
        if (!(dot(a.data() + j * n, result.point.data(), n) >= c[j] - 1e-9 * scale)) result.found = false;
        if (weight[j] > 0) ++result.active;
    }
    result.distance = stats::sqrt(dot(result.point.data(), result.point.data(), n));
    return result;
}

NearestPoint nearest_point(const engine::Response& response, const std::vector<Demand>& demands, const std::vector<double>& start) {
    const std::size_t n = response.coordinates().size();
    NearestPoint result;
    result.point = start;
    for (result.iterations = 1; result.iterations <= kMostIterations; ++result.iterations) {
        const std::vector<double> value = response.at(result.point), slope = response.gradient(result.point);
        if (!all_finite(value) || !all_finite(slope)) return result;
        std::vector<double> a, c;
        for (const Demand& demand : demands) {
            const double* row = slope.data() + demand.output * n;
            for (std::size_t i = 0; i < n; ++i) a.push_back(demand.side * row[i]);
            c.push_back(demand.side * (demand.level - value[demand.output] + dot(row, result.point.data(), n)));
        }
        const NearestPoint next = nearest_in_polyhedron(a, c, n);
        if (!next.found) return result;
        // After ten full steps the iteration may swing between two points: half steps from then on.
        const double part = result.iterations > 10 ? 0.5 : 1.0;
        double moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double step = part * (next.point[i] - result.point[i]);
            result.point[i] += step;
            moved = std::max(moved, magnitude(step));
        }
        result.active = next.active;
        if (moved <= kSettled) break;
    }
    const std::vector<double> value = response.at(result.point);
    result.found = all_finite(value) && result.iterations <= kMostIterations;
    for (const Demand& demand : demands) {
        const double miss = demand.side * (demand.level - value[demand.output]);
        if (miss > 1e-7 * std::max(1.0, magnitude(demand.level))) result.found = false;
    }
    result.distance = stats::sqrt(dot(result.point.data(), result.point.data(), n));
    return result;
}

}  // namespace grdp::analysis
