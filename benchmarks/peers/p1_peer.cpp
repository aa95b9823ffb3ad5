// P1 once through the public interface: prints CPU nanoseconds per draw and P(9.5..10). Driven by p1_numpy.py.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "../scenario.hpp"
#include "grdp/engine/simulate.hpp"

int main(int count, char** arguments) {
    using namespace grdp;
    const model::CompiledModel model = benchmarks::compiled(benchmarks::kP1);
    engine::Sampling sampling;
    sampling.draws = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 2'000'000;
    sampling.seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
    sampling.probabilities.clear();
    engine::Outputs outputs;
    outputs.series = {model.find_series("growth_grdp")};
    const std::clock_t start = std::clock();
    const auto run = engine::simulate(model, sampling, outputs);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (!run) return 1;
    const double draws = static_cast<double>(sampling.draws);
    std::printf("%.4f %.9f\n", seconds / draws * 1e9, static_cast<double>(run->events[0].within) / draws);
    return 0;
}
