#include "grdp/parallel/messenger.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace grdp::parallel {

Letter Messenger::wait() {
    using std::chrono::microseconds;
    for (auto pause = microseconds(20);; pause = std::min(2 * pause, microseconds(1000))) {
        if (auto letter = poll()) return *std::move(letter);
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace grdp::parallel
