#include "grdp/analysis/audit.hpp"

#include "answer_file.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/report/audit_text.hpp"

namespace grdp::app {

ExitCode audit(const Options& options, Terminal& terminal) {
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail("audit", options, terminal, compiled.diagnostics, compiled.sources);
    const auto& model = *compiled.model;
    if (const auto free = check_answer_file(options, compiled.sources); !free)
        return fail("audit", options, terminal, free.diagnostics());

    const auto found = analysis::audit(model, options.audit);
    if (!found) return fail("audit", options, terminal, found.diagnostics(), compiled.sources);
    Diagnostics warnings = compiled.diagnostics;
    warnings.append(found.diagnostics());
    if (const auto code = terminal.explain(warnings, compiled.sources); code != ExitCode::done) return code;
    auto tables = analysis::answer_tables(model, *found);
    tables.push_back(report::audit_paragraphs(model, *found));
    if (const auto stored = store_answer(options, model, std::move(tables)); !stored)
        return fail("audit", options, terminal, stored.diagnostics());
    const auto printed =
        terminal.print(options.json ? report::audit_json(model, *found, options.language, warnings, compiled.sources)
                                    : report::audit_text(model, *found, options.language, terminal.style()));
    if (printed != ExitCode::done) return printed;
    return options.strict && !found->consistent ? ExitCode::no : ExitCode::done;
}

}  // namespace grdp::app
