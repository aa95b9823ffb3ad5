#include "grdp/engine/outputs.hpp"

namespace grdp::engine {

Outputs Outputs::explained(const model::CompiledModel& model) {
    Outputs outputs;
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        if (model.series[s].kind != model::SeriesKind::exogenous) outputs.series.push_back(s);
    }
    return outputs;
}

Outputs Outputs::all(const model::CompiledModel& model) {
    Outputs outputs = explained(model);
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        if (model.series[s].kind == model::SeriesKind::exogenous) outputs.series.push_back(s);
    }
    return outputs;
}

}  // namespace grdp::engine
