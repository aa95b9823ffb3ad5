#include "judgement.hpp"

#include <algorithm>

#include "grdp/analysis/target_outcome.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/report/judgement_text.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kRunFileSignature = "\x89HDF\r\n\x1a\n";

Status check_out(const Options& options, const SourceSet& sources) {
    if (!options.out) return Done{};
    if (const auto writable = io::check_writable(*options.out); !writable) return writable;
    return check_overwrites_nothing(*options.out, paths_of(sources), kRunFileSignature);
}

}  // namespace

ExitCode Asked::refuse(const Diagnostics& diagnostics) const { return fail(verb, options, terminal, diagnostics, compiled.sources); }

ExitCode Asked::answer(const std::vector<analysis::AnswerTable>& tables, const std::function<std::string()>& text,
                       const std::vector<model::InputFile>& also_read) const {
    if (const auto code = terminal.explain(warnings, compiled.sources); code != ExitCode::done) return code;
    if (options.out) {
        io::StoredRun run;
        run.program = GRDP_VERSION;
        run.command = normalised_command(options);
        run.model = model();
        for (const auto& file : also_read) {
            auto& held = run.model.inputs;
            const auto same = [&](const model::InputFile& other) { return other.path == file.path; };
            if (std::none_of(held.begin(), held.end(), same)) held.push_back(file);
        }
        run.projection = projection;
        run.targets = analysis::target_outcomes(projection, model());
        run.tables = tables;
        if (const auto stored = io::write_run(*options.out, run); !stored) return refuse(stored.diagnostics());
    }
    return terminal.print(options.json ? report::tables_json(verb, model(), options.sampling, tables, warnings, compiled.sources) : text());
}

ExitCode ask(const std::string& verb, const Options& options, Terminal& terminal, const std::function<ExitCode(const Asked&)>& question) {
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail(verb, options, terminal, compiled.diagnostics, compiled.sources);
    if (const auto free = check_out(options, compiled.sources); !free) return fail(verb, options, terminal, free.diagnostics(), compiled.sources);
    const auto projection = engine::project(*compiled.model);
    if (!projection) return fail(verb, options, terminal, projection.diagnostics(), compiled.sources);
    Diagnostics warnings = compiled.diagnostics;
    warnings.append(projection.diagnostics());
    return question({options, terminal, verb, compiled, *projection, warnings});
}

}  // namespace grdp::app
