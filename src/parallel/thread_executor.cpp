#include "grdp/parallel/thread_executor.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace grdp::parallel {

std::size_t available_processors() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
        return static_cast<std::size_t>(std::max(1, CPU_COUNT(&allowed)));
    }
    return std::max(1u, std::thread::hardware_concurrency());
}

ThreadExecutor::ThreadExecutor(std::size_t threads) : threads_(threads == 0 ? available_processors() : threads) {}

bool ThreadExecutor::run(std::size_t count, const Task& task, const Watch& watch) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::atomic<bool> stop{false};
    const auto take_one = [&](std::size_t worker) {
        const std::size_t number = next.fetch_add(1, std::memory_order_relaxed);
        if (number >= count) return false;
        task(number, worker);
        done.fetch_add(1, std::memory_order_release);
        return true;
    };
    const auto tell = [&] {
        if (watch && !watch(done.load(std::memory_order_acquire))) stop.store(true, std::memory_order_relaxed);
    };
    {
        std::vector<std::jthread> helpers;  // joined when this scope ends
        for (std::size_t worker = 1; worker < std::min(threads_, count); ++worker) {
            helpers.emplace_back([&, worker] {
                while (!stop.load(std::memory_order_relaxed) && take_one(worker)) {
                }
            });
        }
        while (!stop.load(std::memory_order_relaxed) && take_one(0)) tell();
    }
    const bool complete = done.load() == count;
    if (complete && watch) watch(count);
    return complete;
}

}  // namespace grdp::parallel
