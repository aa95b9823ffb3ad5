// Orders of inputs or causes, all alike likely.
#pragma once

#include <cstdint>
#include <vector>

namespace grdp::analysis {

/// A permutation of 0 .. size-1, by Fisher and Yates, from random numbers that no model draws.
[[nodiscard]] std::vector<std::size_t> random_order(std::uint64_t seed, std::size_t number, std::size_t size);

}  // namespace grdp::analysis
