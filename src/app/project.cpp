#include "grdp/analysis/target_outcome.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/report/json.hpp"
#include "grdp/report/projection_text.hpp"

namespace grdp::app {

ExitCode project(const Options& options, Terminal& terminal) {
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail("project", options, terminal, compiled.diagnostics, compiled.sources);
    const auto& model = *compiled.model;
    const auto wanted = find_wanted(model, options.only);
    if (!wanted) return fail("project", options, terminal, wanted.diagnostics(), compiled.sources);

    const auto projection = engine::project(model);
    if (!projection) return fail("project", options, terminal, projection.diagnostics(), compiled.sources);

    Diagnostics warnings = compiled.diagnostics;
    warnings.append(projection.diagnostics());
    if (const auto code = terminal.explain(warnings, compiled.sources); code != ExitCode::done) return code;
    const report::ProjectionReport report{model, *projection, analysis::target_outcomes(*projection, model), *wanted};
    return terminal.print(options.json ? report::projection_json(report, options.language, warnings, compiled.sources)
                                       : report::projection_text(report, options.language, terminal.style()));
}

}  // namespace grdp::app
