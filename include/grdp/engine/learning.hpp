// What observations teach of the uncertain parameters.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// In the unit of the parameter. Before: its law as stated, normal. After: given all observations, exact for straight
/// ones, and by sums over the points of (CD-10) where a parameter bends them.
struct LearntParameter {
    std::uint32_t parameter = 0;  ///< index into CompiledModel::parameters
    double mean_before = 0;
    double sd_before = 0;
    double mean_after = 0;
    double sd_after = 0;
};

/// The uncertain parameters on which the observations of the model bear, in its order; none without observations.
/// Contract: the model comes from model::compile, and project() accepts its observations.
[[nodiscard]] std::vector<LearntParameter> learnt(const model::CompiledModel& model);

}  // namespace grdp::engine
