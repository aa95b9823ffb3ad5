// The scenarios of a sweep computed: by the threads of this process, and by other ranks where there are any.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "grdp/analysis/sweep_run.hpp"
#include "grdp/app/progress_bar.hpp"
#include "grdp/app/signals.hpp"
#include "grdp/parallel/crew.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "sweep_keep.hpp"
#include "sweep_plan.hpp"

namespace grdp::app {

/// Scenarios by number, on all threads of this process.
class SweepBench {
  public:
    using Watch = std::function<bool(std::size_t done)>;

    SweepBench(const SweepJob& job, const Options& options);
    [[nodiscard]] parallel::GroupPace pace() const;

    /// Those that were finished before Ctrl-C, or before `watch` wanted no more.
    [[nodiscard]] std::vector<analysis::SweepRow> compute(const std::vector<std::uint64_t>& numbers, const Watch& watch);

    /// Of all that was computed here.
    [[nodiscard]] analysis::SweepSharing sharing() const;

  private:
    /// Each worker takes a stretch of the group, so that it lays out the draws once.
    [[nodiscard]] std::vector<analysis::SweepRow> compute_together(const std::vector<std::uint64_t>& numbers, const Watch& watch);

    /// Ctrl-C reaches every simulation of a group.
    class Cancel final : public engine::Progress {
      public:
        void advanced(std::uint64_t, std::uint64_t) override {}
        [[nodiscard]] bool cancelled() const override { return interrupting_signal() != 0; }
    };

    parallel::ThreadExecutor threads_;
    Cancel cancel_;
    std::vector<analysis::SweepWorker> workers_;
    analysis::SweepSharing apart_;  ///< of a sweep whose scenarios cannot share their draws
};

/// Group after group: computed by all threads and all ranks, made durable, announced.
class SweepRunner {
  public:
    SweepRunner(const SweepJob& job, const Options& options, const Terminal& terminal, SweepKeeper& keeper, parallel::CrewLead& lead)
        : job_(job), keeper_(keeper), lead_(lead), bench_(job, options), progress_(terminal, options.language, Counted::scenarios) {}

    /// Done, or why the store takes no more or a rank cannot help; an interruption is no error: interrupting_signal() tells, and undone() of the lead.
    [[nodiscard]] Status run(const std::vector<std::uint64_t>& missing);

    [[nodiscard]] std::size_t computed() const { return computed_; }
    [[nodiscard]] double seconds() const { return progress_.seconds(); }
    /// How this process counted, and how many scenarios other ranks computed.
    [[nodiscard]] analysis::SweepSharing sharing() const;

  private:
    [[nodiscard]] Status compute_own(const std::vector<std::uint64_t>& group, const parallel::Keep& keep_sent);
    [[nodiscard]] Status keep_sent(const std::vector<std::string>& records);

    const SweepJob& job_;
    SweepKeeper& keeper_;
    parallel::CrewLead& lead_;
    SweepBench bench_;
    ProgressBar progress_;
    std::size_t computed_ = 0, all_ = 0, sent_ = 0;
};

}  // namespace grdp::app
