// An executor that runs its tasks in another order and by other workers than anyone expects: no result may depend on that.
#pragma once

#include <cstddef>

#include "grdp/engine/executor.hpp"

namespace grdp::test {

class Backwards final : public engine::Executor {
  public:
    [[nodiscard]] std::size_t workers() const override { return 3; }
    bool run(std::size_t count, const Task& task, const Watch&) override {
        for (std::size_t i = count; i-- > 0;) task(i, i % 3);
        return true;
    }
};

}  // namespace grdp::test
