// Many scenarios of P1 over common draws through the public interface, without intervals, files and texts (benchmarks/peers/sweep.py).
//   sweep_engine TABLE.csv DRAWS SEED [ISA]: CPU seconds to bind the scenarios, to prove that they share their draws, and to count; then draws x
//   scenarios counted one by one, enclosed, doubtful, exact; then the share of the band of each scenario.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "../scenario.hpp"
#include "grdp/analysis/sweep_phrase.hpp"
#include "grdp/analysis/sweep_run.hpp"
#include "grdp/engine/shared_draws.hpp"
#include "grdp/io/file_bytes.hpp"

using namespace grdp;

namespace {

double cpu_seconds(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

engine::Isa isa_named(const std::string& name) {
    for (const auto isa : {engine::Isa::baseline, engine::Isa::avx2, engine::Isa::avx512}) {
        if (engine::isa_name(isa) == name) return isa;
    }
    return engine::Isa::automatic;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) return 2;
    const auto text = io::read_regular_file(arguments[1], std::size_t{1} << 26);
    if (!text) return 1;
    auto list = analysis::parse_scenario_list(*text, 0);
    if (!list) return 1;
    const model::CompiledModel model = benchmarks::compiled(benchmarks::kP1);
    analysis::SweepPlan plan;
    plan.models = {&model};
    plan.broken.resize(1);
    plan.design.axes = list->axes;
    analysis::SweepBlock block{{}, list->values, list->names};
    for (std::uint32_t axis = 0; axis < list->axes.size(); ++axis) block.axes.push_back(axis);
    plan.design.blocks.push_back(block);
    engine::Sampling sampling;
    sampling.draws = std::strtoull(arguments[2], nullptr, 10);
    sampling.seed = std::strtoull(arguments[3], nullptr, 10);
    if (count > 4) sampling.isa = isa_named(arguments[4]);

    analysis::SweepWorker worker(plan, [](std::size_t, const std::vector<std::string>&) -> Result<model::CompiledModel> { std::abort(); });
    double binding = 0;
    const auto bound = [&](std::uint64_t row) {
        const auto one = worker.bind(plan.design.point(row));
        return one ? *one : nullptr;
    };
    std::clock_t start = std::clock();
    for (std::uint64_t row = 0; row < plan.design.rows(); ++row) {
        if (bound(row) == nullptr) return 1;
    }
    binding = cpu_seconds(start);
    start = std::clock();
    std::vector<engine::SharedScenario> scenarios;
    for (std::uint64_t row = 0; row < plan.design.rows(); ++row) {
        auto analysis = engine::share(*bound(row), sampling);
        if (!analysis.scenario) return 1;
        scenarios.push_back(*std::move(analysis.scenario));
    }
    const double proof = cpu_seconds(start) - binding;
    start = std::clock();
    engine::SharedMemory memory;
    engine::SharedWork work;
    const auto counts = engine::count_shared(scenarios, sampling, [&](std::size_t scenario) { return bound(scenario); }, nullptr, memory, &work);
    const double counting = cpu_seconds(start);
    if (!counts) return 1;
    std::printf("%.6f %.6f %.6f\n%llu %llu %llu %llu\n", binding, proof, counting, static_cast<unsigned long long>(work.counted),
                static_cast<unsigned long long>(work.enclosed), static_cast<unsigned long long>(work.doubtful), static_cast<unsigned long long>(work.exact));
    for (const auto& events : *counts) std::printf("%.17g\n", static_cast<double>(events[0].within) / static_cast<double>(sampling.draws));
    return 0;
}
