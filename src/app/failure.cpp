#include "grdp/app/failure.hpp"

#include "grdp/app/signals.hpp"
#include "grdp/report/json.hpp"

namespace grdp::app {

ExitCode fail(std::string_view verb, const Options& options, Terminal& terminal, const Diagnostics& diagnostics,
              const SourceSet& sources) {
    const auto code = terminal.explain(diagnostics, sources);
    if (options.json && interrupting_signal() == 0) {
        if (terminal.print(report::failure_json(verb, diagnostics, sources)) != ExitCode::done) return ExitCode::files;
    }
    return code;
}

}  // namespace grdp::app
