#include "grdp/analysis/path_sample.hpp"
#include "grdp/analysis/reverse_stress.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/judgement_text.hpp"
#include "judgement.hpp"

namespace grdp::app {

ExitCode stress(const Options& options, Terminal& terminal) {
    if (options.miss.has_value() == options.hit.has_value()) {
        return fail("stress", options, terminal,
                    only(Diagnostic{.code = Code{6006},
                               .where = {},
                               .message = options.miss ? "stress takes --miss or --hit, not both" : "stress needs an event",
                               .expected = "--miss EVENT or --hit EVENT",
                               .hint = "grdp simulate lists the events of a scenario"}));
    }
    return ask("stress", options, terminal, [&](const Asked& asked) {
        const auto event = analysis::find_event(asked.model(), options.miss ? *options.miss : *options.hit);
        if (!event) return asked.refuse(event.diagnostics());
        parallel::ThreadExecutor threads(options.threads);
        const auto found = analysis::reverse_stress(asked.model(), *event, options.miss.has_value(), options.sampling, threads);
        if (!found) return asked.refuse(found.diagnostics());
        return asked.answer(analysis::answer_tables(asked.model(), *found), [&] {
            return report::stress_text(asked.model(), *found, options.language, terminal.style());
        });
    });
}

}  // namespace grdp::app
