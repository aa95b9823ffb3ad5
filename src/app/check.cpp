#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/report/check_text.hpp"
#include "grdp/report/json.hpp"

namespace grdp::app {

ExitCode check(const Options& options, Terminal& terminal) {
    const auto compiled = compile_scenario(options);
    const auto verdict = terminal.explain(compiled.diagnostics, compiled.sources);
    const auto* model = compiled.model ? &*compiled.model : nullptr;

    std::string text = model != nullptr && options.expand ? model::expand(*model) : std::string();
    if (options.json) {
        text = report::check_json(model, compiled.diagnostics, compiled.sources, text);
    } else if (model != nullptr && !options.expand) {
        text = report::check_text(*model, options.language);
    }
    const auto printed = terminal.print(text);
    return verdict == ExitCode::done ? printed : verdict;
}

}  // namespace grdp::app
