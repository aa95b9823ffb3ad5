#include "random_order.hpp"

#include <algorithm>
#include <numeric>

#include "grdp/stats/random.hpp"

namespace grdp::analysis {
namespace {

/// Block of uniforms that no other draw uses.
constexpr std::uint32_t kOrderBlock = 0x7FFE0000u;

}  // namespace

std::vector<std::size_t> random_order(std::uint64_t seed, std::size_t number, std::size_t size) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = size; i-- > 1;) {
        const double u = stats::uniform_pair(seed, number, static_cast<std::uint32_t>(i), kOrderBlock).u0;
        std::swap(order[i], order[std::min(static_cast<std::size_t>(u * static_cast<double>(i + 1)), i)]);
    }
    return order;
}

}  // namespace grdp::analysis
