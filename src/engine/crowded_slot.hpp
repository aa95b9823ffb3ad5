// Order statistics in histogram slots that hold more values than memory allows to collect.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "measure.hpp"

namespace grdp::engine {

/// Values of one cell: those of a histogram slot, or of them those from low to high, both included.
struct Crowd {
    std::uint32_t cell = 0;
    Frame frame;                       ///< of the slot
    std::size_t slot = 0;
    bool whole = true;                 ///< all of the slot; low and high then only say how to divide it
    double low = 0;
    double high = 0;
    std::uint64_t below = 0;           ///< values of the cell that lie below the crowd
    std::uint64_t count = 0;           ///< values of the crowd
    std::vector<std::uint64_t> ranks;  ///< ascending, wanted of it, counted over the whole cell
};

struct RankedValue {
    std::uint32_t cell = 0;
    std::uint64_t rank = 0;
    double value = 0;
};

/// The wanted order statistics. Each pass divides every crowd into 256 bins that know their least and greatest value and
/// goes on in the bins that hold a wanted rank until all values of such a bin are equal, or few enough to be collected: one pass
/// for a discrete variable, two for a continuous one. Nothing if the run was cancelled. Memory: 6 kB per crowd and worker, 256 kB
/// where values are collected; as many crowds share a pass as memory_limit allows, at least one.
[[nodiscard]] std::optional<std::vector<RankedValue>> resolve(std::vector<Crowd> crowds, const Program& program,
                                                              const Sampling& sampling, Executor& executor, Journey& journey);

}  // namespace grdp::engine
