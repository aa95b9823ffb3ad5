// Which series a simulation reports on.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// Series wanted, over the whole horizon. Events and checks of the model are always evaluated; what none of them needs
/// is not computed.
struct Outputs {
    std::vector<std::uint32_t> series;  ///< indices into CompiledModel::series, distinct, in the order reported
    bool events = true;
    bool checks = true;
    bool keep_paths = false;  ///< keep the raw values of every output cell: 8 bytes x cells x draws

    /// Every series of the model, exogenous ones last.
    [[nodiscard]] static Outputs all(const model::CompiledModel& model);
    /// Behavioural series, identities and reports: what the model explains.
    [[nodiscard]] static Outputs explained(const model::CompiledModel& model);
};

}  // namespace grdp::engine
