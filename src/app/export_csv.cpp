#include "grdp/io/csv_export.hpp"

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/io/sweep_csv.hpp"
#include "grdp/io/sweep_store.hpp"
#include "grdp/report/json.hpp"
#include "sweep_answer.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "export";
constexpr std::string_view kScenarioEnding = ".scenario";

ExitCode deliver(const Options& options, Terminal& terminal, const std::vector<std::string>& read,
                 const std::string& csv) {
    if (!options.out) return terminal.print(options.json ? report::export_json({}, csv) : csv);
    const auto free = check_overwrites_nothing(*options.out, read, "");
    if (!free) return fail(kVerb, options, terminal, free.diagnostics());
    const auto written = io::write_file_atomically(*options.out, csv);
    if (!written) return fail(kVerb, options, terminal, written.diagnostics());
    return options.json ? terminal.print(report::export_json(options.out, csv)) : ExitCode::done;
}

ExitCode export_scenario(const Options& options, Terminal& terminal, const io::CsvOptions& form) {
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail(kVerb, options, terminal, compiled.diagnostics, compiled.sources);
    const auto projection = engine::project(*compiled.model);
    if (!projection) return fail(kVerb, options, terminal, projection.diagnostics(), compiled.sources);
    if (const auto code = terminal.explain(compiled.diagnostics, compiled.sources); code != ExitCode::done) return code;
    return deliver(options, terminal, paths_of(compiled.sources),
                   io::projection_csv(*compiled.model, *projection, form));
}

ExitCode export_run(const Options& options, Terminal& terminal, const io::CsvOptions& form) {
    if (!options.overrides.empty()) {
        return fail(kVerb, options, terminal, [] {
            Diagnostics diagnostics;
            diagnostics.add({.code = Code{6005},
                             .where = {},
                             .message = "--set cannot change a run that is finished",
                             .expected = "a scenario"});
            return diagnostics;
        }());
    }
    if (looks_like_sweep(options.argument)) {
        const auto sweep = io::read_sweep(options.argument);
        if (!sweep) return fail(kVerb, options, terminal, sweep.diagnostics());
        return deliver(options, terminal, {options.argument}, io::sweep_csv(sweep->result, form));
    }
    const auto run = io::read_run(options.argument);
    if (!run) return fail(kVerb, options, terminal, run.diagnostics());
    return deliver(options, terminal, {options.argument}, io::run_csv(*run, form));
}

}  // namespace

ExitCode export_csv(const Options& options, Terminal& terminal) {
    const io::CsvOptions form{.vietnamese = options.vietnamese_csv, .wide = options.wide};
    return options.argument.ends_with(kScenarioEnding) ? export_scenario(options, terminal, form)
                                                       : export_run(options, terminal, form);
}

}  // namespace grdp::app
