// How far a simulation is: on a terminal only, and gone when it is done.
#pragma once

#include <chrono>
#include <cstdint>

#include "grdp/app/terminal.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/report/language.hpp"

namespace grdp::app {

enum class Counted : unsigned char { paths, scenarios };

/// Also carries Ctrl-C to the engine.
class ProgressBar final : public engine::Progress {
  public:
    ProgressBar(const Terminal& terminal, report::Language language, Counted counted = Counted::paths);
    ~ProgressBar() override;
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void advanced(std::uint64_t done, std::uint64_t total) override;
    [[nodiscard]] bool cancelled() const override;
    [[nodiscard]] double seconds() const;

  private:
    using Clock = std::chrono::steady_clock;

    const Terminal& terminal_;
    report::Language language_;
    Counted counted_;
    Clock::time_point start_;
    Clock::time_point drawn_;
    bool visible_ = false;
};

/// "[######....]  60%  12.3 million paths/s  2 s left", or with "14.2 scenarios/s"
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t total, double seconds,
                                        report::Language language, Counted counted = Counted::paths);

}  // namespace grdp::app
