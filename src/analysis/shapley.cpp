#include "grdp/analysis/shapley.hpp"

#include <bit>

#include "grdp/base/contract.hpp"

namespace grdp::analysis {

std::vector<double> shapley_weights(std::size_t players) {
    std::vector<double> weights;
    double binomial = 1;  // C(n-1, k)
    for (std::size_t k = 0; k < players; ++k) {
        weights.push_back(1.0 / (static_cast<double>(players) * binomial));
        binomial = binomial * static_cast<double>(players - 1 - k) / static_cast<double>(k + 1);
    }
    return weights;
}

std::vector<double> shapley_values(const std::vector<double>& worth, std::size_t players) {
    GRDP_EXPECTS(players <= kMostPlayers && worth.size() == std::size_t{1} << players);
    const std::vector<double> weights = shapley_weights(players);
    std::vector<double> values(players, 0.0);
    for (std::size_t mask = 0; mask < worth.size(); ++mask) {
        const auto others = static_cast<std::size_t>(std::popcount(mask));
        for (std::size_t i = 0; i < players; ++i) {
            const std::size_t bit = std::size_t{1} << i;
            if ((mask & bit) == 0) values[i] += weights[others] * (worth[mask | bit] - worth[mask]);
        }
    }
    return values;
}

}  // namespace grdp::analysis
