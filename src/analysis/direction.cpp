#include "direction.hpp"

#include <algorithm>
#include <tuple>

#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/sobol.hpp"
#include "integrand.hpp"

namespace grdp::analysis {
namespace {

constexpr std::uint32_t kGradientReplicate = kTrialReplicate + 64;
constexpr unsigned kGradientLevel = 3;

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

std::vector<std::vector<double>> mean_gradients(const engine::Response& response, std::uint64_t seed) {
    const std::size_t n = response.coordinates().size(), points = std::size_t{1} << kGradientLevel;
    stats::ScrambledSobol net(seed, kGradientReplicate, n);
    net.reach(kGradientLevel);
    std::vector<std::vector<double>> at(points + 1, std::vector<double>(n, 0.0));
    std::vector<double> u(points);
    for (std::size_t i = 0; i < n; ++i) {
        net.fill(i, 0, points, u.data());
        for (std::size_t p = 0; p < points; ++p) at[p + 1][i] = stats::normal_quantile(u[p]);
    }
    std::vector<double> sum(response.outputs() * n, 0.0);
    double counted = 0;
    for (const std::vector<double>& point : at) {
        const std::vector<double> gradient = response.gradient(point);
        if (!std::all_of(gradient.begin(), gradient.end(), finite)) continue;
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += gradient[i];
        counted += 1;
    }
    std::vector<std::vector<double>> mean(response.outputs(), std::vector<double>(n, 0.0));
    for (std::size_t i = 0; counted > 0 && i < sum.size(); ++i) mean[i / n][i % n] = sum[i] / counted;
    return mean;
}

Direction Direction::along(std::vector<std::size_t> coordinates, std::vector<double> weights) {
    double largest = 0, squares = 0;
    for (const double w : weights) {
        if (!finite(w)) return {};
        largest = std::max(largest, w < 0 ? -w : w);
    }
    if (!(largest > 0)) return {};
    for (double& w : weights) {
        w /= largest;
        squares += w * w;
    }
    for (double& w : weights) w /= stats::sqrt(squares);
    return {std::move(coordinates), std::move(weights)};
}

Complement::Complement(const Direction& direction) : mirror_(direction.weights) {
    double largest = 0;
    for (const double w : mirror_) largest = std::max(largest, w < 0 ? -w : w);
    // The first that is large, not the largest: two that are nearly equal must not change places under a small change.
    const auto large = [&](double w) { return (w < 0 ? -w : w) >= 0.5 * largest; };
    pivot_ = static_cast<std::size_t>(std::find_if(mirror_.begin(), mirror_.end(), large) - mirror_.begin());
    mirror_[pivot_] += mirror_[pivot_] < 0 ? -1.0 : 1.0;
    double squares = 0;
    for (const double v : mirror_) squares += v * v;
    factor_ = 2 / squares;
}

void Complement::apply(double* const* x, std::size_t count) const {
    double dot[kLanes] = {};
    for (std::size_t i = 0; i < mirror_.size(); ++i) {
        if (i == pivot_) continue;
        for (std::size_t k = 0; k < count; ++k) dot[k] += mirror_[i] * x[i][k];
    }
    for (std::size_t k = 0; k < count; ++k) dot[k] *= factor_;
    for (std::size_t i = 0; i < mirror_.size(); ++i) {
        if (i == pivot_) {
            for (std::size_t k = 0; k < count; ++k) x[i][k] = -mirror_[i] * dot[k];
        } else {
            for (std::size_t k = 0; k < count; ++k) x[i][k] -= mirror_[i] * dot[k];
        }
    }
}

}  // namespace grdp::analysis
