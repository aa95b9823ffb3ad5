// From text to the projection: what a user waits for before the first number.
#include <benchmark/benchmark.h>

#include "grdp/engine/projection.hpp"
#include "scenario.hpp"

namespace grdp {
namespace {

void read_and_compile(benchmark::State& state) {
    for (auto _ : state) {
        auto model = benchmarks::compiled(benchmarks::kFull);
        benchmark::DoNotOptimize(model);
    }
}

void project(benchmark::State& state) {
    const model::CompiledModel model = benchmarks::compiled(benchmarks::kFull);
    for (auto _ : state) {
        auto projection = engine::project(model);
        benchmark::DoNotOptimize(projection);
    }
}

BENCHMARK(read_and_compile)->Unit(benchmark::kMillisecond);
BENCHMARK(project)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace grdp
