// Time to a standard error of 1e-5 (of 1e-3 of the value for the rare event), by the estimator that the planner chooses. One core.
#include <benchmark/benchmark.h>

#include <string>

#include "grdp/analysis/event_estimate.hpp"
#include "scenario.hpp"

namespace grdp {
namespace {

/// The model is lowered anew each time, as a user who asks once would have it.
void until(benchmark::State& state, const std::string& scenario, const std::string& name, double until_se,
           analysis::Estimator estimator = analysis::Estimator::automatic) {
    const model::CompiledModel model = benchmarks::compiled(scenario);
    std::uint32_t event = 0;
    while (event < model.events.size() && model.events[event].name != name) ++event;
    if (event == model.events.size()) {
        state.SkipWithError("no such event");
        return;
    }
    analysis::PlannerOptions options;
    options.estimator = estimator;
    options.until_se = until_se;
    engine::SerialExecutor one;
    analysis::EventEstimate answer;
    for (auto _ : state) {
        answer = analysis::estimate_event(model, event, options, one);
        benchmark::DoNotOptimize(answer);
    }
    state.counters["value"] = answer.within.value;
    state.counters["error"] = answer.within.standard_error;
    state.counters["points"] = static_cast<double>(answer.points);
    state.SetLabel(std::string(analysis::estimator_name(answer.method)) + (answer.reached ? "" : ", not reached"));
}

const std::string kP3 = GRDP_SOURCE_DIR "/scenarios/benchmarks/p3.scenario";

void p1(benchmark::State& state) { until(state, benchmarks::kP1, "band", 1e-5); }
void p1_along_a_line(benchmark::State& state) { until(state, benchmarks::kP1, "band", 1e-5, analysis::Estimator::line); }
void p2(benchmark::State& state) { until(state, benchmarks::kP2, "band", 1e-5); }
void p3_one_year(benchmark::State& state) { until(state, kP3, "one_year", 1e-5); }
void p3_five_years(benchmark::State& state) { until(state, kP3, "five_years", 1e-5); }
void p3_every_year(benchmark::State& state) { until(state, kP3, "every_year", 1e-5); }
void p3_every_year_in_band(benchmark::State& state) { until(state, kP3, "every_in_band", 6.7e-11); }
void full_model_growth(benchmark::State& state) { until(state, benchmarks::kFull, "plan_2023: growth_grdp", 1e-5); }

BENCHMARK(p1)->Unit(benchmark::kMillisecond);
BENCHMARK(p1_along_a_line)->Unit(benchmark::kMillisecond);
BENCHMARK(p2)->Unit(benchmark::kMillisecond);
BENCHMARK(p3_one_year)->Unit(benchmark::kMillisecond);
BENCHMARK(p3_five_years)->Unit(benchmark::kMillisecond);
BENCHMARK(p3_every_year)->Unit(benchmark::kMillisecond);
BENCHMARK(p3_every_year_in_band)->Unit(benchmark::kMillisecond);
BENCHMARK(full_model_growth)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace grdp
