#include "grdp/analysis/reverse_stress.hpp"

#include <algorithm>
#include <limits>

#include "grdp/analysis/nearest_point.hpp"
#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "stress_inputs.hpp"

namespace grdp::analysis {
namespace {

using Bounds = engine::Response::Bounds;

/// Just beyond an edge, which itself belongs to the band.
double beyond(double level, double side) { return level + side * 1e-8 * std::max(1.0, magnitude(level)); }

/// The demands under which all bounds hold, or one set of demands for each way in which one of them fails.
std::vector<std::vector<Demand>> ways(const Bounds& bounds, bool all_hold) {
    std::vector<std::vector<Demand>> ways;
    if (all_hold) ways.emplace_back();
    for (const engine::Bound& bound : bounds.all) {
        if (all_hold) {
            if (finite(bound.low)) ways[0].push_back({bound.output, 1, bound.low});
            if (finite(bound.high)) ways[0].push_back({bound.output, -1, bound.high});
        } else {
            if (finite(bound.low)) ways.push_back({{bound.output, -1, beyond(bound.low, -1)}});
            if (finite(bound.high)) ways.push_back({{bound.output, 1, beyond(bound.high, 1)}});
        }
    }
    return ways;
}

bool satisfied(const std::vector<Demand>& demands, const std::vector<double>& values) {
    return std::all_of(demands.begin(), demands.end(),
                       [&](const Demand& d) { return d.side * (values[d.output] - d.level) >= 0; });
}

/// Sampled points that satisfy the demands: the nearest is a start of its own, and a check on what was found.
std::vector<double> nearest_sampled(const engine::Response& response, const std::vector<Demand>& demands, std::uint64_t seed) {
    constexpr std::uint64_t kTried = 2048;
    std::vector<double> best;
    double least = std::numeric_limits<double>::infinity();
    engine::ResponseLanes lanes(response);
    const std::size_t n = response.coordinates().size();
    for (std::uint64_t first = 0; first < kTried; first += engine::ResponseLanes::kLanes) {
        std::vector<std::vector<double>> points;
        for (std::size_t k = 0; k < engine::ResponseLanes::kLanes; ++k) {
            points.push_back(response.of_path(seed, first + k));
            for (std::size_t i = 0; i < n; ++i) lanes.coordinate(i)[k] = points[k][i];
        }
        lanes.run(engine::ResponseLanes::kLanes);
        for (std::size_t k = 0; k < points.size(); ++k) {
            std::vector<double> values;
            for (std::size_t j = 0; j < response.outputs(); ++j) values.push_back(lanes.output(j)[k]);
            double square = 0;
            for (const double z : points[k]) square += z * z;
            if (square < least && satisfied(demands, values)) {
                least = square;
                best = points[k];
            }
        }
    }
    return best;
}

NearestPoint nearest_of(const engine::Response& response, const std::vector<std::vector<Demand>>& ways, std::uint64_t seed) {
    NearestPoint best;
    const std::vector<double> origin(response.coordinates().size(), 0.0);
    for (const std::vector<Demand>& demands : ways) {
        for (const std::vector<double>& start : {origin, nearest_sampled(response, demands, seed)}) {
            if (start.size() != origin.size()) continue;
            NearestPoint next = nearest_point(response, demands, start);
            if (next.found && (!best.found || next.distance < best.distance)) best = std::move(next);
        }
    }
    return best;
}

Diagnostic refusal(std::uint16_t code, const model::Event& event, const std::string& what, std::string expected, std::string hint) {
    return {Code{code}, event.where, "event " + event.name + " " + what, std::move(expected), std::move(hint)};
}

}  // namespace

double chi_square_tail(double x2, std::size_t degrees) {
    if (degrees == 0) return x2 > 0 ? 0 : 1;
    const bool odd = degrees % 2 == 1;
    const double x = stats::sqrt(x2);
    double tail = odd ? 2 * stats::normal_cdf(-x) : stats::exp(-x2 / 2);
    double term = odd ? 2 * stats::normal_density(x) * x : stats::exp(-x2 / 2) * x2 / 2;
    for (std::size_t k = odd ? 3 : 4; k <= degrees; k += 2) {
        tail += term;
        term *= x2 / static_cast<double>(k);
    }
    return tail;
}

Result<ReverseStress> reverse_stress(const model::CompiledModel& model, std::uint32_t index, bool miss,
                                     const engine::Sampling& sampling, engine::Executor& executor) {
    const model::Event& event = model.events[index];
    const engine::Response response = engine::Response::of_event(model, index, sampling.dispersion);
    const auto& bounds = response.bounds();
    if (!bounds) {
        return refusal(7043, event, "is no set of bounds on numbers", "comparisons joined by `and`, or by `or` alone",
                       "split the event, and ask for one part at a time");
    }
    ReverseStress stress;
    stress.event = index;
    stress.miss = miss;
    const std::vector<double> origin(response.coordinates().size(), 0.0);
    stress.central = response.at(origin);
    const auto demands = ways(*bounds, bounds->complement == miss);
    stress.already = std::any_of(demands.begin(), demands.end(), [&](const auto& way) { return satisfied(way, stress.central); });
    NearestPoint nearest;
    nearest.point = origin;
    if (!stress.already) {
        nearest = nearest_of(response, demands, sampling.seed);
        if (!nearest.found) {
            return refusal(7044, event, miss ? "cannot be missed by any shocks that were found" : "cannot be reached by any shocks that were found",
                           "an event that chance decides", "nothing random may reach its number, or its bounds exclude each other");
        }
    }
    stress.distance = nearest.distance;
    stress.active = nearest.active;
    stress.iterations = nearest.iterations;
    stress.tail = chi_square_tail(stress.distance * stress.distance, std::max<std::size_t>(stress.active, 1));
    stress.first_order = stats::normal_cdf(-stress.distance);
    stress.stressed = response.at(nearest.point);
    stress.inputs = stress_inputs(model, response.coordinates(), nearest.point, sampling.dispersion);
    stress.break_even = break_evens(model, index);
    return contrast(model, index, sampling, executor, std::move(stress));
}

}  // namespace grdp::analysis
