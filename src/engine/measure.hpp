// The first pass over all paths: sums, counts, histograms.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/stats/accumulator.hpp"
#include "program.hpp"

namespace grdp::engine {

/// Counts paths over both passes and asks the listener whether to go on.
class Journey {
  public:
    Journey(Progress* progress, std::uint64_t total) : progress_(progress), total_(total) {}
    void expect(std::uint64_t more) { total_ += more; }
    /// A watch for the executor: `per_task` paths each, `pass_total` at the end.
    [[nodiscard]] Executor::Watch watch(std::uint64_t per_task, std::uint64_t pass_total);
    /// Asked between blocks, so that a long task ends soon; a cancelled pass is never taken for a complete one.
    [[nodiscard]] bool cancelled() const { return progress_ != nullptr && progress_->cancelled(); }
    void pass_done(std::uint64_t paths) { before_ += paths; }

  private:
    Progress* progress_;
    std::uint64_t total_;
    std::uint64_t before_ = 0;
};

/// How the paths are cut into tasks: aligned groups of blocks, a function of the number of paths only.
struct Plan {
    std::uint64_t first_path = 0;
    std::uint64_t paths = 0;
    std::uint64_t paths_per_task = kBlockPaths;

    [[nodiscard]] static Plan of(const Sampling& sampling);
    [[nodiscard]] std::size_t tasks() const {
        return static_cast<std::size_t>((paths + paths_per_task - 1) / paths_per_task);
    }
};

/// Where a cell's histogram lies, from the first 1,024 paths of the seed; equal for every number of draws.
struct Frame {
    double shift = 0;
    double low = 0;
    double high = 1;
    double bins_per_unit = 1;
};
/// The slot of a finite value, as the kernel finds it.
[[nodiscard]] inline std::size_t slot_of(const Frame& frame, double x) {
    double place = (x - frame.low) * frame.bins_per_unit;
    if (place > double{kernel::kBins}) place = double{kernel::kBins};
    if (place < -1.0) place = -1.0;
    return static_cast<std::size_t>(place + 1.0);
}

[[nodiscard]] std::vector<Frame> pilot(const Program& program, const Sampling& sampling);

struct MeasuredCell {
    stats::MomentPartial moments;
    double least = 0;
    double greatest = 0;
    std::uint64_t failed = 0;
    std::vector<std::uint64_t> slots;  ///< [kernel::kSlots]
};

struct Measured {
    std::vector<MeasuredCell> cells;        ///< per cell sink
    std::vector<kernel::EventSink> events;  ///< per event sink
    std::vector<kernel::CheckSink> checks;  ///< per check sink
    std::uint64_t failed_paths = 0;
    std::vector<std::uint64_t> first_failures;  ///< path numbers, ascending
    bool complete = false;
};

inline constexpr std::size_t kNamedFailures = 10;

/// `kept`: room for [cells of the program x paths], or null.
[[nodiscard]] Measured measure(const Program& program, const Sampling& sampling, const std::vector<Frame>& frames,
                               double* kept, Executor& executor, Journey& journey);

}  // namespace grdp::engine
