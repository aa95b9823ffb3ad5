// A total and its parts: levels, growth, contributions and structure along one path.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// An identity that is a plain sum of series of the same period: grdp = sum(s: volume[s]).
struct Decomposition {
    std::uint32_t total = 0;           ///< series
    std::vector<std::uint32_t> parts;  ///< series, in the order of the sum; at least two
};

/// One series in one period of a decomposition; NaN where the year before is not known (growth and contributions) or
/// where the base is zero.
struct PartAccount {
    std::uint32_t series = 0;
    std::uint32_t period = 0;    ///< grid index
    double level = 0;            ///< unit of the series
    double growth = 0;           ///< % on the same period a year before; NaN on a base that is not positive
    double contribution = 0;     ///< percentage points of the total's growth (EQ contribution, docs/method/accounts.md)
    double share_of_growth = 0;  ///< % of the total's increment
    double share = 0;            ///< % of the total's level
};

struct DecompositionAccount {
    Decomposition decomposition;
    std::vector<PartAccount> total;               ///< per horizon period
    std::vector<std::vector<PartAccount>> parts;  ///< [part][horizon period]
};

/// Every such identity of the model, in order of evaluation.
[[nodiscard]] std::vector<Decomposition> decompositions(const model::CompiledModel& model);
/// The account of one decomposition along a path.
[[nodiscard]] DecompositionAccount decomposition_account(const engine::Projection& path, const model::CompiledModel& model,
                                                         const Decomposition& decomposition);

}  // namespace grdp::analysis
