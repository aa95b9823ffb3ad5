#include "grdp/stats/density_law.hpp"

#include <algorithm>
#include <array>

#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/lanes/marginal_view.hpp"

namespace grdp::stats {
namespace {

constexpr std::size_t kPadding = 2;

/// Powers of x of the quintic through y at x = -2, ..., 3.
std::array<double, 6> quintic(const double* y) {
    std::array<double, 6> d = {y[0], y[1], y[2], y[3], y[4], y[5]};
    for (std::size_t order = 1; order < 6; ++order) {
        for (std::size_t i = 5; i >= order; --i) d[i] = (d[i] - d[i - 1]) / static_cast<double>(order);
    }
    std::array<double, 6> c = {d[5]};
    for (std::size_t i = 5; i-- > 0;) {
        const double node = static_cast<double>(i) - 2;
        for (std::size_t power = 5; power > 0; --power) c[power] = c[power - 1] - node * c[power];
        c[0] = d[i] - node * c[0];
    }
    return c;
}

}  // namespace

DensityLaw::DensityLaw(double first, double step, const std::vector<double>& log_density) : first_(first), step_(step) {
    GRDP_EXPECTS(log_density.size() >= 8 && step > 0);
    const double peak = *std::max_element(log_density.begin(), log_density.end());
    GRDP_EXPECTS(peak - peak == 0.0);
    density_.assign(log_density.size() + 2 * kPadding, 0.0);
    for (std::size_t i = 0; i < log_density.size(); ++i) density_[i + kPadding] = exp(log_density[i] - peak);
    left_.assign(log_density.size(), 0.0);
    right_.assign(log_density.size(), 0.0);
    for (std::size_t i = 1; i < left_.size(); ++i) left_[i] = left_[i - 1] + mass(i - 1, 1.0);
    const double total = left_.back();
    GRDP_ENSURES(total > 0);
    for (double& x : density_) x /= total;
    for (double& x : left_) x /= total;
    for (std::size_t i = right_.size() - 1; i-- > 0;) right_[i] = right_[i + 1] + mass(i, 1.0);
    double sum = 0;
    for (std::size_t i = 0; i < log_density.size(); ++i) sum += density_[i + kPadding];
    for (std::size_t i = 0; i < log_density.size(); ++i) weights_.push_back(density_[i + kPadding] / sum);
}

double DensityLaw::mass(std::size_t cell, double x) const {
    const std::array<double, 6> c = quintic(&density_[cell]);
    double sum = 0;
    for (std::size_t power = 6; power-- > 0;) sum = sum * x + c[power] / static_cast<double>(power + 1);
    return std::max(0.0, sum * x);
}

/// The part x of a cell with mass(cell, x) = wanted; the mass rises with x.
double DensityLaw::inside(std::size_t cell, double wanted) const {
    double low = 0, high = 1;
    double x = 0.5;
    const std::array<double, 6> c = quintic(&density_[cell]);
    for (int step = 0; step < 60; ++step) {
        const double error = mass(cell, x) - wanted;
        (error < 0 ? low : high) = x;
        double density = 0;
        for (std::size_t power = 6; power-- > 0;) density = density * x + c[power];
        const double next = density > 0 ? x - error / density : low - 1;
        const double before = x;
        x = next > low && next < high ? next : low + 0.5 * (high - low);
        if (x == before || high - low < 1e-16) break;
    }
    return x;
}

double DensityLaw::from_score(double z) const {
    z = std::max(-lanes::kMarginalScoreLimit, std::min(lanes::kMarginalScoreLimit, z));
    const std::size_t cells = left_.size() - 1;
    if (z <= 0) {
        const double p = normal_cdf(z);
        const auto above = std::upper_bound(left_.begin(), left_.end(), p);
        const auto cell = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - left_.begin(), 1) - 1);
        const std::size_t i = std::min(cell, cells - 1);
        return point(i) + step_ * inside(i, p - left_[i]);
    }
    const double q = normal_cdf(-z);
    std::size_t i = cells - 1;
    while (i > 0 && right_[i] <= q) --i;
    return point(i) + step_ * inside(i, right_[i] - q);
}

}  // namespace grdp::stats
