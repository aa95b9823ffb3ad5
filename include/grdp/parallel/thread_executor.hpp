// Threads for the engine's tasks.
#pragma once

#include <cstddef>

#include "grdp/engine/executor.hpp"

namespace grdp::parallel {

/// Workers take the next task from a shared counter. The calling thread works too and is the one that calls `watch`.
class ThreadExecutor final : public engine::Executor {
  public:
    /// threads >= 1; 0 takes the number of processors that this process may use.
    explicit ThreadExecutor(std::size_t threads = 0);
    [[nodiscard]] std::size_t workers() const override { return threads_; }
    bool run(std::size_t count, const Task& task, const Watch& watch) override;

  private:
    std::size_t threads_;
};

/// Processors that this process may use, at least 1.
[[nodiscard]] std::size_t available_processors();

}  // namespace grdp::parallel
