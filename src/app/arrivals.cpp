#include "grdp/analysis/arrivals.hpp"

#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/judgement_text.hpp"
#include "judgement.hpp"

namespace grdp::app {

ExitCode arrivals(const Options& options, Terminal& terminal) {
    return ask("arrivals", options, terminal, [&](const Asked& asked) {
        parallel::ThreadExecutor threads(options.threads);
        const auto rows = analysis::arrivals(asked.model(), options.sampling, threads);
        if (!rows) return asked.refuse(rows.diagnostics());
        return asked.answer(analysis::answer_tables(*rows), [&] {
            return report::arrivals_text(asked.model(), *rows, options.sampling, options.language, terminal.style());
        });
    });
}

}  // namespace grdp::app
