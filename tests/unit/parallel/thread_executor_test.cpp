#include "grdp/parallel/thread_executor.hpp"

#include <atomic>
#include <bit>
#include <vector>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

TEST_CASE("threads: every task runs exactly once, each worker alone") {
    for (const std::size_t threads : {std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
        parallel::ThreadExecutor executor(threads);
        std::vector<std::atomic<int>> runs(1000);
        std::vector<std::atomic<int>> busy(threads);
        std::atomic<bool> shared{false};
        const auto task = [&](std::size_t number, std::size_t worker) {
            if (busy[worker].fetch_add(1) != 0) shared = true;
            ++runs[number];
            busy[worker].fetch_sub(1);
        };
        CHECK(executor.run(runs.size(), task, {}));
        CHECK_FALSE(shared);
        for (const std::atomic<int>& count : runs) CHECK(count == 1);
    }
}

TEST_CASE("threads: a watch that says no ends the run") {
    parallel::ThreadExecutor executor(3);
    std::atomic<std::size_t> ran{0};
    const bool complete = executor.run(
        1'000'000, [&](std::size_t, std::size_t) { ++ran; }, [](std::size_t) { return false; });
    CHECK_FALSE(complete);
    CHECK(ran < 1'000'000);
}

TEST_CASE("threads: the last word of the watch is that all is done") {
    parallel::ThreadExecutor executor(2);
    std::size_t last = 0;
    CHECK(executor.run(
        50, [](std::size_t, std::size_t) {}, [&](std::size_t done) {
            last = done;
            return true;
        }));
    CHECK(last == 50);
    CHECK(executor.run(0, [](std::size_t, std::size_t) {}, {}));
    CHECK(parallel::available_processors() >= 1);
    CHECK(parallel::ThreadExecutor().workers() == parallel::available_processors());
}

TEST_CASE("threads: 1, 2, 3 and 7 of them give the same bits") {
    const test::P1 p2 = test::problem_two();
    const engine::Outputs outputs = engine::Outputs::explained(p2.model);
    engine::Sampling sampling;
    sampling.draws = 150'001;
    const auto reference = engine::simulate(p2.model, sampling, outputs);
    REQUIRE(reference);
    for (const std::size_t threads : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}}) {
        parallel::ThreadExecutor executor(threads);
        const auto run = engine::simulate(p2.model, sampling, outputs, executor);
        REQUIRE(run);
        for (std::size_t i = 0; i < run->cells.size(); ++i) {
            const engine::Cell &a = reference->cells[i], &b = run->cells[i];
            CHECK(std::bit_cast<std::uint64_t>(a.mean) == std::bit_cast<std::uint64_t>(b.mean));
            CHECK(std::bit_cast<std::uint64_t>(a.sd) == std::bit_cast<std::uint64_t>(b.sd));
            CHECK(a.histogram.counts == b.histogram.counts);
            for (std::size_t q = 0; q < a.quantiles.size(); ++q) CHECK(a.quantiles[q].value == b.quantiles[q].value);
        }
        CHECK(run->events[0].within == reference->events[0].within);
    }
}

}  // namespace
}  // namespace grdp
