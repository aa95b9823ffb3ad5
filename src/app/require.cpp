#include <fmt/format.h>

#include <algorithm>

#include "grdp/analysis/required_path.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/progress_bar.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/required_path_text.hpp"
#include "answer_file.hpp"
#include "require_common.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "require";

Diagnostic lacks_number(const analysis::Phrase& phrase, std::string_view option) {
    return {.code = Code{7021}, .where = phrase.subject_where,
            .message = fmt::format("{} gives no value for {}", option, phrase.subject),
            .expected = "= and a number, or a range such as 6..6.5"};
}

analysis::Goal goal_of(const analysis::NamedQuantity& quantity, const analysis::Phrase& phrase) {
    analysis::Goal goal;
    goal.quantity = quantity;
    goal.where = phrase.subject_where;
    const auto& numbers = *phrase.numbers;
    goal.sense = numbers.is_point() ? model::Sense::at_least : model::Sense::band;
    goal.ends.push_back({numbers.is_point() ? "" : "low", numbers.low});
    if (!numbers.is_point()) goal.ends.push_back({"high", numbers.high});
    return goal;
}

struct Asked {
    model::CompiledModel model;  // with the nodes of the questions
    std::vector<analysis::Goal> goals;
    std::vector<analysis::KnownNumber> known;
};

Result<Asked> read_questions(const Options& options, const model::CompiledModel& model, SourceSet& sources) {
    Asked asked{model, {}, {}};
    Diagnostics found;
    const auto quantity = [&](const analysis::Phrase& phrase, std::string_view option) -> std::optional<analysis::NamedQuantity> {
        auto named = analysis::find_quantity(asked.model, phrase);
        if (!named) found.append(named.diagnostics());
        else if (!phrase.numbers) found.add(lacks_number(phrase, option));
        else return std::move(*named);
        return std::nullopt;
    };
    read_phrases(options.goals, "--for", sources, found, [&](const analysis::Phrase& phrase) {
        if (const auto named = quantity(phrase, "--for")) asked.goals.push_back(goal_of(*named, phrase));
    });
    read_phrases(options.known, "--known", sources, found, [&](const analysis::Phrase& phrase) {
        if (const auto named = quantity(phrase, "--known")) asked.known.push_back({*named, *phrase.numbers, phrase.subject_where});
    });
    if (found.has_errors()) return found;
    if (!options.goals.empty()) return asked;
    auto stated = analysis::stated_goals(asked.model);
    if (!stated) return stated.diagnostics();
    asked.goals = std::move(*stated);
    return asked;
}

Result<engine::Ensemble> draw(const model::CompiledModel& asked, const Options& options, Terminal& terminal) {
    auto sampling = options.sampling;
    sampling.probabilities.clear();
    engine::Outputs outputs;
    outputs.checks = false;
    parallel::ThreadExecutor threads(options.threads);
    ProgressBar progress(terminal, options.language);
    return engine::simulate(asked, sampling, outputs, threads, &progress);
}

bool refuses_to_learn(const Diagnostics& found) {
    constexpr int kFirst = 2640, kLast = 2649;  // observations that contradict, or that no exact conditioning fits
    return std::any_of(found.items().begin(), found.items().end(), [](const Diagnostic& item) {
        return item.severity() == Severity::error && item.code.number >= kFirst && item.code.number <= kLast;
    });
}

// How often the goal is reached, given what is known: learnt from where that is possible, else held.
Status add_probabilities(const model::CompiledModel& model, const Options& options, analysis::RequiredPath& path, Terminal& terminal,
                         Diagnostics& warnings) {
    auto ensemble = draw(analysis::reaching_given_known(model, path), options, terminal);
    if (!ensemble && !path.given.empty() && refuses_to_learn(ensemble.diagnostics())) {
        path.learnt = false;
        ensemble = draw(analysis::reaching_with_known_held(model, path), options, terminal);
    }
    if (!ensemble) return ensemble.diagnostics();
    warnings.append(ensemble.diagnostics());
    for (std::size_t i = 0; i < path.ends.size(); ++i)
        path.ends[i].probability = analysis::proportion(ensemble->events[i].within, options.sampling.draws);
    return Done{};
}

Result<std::vector<analysis::RequiredPath>> required_paths(const Asked& asked, const Options& options, Terminal& terminal, Diagnostics& warnings) {
    std::vector<analysis::RequiredPath> paths;
    Diagnostics failures;
    for (const auto& goal : asked.goals) {
        auto path = analysis::required_path(asked.model, goal, asked.known);
        if (!path) {
            failures.append(path.diagnostics());
            continue;
        }
        if (auto added = add_probabilities(asked.model, options, *path, terminal, warnings); !added) return added.diagnostics();
        paths.push_back(std::move(*path));
    }
    if (failures.has_errors()) return failures;
    return paths;
}

}  // namespace

ExitCode refuse(const Options& options, Terminal& terminal, const model::CompiledModel& model, const Diagnostics& found, const SourceSet& sources) {
    if (exit_code_of(found) != ExitCode::no) return fail(kVerb, options, terminal, found, sources);
    if (const auto code = terminal.explain(found, sources); code != ExitCode::no) return code;
    if (options.json) {
        const auto printed = terminal.print(report::unreachable_json(model, found, sources));
        if (printed != ExitCode::done) return printed;
    }
    return ExitCode::no;
}

ExitCode require(const Options& options, Terminal& terminal) {
    auto compiled = compile_scenario(options);
    if (!compiled.model) return fail(kVerb, options, terminal, compiled.diagnostics, compiled.sources);
    if (const auto free = check_answer_file(options, compiled.sources); !free) return fail(kVerb, options, terminal, free.diagnostics());
    if (!options.vary.empty() || !options.solve.empty() || !options.values.empty() || !options.probabilities.empty() || !options.within.empty())
        return require_inverse(options, compiled, terminal);
    const auto asked = read_questions(options, *compiled.model, compiled.sources);
    if (!asked) return fail(kVerb, options, terminal, asked.diagnostics(), compiled.sources);

    Diagnostics warnings = compiled.diagnostics;
    const auto paths = required_paths(*asked, options, terminal, warnings);
    if (!paths) return refuse(options, terminal, asked->model, paths.diagnostics(), compiled.sources);
    if (const auto code = terminal.explain(warnings, compiled.sources); code != ExitCode::done) return code;
    const auto stored = store_answer(options, *compiled.model, analysis::answer_tables(asked->model, *paths));
    if (!stored) return fail(kVerb, options, terminal, stored.diagnostics());
    const report::RequiredPathReport report{asked->model, *paths, options.sampling};
    return terminal.print(options.json ? report::required_path_json(report, options.language, warnings, compiled.sources)
                                       : report::required_path_text(report, options.language, terminal.style()));
}

}  // namespace grdp::app
