// Shapley's value: what each of several causes contributes to a difference that they make together.
#pragma once

#include <cstddef>
#include <vector>

namespace grdp::analysis {

/// Causes that are taken one by one; 2^kMostPlayers subsets are looked at.
inline constexpr std::size_t kMostPlayers = 20;

/// `worth[mask]` is the worth of the subset whose members are the bits of mask, [2^players]. The values sum to
/// worth[all] - worth[0]; a player who never changes the worth has exactly 0. (SE-1), Shapley (1953).
/// Contract: players <= kMostPlayers, worth.size() == 2^players.
[[nodiscard]] std::vector<double> shapley_values(const std::vector<double>& worth, std::size_t players);

/// weight[k]: k!(n-1-k)!/n!, the weight of a subset of k others among n players.
[[nodiscard]] std::vector<double> shapley_weights(std::size_t players);

}  // namespace grdp::analysis
