#include "grdp/model/compile.hpp"

#include <algorithm>
#include <numeric>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

void forgive_names_of_faulty_statements(Draft& draft, const Inputs& inputs) {
    draft.report.note_lost_statements();
    for (const auto& name : inputs.model.broken)
        draft.report.mark_lost(name.text);
    for (const auto& file : inputs.scenarios) {
        for (const auto& name : file.scenario.broken)
            draft.report.mark_lost(name.text);
    }
}

void refuse_missing_model(Draft& draft, const Inputs& inputs) {
    if (inputs.names_model || inputs.lacks_scenario || inputs.scenarios.empty() || draft.report.is_lost("model"))
        return;
    draft.report.error(2601, inputs.scenarios.front().scenario.name.where, "the scenario names no model",
                       "a line such as `model \"economy.model\"`");
}

void index_series(Draft& draft) {
    auto& model = draft.model;
    for (std::uint32_t i = 0; i < model.series.size(); ++i)
        draft.series_named.emplace(model.series[i].name, i);
    model.name_order.resize(model.series.size());
    std::iota(model.name_order.begin(), model.name_order.end(), 0u);
    std::sort(model.name_order.begin(), model.name_order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return model.series[a].name < model.series[b].name; });
}

void resolve_model(Draft& draft, const Inputs& inputs) {
    resolve_units(draft, inputs.model);
    resolve_sets(draft, inputs.model);
    declare_parameters(draft, inputs.model);
    declare_series(draft, inputs.model);
    index_series(draft);
    resolve_parameters(draft, inputs);
    resolve_equations(draft);
    resolve_checks(draft, inputs.model);
    sort_by_dependence(draft);
    resolve_shocks(draft, inputs.model);
    resolve_correlation(draft, inputs.model);
}

void resolve_scenario(Draft& draft, const Inputs& inputs) {
    read_data(draft, inputs);
    resolve_targets(draft, inputs);
    resolve_events(draft, inputs);
    resolve_observed(draft, inputs);
    lay_grid(draft, inputs);
    apply_scenario(draft, inputs);
    if (!inputs.lacks_data && !draft.data_lost) find_missing_data(draft);
}

std::shared_ptr<const stats::MarginalTables> tables_of(const CompiledModel& model) {
    std::vector<stats::MarginalParameters> laws;
    for (const Shock& shock : model.shocks) laws.push_back(shock.law);
    return std::make_shared<stats::MarginalTables>(laws);
}

}  // namespace

Compilation compile(SourceLoader& loader, const std::string& scenario_path, const CompileOptions& options) {
    Compilation result;
    Inputs inputs = load_inputs(loader, scenario_path, options, result.sources, result.diagnostics);
    Draft draft(result.sources, result.diagnostics);
    forgive_names_of_faulty_statements(draft, inputs);
    refuse_missing_model(draft, inputs);
    if (inputs.has_model) {
        resolve_frame(draft, inputs);
        resolve_model(draft, inputs);
        resolve_scenario(draft, inputs);
        warn_of_idle_names(draft, inputs.model);
    }
    result.diagnostics.sort();
    if (result.diagnostics.has_errors()) return result;
    draft.model.inputs = std::move(inputs.files);
    draft.model.tables = tables_of(draft.model);
    result.model = std::move(draft.model);
    return result;
}

}  // namespace grdp::model
