// What drives P1: Shapley effects of its growth and of its band, as `grdp sensitivity` asks for them. Goal: 10 ms for both.
#include <benchmark/benchmark.h>

#include "grdp/analysis/shapley_effects.hpp"
#include "scenario.hpp"

namespace grdp {
namespace {

void shapley_of_p1(benchmark::State& state) {
    const model::CompiledModel model = benchmarks::compiled(benchmarks::kP1);
    const auto first = static_cast<std::uint32_t>(model.first_horizon_index());
    const analysis::UncertainNumber growth{false, model.find_series("growth_grdp"), first}, band{true, 0, 0};
    engine::SerialExecutor executor;
    for (auto _ : state) {
        for (const auto& number : {growth, band}) {
            auto shares = analysis::uncertainty_shares(model, number, engine::Sampling{}, executor);
            benchmark::DoNotOptimize(shares);
        }
    }
}

BENCHMARK(shapley_of_p1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace grdp
