// How much of the uncertainty of a number each uncertain input makes, with the inputs as correlated as they are.
// docs/method/sensitivity.md, equations (SE-8) to (SE-13).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/estimate.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// A number of the model: a cell, or whether an event happens.
struct UncertainNumber {
    bool event = false;
    std::uint32_t index = 0;   ///< series or event
    std::uint32_t period = 0;  ///< grid index of a cell
};

/// Shocks or parameters that count as one source of uncertainty.
struct UncertainInput {
    std::string name;  ///< "volume[services]", "elasticity" for all of elasticity[..]
    bool is_shock = false;
    std::vector<std::uint32_t> members;  ///< shocks or parameters
};

/// Up to so many inputs all subsets are taken, 2^kMostUncertainInputs conditional variances; of more, random orders. (SE-13)
inline constexpr std::size_t kMostUncertainInputs = 10;
inline constexpr std::uint64_t kLeastIndexDraws = 1'000;

/// What equations lead from to the number: shocks one by one and parameters by name; where these are more than
/// kMostUncertainInputs, shocks by name too.
[[nodiscard]] std::vector<UncertainInput> uncertain_inputs(const model::CompiledModel& model, const UncertainNumber& number);

struct UncertaintyShares {
    std::vector<UncertainInput> inputs;
    bool exact = false;            ///< affine in normal inputs: no draws
    std::uint64_t draws = 0;
    std::uint64_t orders = 0;  ///< in which the inputs became known, where not all subsets were taken: part of the errors
    double variance = 0;           ///< of the number, or of the event's indicator
    std::vector<Estimate> shapley;      ///< sum to 1 (SE-8)
    std::vector<Estimate> first_order;  ///< variance that knowledge of the input alone removes (SE-9)
    std::vector<Estimate> total;        ///< variance that is left when only the input is unknown (SE-9)
};

/// Errors: E7311 too few draws for an index (fewer than kLeastIndexDraws, or standard errors of shares above 0.05), E7313 the
/// number has no uncertainty.
[[nodiscard]] Result<UncertaintyShares> uncertainty_shares(const model::CompiledModel& model, const UncertainNumber& number, const engine::Sampling& sampling,
                                                           engine::Executor& executor, std::size_t most_subsets = kMostUncertainInputs);

}  // namespace grdp::analysis
