// Several scenarios weighed into one density.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

struct WeighedScenario {
    const model::CompiledModel* model = nullptr;
    double weight = 0;  ///< the weights sum to 1
};

/// An event that all scenarios have under one name and period; each with its own bounds.
struct MixtureEvent {
    std::string name;
    std::uint32_t event = 0;          ///< of the first scenario
    std::vector<double> parts;        ///< probability in each scenario
    Estimate probability;             ///< of the mixture
};
struct MixtureCell {
    std::uint32_t series = 0;         ///< of the first scenario
    std::uint32_t period = 0;         ///< grid index of the first scenario
    std::vector<double> means;        ///< in each scenario
    Estimate mean;
    double sd = 0;
    double between = 0;               ///< part of the variance that lies between the scenarios' means
    std::vector<Estimate> quantiles;  ///< at Sampling::probabilities
};
struct Mixture {
    std::uint64_t draws = 0;
    std::uint64_t failed = 0;         ///< pairs of path and scenario without a finite value of some number
    std::vector<MixtureEvent> events;
    std::vector<MixtureCell> cells;
};

/// `series` of the first scenario over its horizon; those that another scenario lacks are left out. All scenarios share their
/// luck. Contract: at least one scenario. Error: E7049 nothing in common, E4004.
[[nodiscard]] Result<Mixture> weigh(const std::vector<WeighedScenario>& scenarios, const std::vector<std::uint32_t>& series,
                                    const engine::Sampling& sampling, engine::Executor& executor);

[[nodiscard]] std::vector<AnswerTable> answer_tables(const std::vector<WeighedScenario>& scenarios, const Mixture& mixture);

}  // namespace grdp::analysis
