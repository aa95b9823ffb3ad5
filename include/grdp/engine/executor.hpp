// Who runs the independent tasks of a simulation. The kernel knows no threads: parallel::ThreadExecutor brings them.
#pragma once

#include <cstdint>
#include <functional>

namespace grdp::engine {

/// Listens to a run. `advanced` is called from the thread that called simulate(); `cancelled` from any thread.
class Progress {
  public:
    virtual ~Progress() = default;
    /// done and total count paths; total may grow once, when a second pass turns out to be needed.
    virtual void advanced(std::uint64_t done, std::uint64_t total) = 0;
    /// True ends the run at the next task; simulate() then answers with E4005.
    [[nodiscard]] virtual bool cancelled() const { return false; }
};

/// Runs tasks 0..count-1 in any order, on any number of workers; results never depend on either.
class Executor {
  public:
    /// One task; `worker` is below workers() and never runs two tasks at once.
    using Task = std::function<void(std::size_t task, std::size_t worker)>;
    /// Called between tasks, on the calling thread where possible, with the number of tasks done; false stops.
    using Watch = std::function<bool(std::size_t done)>;

    virtual ~Executor() = default;
    [[nodiscard]] virtual std::size_t workers() const = 0;
    /// True if every task ran; false if `watch` stopped the run. `watch` may be empty.
    virtual bool run(std::size_t count, const Task& task, const Watch& watch) = 0;
};

/// One worker, tasks in ascending order.
class SerialExecutor final : public Executor {
  public:
    [[nodiscard]] std::size_t workers() const override { return 1; }
    bool run(std::size_t count, const Task& task, const Watch& watch) override;
};

}  // namespace grdp::engine
