#include "grdp/analysis/comparison.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "answer_file.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/compare_text.hpp"
#include "grdp/report/judgement_text.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "compare";
constexpr std::string_view kRunEnding = ".h5";
constexpr std::string_view kRunFileSignature = "\x89HDF\r\n\x1a\n";

/// A scenario or a run file, as a model.
struct Side {
    std::string path;
    std::string name;
    model::CompiledModel model;
    SourceSet sources;
    Diagnostics warnings;
};

struct Refusal {
    Diagnostics diagnostics;
    SourceSet sources;
};

/// Nothing, and the reason in `refusal`.
std::optional<Side> read_side(const Options& options, const std::string& path, bool changed, Refusal& refusal) {
    if (path.ends_with(kRunEnding)) {
        auto run = io::read_run(path);
        if (!run) {
            refusal.diagnostics.append(run.diagnostics());
            return std::nullopt;
        }
        return Side{path, run->model.scenario_name, std::move(run->model), {}, {}};
    }
    Options own = options;
    own.argument = path;
    if (!changed) own.overrides.clear();
    auto compiled = compile_scenario(own);
    if (!compiled.model) {
        refusal = {std::move(compiled.diagnostics), std::move(compiled.sources)};
        return std::nullopt;
    }
    std::string name = compiled.model->scenario_name;
    if (changed) name += " --set";
    return Side{path, std::move(name), *std::move(compiled.model), std::move(compiled.sources), std::move(compiled.diagnostics)};
}

/// Two of one name are told apart by their files, or by number.
void name_apart(std::vector<Side>& sides) {
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const auto same = std::count_if(sides.begin(), sides.begin() + static_cast<std::ptrdiff_t>(i), [&](const Side& other) { return other.name == sides[i].name; });
        if (same > 0) sides[i].name += fmt::format(" ({})", same + 1);
    }
}

std::optional<std::vector<Side>> read_sides(const Options& options, Refusal& refusal) {
    std::vector<Side> sides;
    for (const auto& path : options.arguments) {
        Refusal own;
        auto side = read_side(options, path, false, own);
        if (side) {
            sides.push_back(*std::move(side));
            continue;
        }
        if (own.sources.size() > 0) {  // mistakes inside a file are shown with its lines
            refusal = std::move(own);
            return std::nullopt;
        }
        refusal.diagnostics.append(own.diagnostics);
    }
    if (!refusal.diagnostics.empty()) return std::nullopt;
    if (!options.overrides.empty()) {
        if (options.arguments.back().ends_with(kRunEnding)) {
            refusal.diagnostics.add({.code = Code{7303}, .where = {}, .message = "--set cannot change a run that is finished", .expected = "a scenario as the last file", .hint = "name the scenario of " + options.arguments.back() + " instead"});
            return std::nullopt;
        }
        auto side = read_side(options, options.arguments.back(), true, refusal);
        if (!side) return std::nullopt;
        sides.push_back(*std::move(side));
    }
    if (sides.size() < 2) {
        refusal.diagnostics.add({.code = Code{7303}, .where = {}, .message = "grdp compare needs something to compare with", .expected = "a second scenario or run file, or --set",
                                 .hint = "as in grdp compare base.scenario high.scenario"});
        return std::nullopt;
    }
    name_apart(sides);
    return sides;
}

/// Scalar reports: the numbers that people quote. The first of them is the headline.
std::vector<std::uint32_t> quoted_series(const model::CompiledModel& model) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        if (model.series[s].kind == model::SeriesKind::report && model.series[s].elements.empty()) found.push_back(s);
    }
    return found;
}

analysis::ComparisonOptions options_of(const Options& options, const model::CompiledModel& baseline, const std::vector<std::uint32_t>& wanted) {
    analysis::ComparisonOptions asked;
    asked.sampling = options.sampling;
    asked.sampling.probabilities = {0.05, 0.5, 0.95};
    asked.planner.until_se = options.until_se;
    asked.planner.seed = options.sampling.seed;
    asked.planner.dispersion = options.sampling.dispersion;
    asked.planner.isa = options.sampling.isa;
    asked.planner.plain_draws = options.sampling.draws;
    asked.grouping = options.by == "item" ? analysis::Grouping::item : options.by == "name" ? analysis::Grouping::name : options.by == "group" ? analysis::Grouping::group : analysis::Grouping::automatic;
    asked.series = wanted.empty() ? quoted_series(baseline) : wanted;
    asked.explained = wanted;
    if (wanted.empty() && !asked.series.empty()) asked.explained = {asked.series.front()};
    return asked;
}

}  // namespace

ExitCode compare(const Options& options, Terminal& terminal) {
    Refusal refusal;
    const auto sides = read_sides(options, refusal);
    if (!sides) return fail(kVerb, options, terminal, refusal.diagnostics, refusal.sources);
    const Side& baseline = sides->front();
    const auto wanted = find_wanted(baseline.model, options.only);
    if (!wanted) return fail(kVerb, options, terminal, wanted.diagnostics(), baseline.sources);
    for (const Side& side : *sides) {
        if (const auto free = check_answer_file(options, side.sources); !free) return fail(kVerb, options, terminal, free.diagnostics(), side.sources);
        if (!options.out) continue;
        if (const auto free = check_overwrites_nothing(*options.out, {side.path}, kRunFileSignature); !free) return fail(kVerb, options, terminal, free.diagnostics());
    }
    const auto asked = options_of(options, baseline.model, *wanted);
    parallel::ThreadExecutor threads(options.threads);
    std::vector<analysis::NamedComparison> comparisons;
    for (std::size_t i = 1; i < sides->size(); ++i) {
        const Side& side = (*sides)[i];
        auto compared = analysis::compare(baseline.model, side.model, asked, threads);
        if (!compared) return fail(kVerb, options, terminal, compared.diagnostics(), side.sources);
        comparisons.push_back({&side.model, side.name, *std::move(compared)});
    }
    for (const Side& side : *sides) {
        if (const auto code = terminal.explain(side.warnings, side.sources); code != ExitCode::done) return code;
    }
    const auto tables = analysis::answer_tables(baseline.model, comparisons, asked.sampling.probabilities);
    if (const auto stored = store_answer(options, baseline.model, tables); !stored) return fail(kVerb, options, terminal, stored.diagnostics());
    const report::ComparisonReport report{baseline.model, baseline.name, comparisons, asked.sampling, asked.explained};
    return terminal.print(options.json ? report::tables_json(std::string(kVerb), baseline.model, asked.sampling, tables, baseline.warnings, baseline.sources)
                                       : report::comparison_text(report, options.language, terminal.style()));
}

}  // namespace grdp::app
