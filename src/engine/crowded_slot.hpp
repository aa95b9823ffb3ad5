// Order statistics in histogram slots that hold more values than memory allows to collect.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "measure.hpp"

namespace grdp::engine {

/// Values of one cell: those of a histogram slot, or those from low to high, both included.
struct Crowd {
    static constexpr std::size_t kNoSlot = kernel::kSlots;
    std::uint32_t cell = 0;
    Frame frame;                       ///< of the slot
    std::size_t slot = kNoSlot;
    double low = 0;
    double high = 0;
    std::uint64_t below = 0;           ///< values of the cell that lie below the crowd
    std::vector<std::uint64_t> ranks;  ///< ascending, wanted of it, counted over the whole cell
};

struct RankedValue {
    std::uint32_t cell = 0;
    std::uint64_t rank = 0;
    double value = 0;
};

/// The wanted order statistics. Each pass divides every crowd into 256 bins that know their least and greatest value and
/// goes on in the bins that hold a wanted rank until all values of such a bin are equal: one pass for a discrete variable,
/// three or four for a continuous one. Nothing if the run was cancelled. Memory: 6 kB per crowd and worker; as many crowds
/// share a pass as memory_limit allows, at least one.
[[nodiscard]] std::optional<std::vector<RankedValue>> resolve(std::vector<Crowd> crowds, const Program& program,
                                                              const Sampling& sampling, Executor& executor, Journey& journey);

}  // namespace grdp::engine
