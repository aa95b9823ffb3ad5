// The benchmark problems through the public interface, for the comparison with peers (benchmarks/peers/run.py).
//   p1_peer DRAWS SEED [SCENARIO [THREADS]]   plain sampling: prints CPU nanoseconds per draw, the shares of the events,
//                                             then wall-clock nanoseconds per draw and paths times periods of the horizon
//   p1_peer until SCENARIO EVENT ERROR SEED   the planner's estimator until that standard error, a number or a share of the value
//                                             ("0.001x"): prints CPU seconds, value, error, points, the estimator, and whether reached
// SCENARIO: p1 (the default), p2, p3, or full, the Can Tho model. CPU time is that of one worker unless THREADS says otherwise.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "../scenario.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/parallel/thread_executor.hpp"

namespace {

using namespace grdp;

std::string path_of(const std::string& name) {
    return name == "full" ? benchmarks::kFull : GRDP_SOURCE_DIR "/scenarios/benchmarks/" + name + ".scenario";
}

double cpu_seconds(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

int plain(int count, char** arguments) {
    const model::CompiledModel model = benchmarks::compiled(path_of(count > 3 ? arguments[3] : "p1"));
    engine::Sampling sampling;
    sampling.draws = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 2'000'000;
    sampling.seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
    sampling.probabilities.clear();
    engine::Outputs outputs;
    outputs.series = {model.find_series("growth_grdp")};
    parallel::ThreadExecutor executor(count > 4 ? std::strtoull(arguments[4], nullptr, 10) : 1);

    const auto begun = std::chrono::steady_clock::now();
    const std::clock_t start = std::clock();
    const auto run = engine::simulate(model, sampling, outputs, executor);
    const double seconds = cpu_seconds(start);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (!run) return 1;

    const double draws = static_cast<double>(sampling.draws);
    std::printf("%.4f", seconds / draws * 1e9);
    for (const auto& event : run->events) std::printf(" %.9f", static_cast<double>(event.within) / draws);
    std::printf(" %.4f %zu\n", wall / draws * 1e9, model.horizon.size());
    return 0;
}

/// The model is lowered anew, as for a user who asks once.
int until(char** arguments) {
    const model::CompiledModel model = benchmarks::compiled(path_of(arguments[2]));
    std::uint32_t event = 0;
    while (event < model.events.size() && model.events[event].name != arguments[3]) ++event;
    if (event == model.events.size()) return 2;
    const bool relative = std::strchr(arguments[4], 'x') != nullptr;
    engine::SerialExecutor one;
    analysis::PlannerOptions options;
    options.seed = std::strtoull(arguments[5], nullptr, 10);
    options.until_se = std::strtod(arguments[4], nullptr);
    if (relative) options.until_se *= analysis::estimate_event(model, event, options, one).within.value;

    const std::clock_t start = std::clock();
    const analysis::EventEstimate answer = analysis::estimate_event(model, event, options, one);
    std::printf("%.6f %.12g %.6g %llu %s %d\n", cpu_seconds(start), answer.within.value, answer.within.standard_error,
                static_cast<unsigned long long>(answer.points), std::string(analysis::estimator_name(answer.method)).c_str(),
                answer.reached ? 1 : 0);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    return count == 6 && std::string(arguments[1]) == "until" ? until(arguments) : plain(count, arguments);
}
