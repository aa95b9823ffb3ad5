#include "grdp/engine/executor.hpp"

namespace grdp::engine {

bool SerialExecutor::run(std::size_t count, const Task& task, const Watch& watch) {
    for (std::size_t i = 0; i < count; ++i) {
        task(i, 0);
        if (watch && !watch(i + 1) && i + 1 < count) return false;
    }
    return true;
}

}  // namespace grdp::engine
