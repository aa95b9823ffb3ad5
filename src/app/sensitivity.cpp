#include "grdp/analysis/sensitivity.hpp"

#include <algorithm>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/file_loader.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/sensitivity_chart.hpp"
#include "grdp/report/sensitivity_text.hpp"
#include "judgement.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "sensitivity";
constexpr std::uint64_t kUsualDraws = 8'192;  // each assumption is varied on all of them
constexpr double kSlopeError = 1e-3;

/// "NAME: STATEMENT; STATEMENT"
Result<std::vector<analysis::AssumptionAlternative>> read_alternatives(const std::vector<std::string>& typed) {
    std::vector<analysis::AssumptionAlternative> found;
    for (const std::string& text : typed) {
        const std::size_t colon = text.find(": ");
        analysis::AssumptionAlternative one{text.substr(0, colon), {}};
        for (std::size_t at = colon == std::string::npos ? text.size() : colon + 2; at < text.size();) {
            const std::size_t end = std::min(text.find(';', at), text.size());
            one.statements.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        if (one.name.empty() || one.statements.empty()) {
            return Diagnostic{.code = Code{7312}, .where = {}, .message = "\"" + text + "\" is no alternative", .expected = "a name, a colon, a space and statements of a scenario with semicolons between them",
                              .hint = "as in --alternative 'crisis: crisis = 1'"};
        }
        found.push_back(std::move(one));
    }
    return found;
}

/// The series asked for, or the first report of the model, in every period.
std::vector<analysis::UncertainNumber> cells_of(const model::CompiledModel& model, std::vector<std::uint32_t> wanted) {
    for (std::uint32_t s = 0; s < model.series.size() && wanted.empty(); ++s) {
        if (model.series[s].kind == model::SeriesKind::report && model.series[s].elements.empty()) wanted.push_back(s);
    }
    std::vector<analysis::UncertainNumber> found;
    for (const std::uint32_t series : wanted) {
        for (std::size_t t = 0; t < model.horizon.size(); ++t) found.push_back({false, series, static_cast<std::uint32_t>(model.first_horizon_index() + t)});
    }
    return found;
}

/// The events asked for; else the scenario's own events; else its targets.
Result<std::vector<analysis::UncertainNumber>> events_of(const model::CompiledModel& model, const std::vector<std::string>& names) {
    std::vector<analysis::UncertainNumber> found;
    for (const std::string& name : names) {
        const auto event = analysis::find_event(model, name);
        if (!event) return event.diagnostics();
        found.push_back({true, *event, 0});
    }
    for (const bool own : {true, false}) {
        for (std::uint32_t e = 0; e < model.events.size() && names.empty(); ++e) {
            if ((model.events[e].target == model::kNone) == own) found.push_back({true, e, 0});
        }
        if (!found.empty()) break;
    }
    return found;
}

model::Compilation compile_with(const Options& options, const std::vector<std::string>& statements) {
    auto overrides = options.overrides;
    overrides.insert(overrides.end(), statements.begin(), statements.end());
    io::FileLoader files;
    return model::compile(files, options.argument, {.overrides = overrides});
}

analysis::SensitivityOptions options_for(const Options& options) {
    analysis::SensitivityOptions asked;
    asked.sampling = options.sampling;
    asked.planner.until_se = std::max(options.until_se, kSlopeError);
    asked.planner.seed = options.sampling.seed;
    asked.planner.dispersion = options.sampling.dispersion;
    asked.planner.isa = options.sampling.isa;
    asked.planner.plain_draws = options.sampling.draws;
    asked.compile = [&options](const std::vector<std::string>& statements) -> std::optional<model::CompiledModel> {
        return compile_with(options, statements).model;
    };
    return asked;
}

Status check_picture(const Options& options, const Asked& asked) {
    constexpr std::string_view kXmlSignature = "<?xml";
    const auto& out = options.sweep.svg;
    if (!out) return Done{};
    if (auto writable = io::check_writable(*out); !writable) return writable;
    return check_overwrites_nothing(*out, paths_of(asked.compiled.sources), kXmlSignature);
}

Status draw_picture(const Options& options, const Asked& asked, const analysis::Sensitivity& found) {
    if (!options.sweep.svg) return Done{};
    const auto picture = report::tornado_svg(asked.model(), asked.projection, found, options.language);
    if (!picture) return Diagnostic{.code = Code{7313}, .where = {}, .message = "nothing uncertain moves these numbers: there is no tornado to draw", .expected = "a number or an event that shocks or uncertain parameters reach", .hint = "name one with --only or --event"};
    return io::write_file_atomically(*options.sweep.svg, *picture);
}

}  // namespace

ExitCode sensitivity(const Options& typed, Terminal& terminal) {
    Options options = typed;
    const auto& words = options.command_line;
    const bool given = std::any_of(words.begin(), words.end(), [](const std::string& word) { return word.starts_with("--draws"); });
    if (!given) options.sampling.draws = kUsualDraws;
    return ask(std::string(kVerb), options, terminal, [&](const Asked& asked) {
        const auto wanted = find_wanted(asked.model(), options.only);
        if (!wanted) return asked.refuse(wanted.diagnostics());
        const auto events = events_of(asked.model(), options.events);
        if (!events) return asked.refuse(events.diagnostics());
        if (const auto free = check_picture(options, asked); !free) return asked.refuse(free.diagnostics());
        auto alternatives = read_alternatives(options.alternatives);
        if (!alternatives) return asked.refuse(alternatives.diagnostics());
        for (const auto& one : *alternatives) {
            const auto compiled = compile_with(options, one.statements);
            if (!compiled.model) return fail(kVerb, options, terminal, compiled.diagnostics, compiled.sources);
        }
        auto question = options_for(options);
        question.numbers = cells_of(asked.model(), *wanted);
        question.numbers.insert(question.numbers.end(), events->begin(), events->end());
        question.alternatives = *std::move(alternatives);
        parallel::ThreadExecutor threads(options.threads);
        const auto found = analysis::sensitivity(asked.model(), question, threads);
        if (!found) return asked.refuse(found.diagnostics());
        if (const auto drawn = draw_picture(options, asked, *found); !drawn) return asked.refuse(drawn.diagnostics());
        return asked.answer(analysis::answer_tables(asked.model(), *found),
                            [&] { return report::sensitivity_text(asked.model(), *found, options.sampling, options.language, terminal.style()); });
    });
}

}  // namespace grdp::app
