#include "grdp/analysis/sweep_shard.hpp"

#include <array>

#include "grdp/base/contract.hpp"
#include "grdp/stats/random.hpp"

namespace grdp::analysis {
namespace {

constexpr std::array<std::uint32_t, 2> kDealingKey = {0x53484152u, 0x44u};  // an arbitrary address: the numbers decide who computes, never what

/// Who gets the first scenario of a round, from 0.
std::uint64_t beginner(std::uint64_t round, std::uint32_t count) {
    const auto words = stats::philox4x32_10({static_cast<std::uint32_t>(round), static_cast<std::uint32_t>(round >> 32), count, 0}, kDealingKey);
    return words[0] % count;
}

}  // namespace

std::uint32_t shard_of(std::uint64_t row, std::uint32_t count) {
    GRDP_EXPECTS(count > 0);
    return static_cast<std::uint32_t>((row % count + beginner(row / count, count)) % count) + 1;
}

std::vector<std::uint64_t> rows_of(const SweepShard& shard, std::uint64_t rows) {
    GRDP_EXPECTS(shard.number >= 1 && shard.number <= shard.count);
    std::vector<std::uint64_t> own;
    own.reserve(rows / shard.count + 1);
    for (std::uint64_t round = 0; round * shard.count < rows; ++round) {
        const std::uint64_t place = (shard.number - 1 + shard.count - beginner(round, shard.count)) % shard.count;
        const std::uint64_t row = round * shard.count + place;
        if (row < rows) own.push_back(row);
    }
    return own;
}

}  // namespace grdp::analysis
