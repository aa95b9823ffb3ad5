// The part of a sweep that one process of many computes.
#pragma once

#include <cstdint>
#include <vector>

namespace grdp::analysis {

/// The most shards of one sweep.
inline constexpr std::uint32_t kMostShards = 1'000'000;

/// Shard `number` of `count`, 1 <= number <= count; 1 of 1 is the whole sweep.
struct SweepShard {
    std::uint32_t number = 1;
    std::uint32_t count = 1;

    [[nodiscard]] bool whole() const { return count == 1; }
    bool operator==(const SweepShard&) const = default;
};

/// Scenarios are dealt like cards: of each `count` consecutive ones every shard gets one. Who begins is drawn for each round (a fixed
/// Philox address, the same on every machine), so that no axis of the design keeps step with the dealing. Shares differ by one at most.
/// Contract: count > 0. The result is a shard's number.
[[nodiscard]] std::uint32_t shard_of(std::uint64_t row, std::uint32_t count);

/// The scenarios of a shard, ascending; `rows` are those of the design.
[[nodiscard]] std::vector<std::uint64_t> rows_of(const SweepShard& shard, std::uint64_t rows);

}  // namespace grdp::analysis
