// Which inputs of a model a number can depend on: the closure of its formula, whatever the period.
#pragma once

#include <set>
#include <string>

#include "grdp/analysis/differing_input.hpp"

namespace grdp::analysis {

/// Names of what is reached.
struct Reach {
    std::set<std::string> series;
    std::set<std::string> parameters;
    std::set<std::string> shocks;

    void add(const Reach& other);
    /// False only where the input cannot change the number. Observations, the model and events always can.
    [[nodiscard]] bool may_act(const DifferingInput& input) const;
};

[[nodiscard]] Reach reach_of_series(const model::CompiledModel& model, std::uint32_t series);
[[nodiscard]] Reach reach_of_expression(const model::CompiledModel& model, model::NodeId root);
/// Everything that the observations rest on: with them each shock may matter to each number that shares one.
[[nodiscard]] Reach reach_of_observations(const model::CompiledModel& model);

}  // namespace grdp::analysis
