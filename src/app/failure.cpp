#include "grdp/app/failure.hpp"

#include "foreign_file.hpp"
#include "grdp/app/signals.hpp"
#include "grdp/report/json.hpp"

namespace grdp::app {

ExitCode fail(std::string_view verb, const Options& options, Terminal& terminal, const Diagnostics& diagnostics,
              const SourceSet& sources) {
    SourceSet texts = sources;
    const auto named = name_foreign_files(verb, diagnostics, texts);
    const auto code = terminal.explain(named, texts);
    if (options.json && interrupting_signal() == 0) {
        if (terminal.print(report::failure_json(verb, named, texts)) != ExitCode::done) return ExitCode::files;
    }
    return code;
}

}  // namespace grdp::app
