#include "grdp/analysis/learning.hpp"

#include "grdp/engine/learning.hpp"
#include "table_writer.hpp"

namespace grdp::analysis {

std::optional<AnswerTable> learnt_table(const model::CompiledModel& model) {
    const auto learnt = engine::learnt(model);
    if (learnt.empty()) return std::nullopt;
    TableWriter table(std::string(kLearntTable), "an uncertain parameter before and after the observations");
    table.text("parameter", "name").text("unit", "unit of the numbers");
    table.number("mean_before", "1", "as stated").number("sd_before", "1", "its spread as stated");
    table.number("mean_after", "1", "given the observations").number("sd_after", "1", "its spread given the observations");
    for (const engine::LearntParameter& one : learnt) {
        const model::Parameter& parameter = model.parameters[one.parameter];
        table.row(parameter.name, parameter.unit, one.mean_before, one.sd_before, one.mean_after, one.sd_after);
    }
    return table.take();
}

}  // namespace grdp::analysis
