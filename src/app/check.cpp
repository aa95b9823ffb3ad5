#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/report/check_text.hpp"
#include "grdp/report/json.hpp"

namespace grdp::app {

ExitCode check(const Options& options, Terminal& terminal) {
    const auto compiled = compile_scenario(options);
    const auto* model = compiled.model ? &*compiled.model : nullptr;
    Diagnostics found = compiled.diagnostics;
    if (model != nullptr) found.append(engine::project(*model).diagnostics());  // what only the numbers can show
    const auto verdict = terminal.explain(found, compiled.sources);

    std::string text = model != nullptr && options.expand ? model::expand(*model) : std::string();
    if (options.json) {
        text = report::check_json(model, found, compiled.sources, text);
    } else if (model != nullptr && !options.expand && verdict == ExitCode::done) {
        text = report::check_text(*model, options.language);
    }
    const auto printed = terminal.print(text);
    return verdict == ExitCode::done ? printed : verdict;
}

}  // namespace grdp::app
