#include "direction.hpp"

#include <algorithm>
#include <tuple>

#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/sobol.hpp"
#include "integrand.hpp"

namespace grdp::analysis {
namespace {

constexpr std::uint32_t kGradientReplicate = kTrialReplicate + 64;
constexpr unsigned kGradientLevel = 3;
/// A vector of which no more than this share is new adds no axis: the rest is rounding of the differences.
constexpr double kNothingNew = 1e-6;
/// Lanes reflected together: the normals of a hundred coordinates stay in the fastest cache.

double squares_of(const std::vector<double>& vector) {
    double sum = 0;
    for (const double v : vector) sum += v * v;
    return sum;
}

}  // namespace

std::vector<std::size_t> sampling_order(const engine::Response& response) {
    const auto& coordinates = response.coordinates();
    std::vector<std::size_t> order(coordinates.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto rank = [&](std::size_t i) {
        const engine::Coordinate& at = coordinates[i];
        return std::tuple(at.ordinal == 0 ? 0u : 0xFFFFFFFFu - at.ordinal, at.index);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    return order;
}

Gradients sampled_gradients(const engine::Response& response, std::uint64_t seed) {
    const std::size_t n = response.coordinates().size(), points = std::size_t{1} << kGradientLevel;
    stats::ScrambledSobol net(seed, kGradientReplicate, n);
    net.reach(kGradientLevel);
    std::vector<std::vector<double>> at(points + 1, std::vector<double>(n, 0.0));
    std::vector<double> u(points);
    for (std::size_t i = 0; i < n; ++i) {
        net.fill(i, 0, points, u.data());
        for (std::size_t p = 0; p < points; ++p) at[p + 1][i] = stats::normal_quantile(u[p]);
    }
    Gradients found;
    std::vector<double> mean(response.outputs() * n, 0.0);
    for (const std::vector<double>& point : at) {
        std::vector<double> gradient = response.gradient(point);
        if (!std::all_of(gradient.begin(), gradient.end(), finite)) continue;
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += gradient[i];
        found.deviations.push_back(std::move(gradient));
    }
    for (double& m : mean) m /= found.deviations.empty() ? 1.0 : static_cast<double>(found.deviations.size());
    for (std::vector<double>& deviation : found.deviations) {
        for (std::size_t i = 0; i < mean.size(); ++i) deviation[i] -= mean[i];
    }
    for (std::size_t j = 0; j < response.outputs(); ++j) {
        found.mean.emplace_back(mean.begin() + static_cast<std::ptrdiff_t>(j * n), mean.begin() + static_cast<std::ptrdiff_t>((j + 1) * n));
    }
    return found;
}

Direction Direction::along(std::vector<std::size_t> coordinates, std::vector<double> weights) {
    double largest = 0;
    for (const double w : weights) {
        if (!finite(w)) return {};
        largest = std::max(largest, w < 0 ? -w : w);
    }
    if (!(largest > 0)) return {};
    for (double& w : weights) w /= largest;
    const double length = stats::sqrt(squares_of(weights));
    for (double& w : weights) w /= length;
    return {std::move(coordinates), std::move(weights)};
}

Rotation::Rotation(const Direction& direction, const std::vector<std::vector<double>>& leading) {
    GRDP_EXPECTS(!direction.empty());
    add(direction.weights);
    for (const std::vector<double>& vector : leading) {
        if (pivots_.size() < direction.weights.size()) add(vector);
    }
}

/// One more mirror: what the mirrors so far make of the vector, less the axes that are taken, decides.
bool Rotation::add(std::vector<double> vector) {
    const double before = stats::sqrt(squares_of(vector));
    for (const Mirror& mirror : mirrors_) {
        double dot = 0;
        for (std::size_t i = 0; i < vector.size(); ++i) dot += mirror.normal[i] * vector[i];
        for (std::size_t i = 0; i < vector.size(); ++i) vector[i] -= mirror.factor * dot * mirror.normal[i];
    }
    for (const std::size_t pivot : pivots_) vector[pivot] = 0;
    const double length = stats::sqrt(squares_of(vector));
    if (!(length > kNothingNew * before)) return false;
    double largest = 0;
    for (double& w : vector) {
        w /= length;
        largest = std::max(largest, w < 0 ? -w : w);
    }
    // The first that is large, not the largest: two that are nearly equal must not change places under a small change.
    const auto large = [&](double w) { return (w < 0 ? -w : w) >= 0.5 * largest; };
    const auto pivot = static_cast<std::size_t>(std::find_if(vector.begin(), vector.end(), large) - vector.begin());
    vector[pivot] += vector[pivot] < 0 ? -1.0 : 1.0;
    const double factor = 2 / squares_of(vector);
    pivots_.push_back(pivot);
    mirrors_.push_back({std::move(vector), factor});
    return true;
}

void Rotation::apply(double* const* x, std::size_t count, const LineKernels& kernels) const {
    std::fill_n(x[pivots_.front()], count, 0.0);
    for (std::size_t m = mirrors_.size(); m-- > 0;) kernels.reflect(mirrors_[m].normal.data(), mirrors_[m].normal.size(), mirrors_[m].factor, x, count);
}

}  // namespace grdp::analysis
