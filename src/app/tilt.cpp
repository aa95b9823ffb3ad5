#include "grdp/analysis/tilt.hpp"

#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/judgement_text.hpp"
#include "judgement.hpp"

namespace grdp::app {
namespace {

Result<std::vector<analysis::View>> read_views(const model::CompiledModel& model, const std::vector<std::string>& texts) {
    std::vector<analysis::View> views;
    Diagnostics found;
    for (const std::string& text : texts) {
        auto view = analysis::parse_view(model, text);
        if (view) views.push_back(*std::move(view));
        else found.append(view.diagnostics());
    }
    if (found.has_errors()) return found;
    return views;
}

}  // namespace

ExitCode tilt(const Options& options, Terminal& terminal) {
    if (options.views.empty()) {
        return fail("tilt", options, terminal,
                    only(Diagnostic{.code = Code{6006},
                               .where = {},
                               .message = "tilt needs a view",
                               .expected = "--view 'mean SERIES@PERIOD = X'",
                               .hint = "see grdp tilt --help"}));
    }
    return ask("tilt", options, terminal, [&](const Asked& asked) {
        const auto views = read_views(asked.model(), options.views);
        if (!views) return asked.refuse(views.diagnostics());
        const auto wanted = find_wanted(asked.model(), options.only);
        if (!wanted) return asked.refuse(wanted.diagnostics());
        parallel::ThreadExecutor threads(options.threads);
        const auto tilted = analysis::tilt(asked.model(), *views, *wanted, options.sampling, threads);
        if (!tilted) return asked.refuse(tilted.diagnostics());
        return asked.answer(analysis::answer_tables(asked.model(), *tilted), [&] {
            return report::tilt_text(asked.model(), *tilted, options.sampling, options.language, terminal.style());
        });
    });
}

}  // namespace grdp::app
