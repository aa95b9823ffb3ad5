// The memory in which one worker runs a program, chunk by chunk.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "dispatch.hpp"
#include "grdp/engine/sampling.hpp"
#include "program.hpp"

namespace grdp::engine {

struct AlignedDelete {
    void operator()(double* p) const { ::operator delete[](p, std::align_val_t{64}); }
};
using AlignedDoubles = std::unique_ptr<double[], AlignedDelete>;

/// Registers and sinks of one worker. The sinks are the caller's to prepare and to read.
class Worker {
  public:
    Worker(const Program& program, const Sampling& sampling);

    /// Runs paths [first, first + count), count <= kernel::kChunk. Afterwards `failed` tells which lanes failed.
    void run_chunk(std::uint64_t first, std::uint64_t count, kernel::Pass pass);

    /// Starts the sums of a block anew; histograms and counts go on.
    void clear_sums();

    std::vector<kernel::CellSink> cells;
    std::vector<kernel::EventSink> events;
    std::vector<kernel::CheckSink> checks;
    std::vector<std::uint8_t> failed;
    bool any_failed = false;

  private:
    kernel::Code code_;
    kernel::Execute execute_;
    std::uint64_t seed_;
    double dispersion_;
    kernel::Words words_;
    AlignedDoubles registers_;
};

}  // namespace grdp::engine
