#include "grdp/engine/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/analysis/best_answers.hpp"
#include "grdp/analysis/learning.hpp"
#include "grdp/analysis/scorecard.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/progress_bar.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/json.hpp"
#include "grdp/report/simulation_text.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "simulate";
constexpr std::string_view kRunFileSignature = "\x89HDF\r\n\x1a\n";

// What can be refused before any work is done.
Status check_request(const Options& options) {
    const auto isa = options.sampling.isa;
    if (isa != engine::Isa::automatic && engine::resolve_isa(isa) != isa) {
        return Diagnostic{.code = Code{6011},
                          .where = {},
                          .message = fmt::format("this processor has no {}", engine::isa_name(isa)),
                          .expected = {},
                          .hint = fmt::format("the best it has is {}", engine::isa_name(engine::resolve_isa(isa)))};
    }
    if (options.keep_paths && !options.out) {
        return Diagnostic{.code = Code{6006},
                          .where = {},
                          .message = "--paths keeps the paths in a run file, and none is named",
                          .expected = {},
                          .hint = "add --out FILE.h5"};
    }
    return options.out ? io::check_writable(*options.out) : Status(Done{});
}

engine::Outputs outputs_of(const model::CompiledModel& model, const Options& options,
                           const std::vector<std::uint32_t>& wanted) {
    auto outputs = engine::Outputs::explained(model);
    if (!wanted.empty()) outputs.series = wanted;
    outputs.keep_paths = options.keep_paths;
    return outputs;
}

Result<engine::Ensemble> draw(const model::CompiledModel& model, const Options& options, const engine::Outputs& outputs,
                              const Terminal& terminal) {
    parallel::ThreadExecutor threads(options.threads);
    double seconds = 0;
    auto ensemble = [&] {
        ProgressBar progress(terminal, options.language);
        auto result = engine::simulate(model, options.sampling, outputs, threads, &progress);
        seconds = progress.seconds();
        return result;
    }();
    if (ensemble && terminal.watched()) {
        const auto draws = report::decimal_text(static_cast<double>(options.sampling.draws), 0, options.language);
        terminal.talk(report::text(report::Message::elapsed, options.language, draws,
                                   report::decimal_text(seconds, 2, options.language)) +
                      '\n');
    }
    return ensemble;
}

// Each event by its best estimator, held against the paths just drawn.
analysis::BestAnswers answer(const model::CompiledModel& model, const engine::Ensemble& ensemble, const Options& options) {
    parallel::ThreadExecutor threads(options.threads);
    return analysis::best_answers(model, ensemble, options.estimator, options.until_se, threads);
}

Diagnostics all_warnings(const Diagnostics& compiled, const Diagnostics& projected, const Diagnostics& simulated,
                         const Diagnostics& estimated) {
    Diagnostics warnings = compiled;
    warnings.append(projected);
    warnings.append(simulated);
    warnings.append(estimated);
    return warnings;
}

std::vector<analysis::AnswerTable> tables_of(const model::CompiledModel& model, const analysis::BestAnswers& best) {
    std::vector<analysis::AnswerTable> tables;
    if (best.table.rows() > 0) tables.push_back(best.table);
    if (auto learnt = analysis::learnt_table(model)) tables.push_back(*std::move(learnt));
    return tables;
}

// The plan as a whole, for a reader of the run file: counted on the first paths of the run, which are a run of their own.
std::vector<analysis::AnswerTable> scorecard_of(const model::CompiledModel& model, const std::vector<analysis::EventAnswer>& answers, const Options& options) {
    constexpr std::uint64_t kMostDraws = 100'000;
    auto sampling = options.sampling;
    sampling.draws = std::min(sampling.draws, kMostDraws);
    parallel::ThreadExecutor threads(options.threads);
    const auto card = analysis::scorecard(model, sampling, answers, threads);
    return card ? analysis::answer_tables(model, *card) : std::vector<analysis::AnswerTable>();
}

io::StoredRun stored_run(const Options& options, const model::CompiledModel& model,
                         const engine::Projection& projection, const engine::Ensemble& ensemble,
                         const analysis::BestAnswers& best) {
    io::StoredRun run;
    run.program = GRDP_VERSION;
    run.command = normalised_command(options);
    run.model = model;
    run.projection = projection;
    run.targets = analysis::target_outcomes(projection, model);
    run.generator = stats::generator_name(ensemble.sampling.generator);
    run.ensemble = ensemble;
    run.answers = best.answers;
    run.tables = tables_of(model, best);
    for (auto& table : scorecard_of(model, best.answers, options))
        run.tables.push_back(std::move(table));
    return run;
}

}  // namespace

ExitCode simulate(const Options& options, Terminal& terminal) {
    if (const auto possible = check_request(options); !possible)
        return fail(kVerb, options, terminal, possible.diagnostics());
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail(kVerb, options, terminal, compiled.diagnostics, compiled.sources);
    const auto& model = *compiled.model;
    const auto wanted = find_wanted(model, options.only);
    if (!wanted) return fail(kVerb, options, terminal, wanted.diagnostics(), compiled.sources);

    if (options.out) {
        const auto free = check_overwrites_nothing(*options.out, paths_of(compiled.sources), kRunFileSignature);
        if (!free) return fail(kVerb, options, terminal, free.diagnostics());
    }
    const auto projection = engine::project(model);
    if (!projection) return fail(kVerb, options, terminal, projection.diagnostics(), compiled.sources);
    const auto ensemble = draw(model, options, outputs_of(model, options, *wanted), terminal);
    if (!ensemble) return fail(kVerb, options, terminal, ensemble.diagnostics(), compiled.sources);
    const auto best = answer(model, *ensemble, options);

    const auto warnings = all_warnings(compiled.diagnostics, projection.diagnostics(), ensemble.diagnostics(),
                                        best.warnings);
    if (const auto code = terminal.explain(warnings, compiled.sources); code != ExitCode::done) return code;
    if (options.out) {
        const auto stored = io::write_run(*options.out, stored_run(options, model, *projection, *ensemble, best));
        if (!stored) return fail(kVerb, options, terminal, stored.diagnostics());
    }
    report::SimulationReport report{model, *ensemble, best.answers, *projection, options.only.empty(), tables_of(model, best)};
    return terminal.print(options.json ? report::simulation_json(report, options.language, warnings, compiled.sources)
                                       : report::simulation_text(report, options.language, terminal.style()));
}

}  // namespace grdp::app
