// Whole simulations through the public interface, on one core: nanoseconds per draw and path-periods per second.
#include <benchmark/benchmark.h>

#include "grdp/engine/simulate.hpp"
#include "scenario.hpp"

namespace grdp {
namespace {

constexpr std::uint64_t kDraws = 1'000'000;

engine::Outputs named(const model::CompiledModel& model, const char* series) {
    engine::Outputs outputs;
    outputs.series = {model.find_series(series)};
    return outputs;
}

void run(benchmark::State& state, const model::CompiledModel& model, const engine::Outputs& outputs, bool quantiles) {
    engine::Sampling sampling;
    sampling.draws = kDraws;
    sampling.isa = static_cast<engine::Isa>(state.range(0));
    if (!quantiles) sampling.probabilities.clear();
    if (engine::resolve_isa(sampling.isa) != sampling.isa && sampling.isa != engine::Isa::automatic) {
        state.SkipWithError("this processor lacks the instruction set");
        return;
    }
    for (auto _ : state) {
        auto ensemble = engine::simulate(model, sampling, outputs);
        if (!ensemble) state.SkipWithError("the simulation failed");
        benchmark::DoNotOptimize(ensemble);
    }
    const auto paths = static_cast<double>(state.iterations()) * static_cast<double>(kDraws);
    state.counters["per_draw"] = benchmark::Counter(paths, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["path_periods"] =
        benchmark::Counter(paths * static_cast<double>(model.horizon.size()), benchmark::Counter::kIsRate);
    state.SetLabel(std::string(engine::isa_name(engine::resolve_isa(sampling.isa))));
}

/// Counts, moments and histogram of the one output.
void p1(benchmark::State& state) {
    static const model::CompiledModel model = benchmarks::compiled(benchmarks::kP1);
    run(state, model, named(model, "growth_grdp"), false);
}
/// The same with exact quantiles, that is a second pass.
void p1_with_quantiles(benchmark::State& state) {
    static const model::CompiledModel model = benchmarks::compiled(benchmarks::kP1);
    run(state, model, named(model, "growth_grdp"), true);
}
void p2(benchmark::State& state) {
    static const model::CompiledModel model = benchmarks::compiled(benchmarks::kP2);
    run(state, model, named(model, "growth_grdp"), false);
}
/// Every equation that the events, checks and the growth of GRDP need.
void full_model_headline(benchmark::State& state) {
    static const model::CompiledModel model = benchmarks::compiled(benchmarks::kFull);
    run(state, model, named(model, "growth_grdp"), false);
}
/// Statistics of every explained series.
void full_model_all_series(benchmark::State& state) {
    static const model::CompiledModel model = benchmarks::compiled(benchmarks::kFull);
    run(state, model, engine::Outputs::explained(model), false);
}
void full_model_all_quantiles(benchmark::State& state) {
    static const model::CompiledModel model = benchmarks::compiled(benchmarks::kFull);
    run(state, model, engine::Outputs::explained(model), true);
}

BENCHMARK(p1)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);
BENCHMARK(p1_with_quantiles)->Arg(0)->Unit(benchmark::kMillisecond);
BENCHMARK(p2)->Arg(0)->Unit(benchmark::kMillisecond);
BENCHMARK(full_model_headline)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);
BENCHMARK(full_model_all_series)->Arg(0)->Unit(benchmark::kMillisecond);
BENCHMARK(full_model_all_quantiles)->Arg(0)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace grdp
