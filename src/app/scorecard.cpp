#include "grdp/analysis/scorecard.hpp"

#include "answer_file.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/progress_bar.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/scorecard_text.hpp"

namespace grdp::app {

ExitCode scorecard(const Options& options, Terminal& terminal) {
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail("scorecard", options, terminal, compiled.diagnostics, compiled.sources);
    const auto& model = *compiled.model;
    if (const auto free = check_answer_file(options, compiled.sources); !free)
        return fail("scorecard", options, terminal, free.diagnostics());

    const auto card = [&] {
        parallel::ThreadExecutor threads(options.threads);
        ProgressBar progress(terminal, options.language);
        return analysis::scorecard(model, options.sampling, threads, &progress);
    }();
    if (!card) return fail("scorecard", options, terminal, card.diagnostics(), compiled.sources);
    Diagnostics warnings = compiled.diagnostics;
    warnings.append(card.diagnostics());
    if (const auto code = terminal.explain(warnings, compiled.sources); code != ExitCode::done) return code;
    if (const auto stored = store_answer(options, model, analysis::answer_tables(model, *card)); !stored)
        return fail("scorecard", options, terminal, stored.diagnostics());
    return terminal.print(options.json ? report::scorecard_json(model, *card, options.language, warnings, compiled.sources)
                                       : report::scorecard_text(model, *card, options.language, terminal.style()));
}

}  // namespace grdp::app
