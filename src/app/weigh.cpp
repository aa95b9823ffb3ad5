#include <fmt/format.h>

#include "grdp/analysis/mixture.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/judgement_text.hpp"
#include "judgement.hpp"

namespace grdp::app {
namespace {

struct Weighed {
    std::string path;
    double weight = 0;
};

/// PATH=WEIGHT each; weights are positive and add up to 1.
Result<std::vector<Weighed>> read_weights(const std::vector<std::string>& words) {
    std::vector<Weighed> all;
    Diagnostics found;
    double sum = 0;
    for (const std::string& word : words) {
        const std::size_t mark = word.rfind('=');
        const auto weight = parse_number(mark == std::string::npos ? std::string() : word.substr(mark + 1));
        if (mark == std::string::npos || mark == 0 || weight.fault != NumberFault::none || !(weight.value > 0)) {
            found.add({.code = Code{6004},
                       .where = {},
                       .message = fmt::format("\"{}\" is no scenario with its weight", word),
                       .expected = "SCENARIO=WEIGHT with a weight above 0 and a decimal point",
                       .hint = "as in base.scenario=0.5"});
            continue;
        }
        all.push_back({word.substr(0, mark), weight.value});
        sum += weight.value;
    }
    if (!found.has_errors() && !(sum > 1 - 1e-9 && sum < 1 + 1e-9)) {
        found.add({.code = Code{6005},
                   .where = {},
                   .message = fmt::format("the weights add up to {}", exact_text(sum)),
                   .expected = "weights that add up to 1",
                   .hint = "what is left over belongs to some scenario: say to which"});
    }
    if (found.has_errors()) return found;
    for (Weighed& one : all) one.weight /= sum;
    return all;
}

std::vector<std::uint32_t> wanted_or_growth(const model::CompiledModel& model, const std::vector<std::uint32_t>& wanted) {
    if (!wanted.empty()) return wanted;
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        if (model.series[s].kind == model::SeriesKind::report && model.series[s].elements.empty()) return {s};
    }
    return {};
}

std::vector<model::InputFile> inputs_of(const std::vector<model::Compilation>& compiled) {
    std::vector<model::InputFile> all;
    for (const auto& one : compiled) all.insert(all.end(), one.model->inputs.begin(), one.model->inputs.end());
    return all;
}

}  // namespace

ExitCode weigh(const Options& options, Terminal& terminal) {
    const auto weights = read_weights(options.arguments);
    if (!weights) return fail("weigh", options, terminal, weights.diagnostics());
    std::vector<model::Compilation> compiled;
    for (const Weighed& one : *weights) {
        Options own = options;
        own.argument = one.path;
        compiled.push_back(compile_scenario(own));
        if (!compiled.back().model) return fail("weigh", options, terminal, compiled.back().diagnostics, compiled.back().sources);
        const auto path = engine::project(*compiled.back().model);
        if (!path) return fail("weigh", options, terminal, path.diagnostics(), compiled.back().sources);
    }
    std::vector<analysis::WeighedScenario> scenarios;
    for (std::size_t i = 0; i < compiled.size(); ++i) scenarios.push_back({&*compiled[i].model, (*weights)[i].weight});
    Options first = options;
    first.argument = weights->front().path;
    return ask("weigh", first, terminal, [&](const Asked& asked) {
        const auto wanted = find_wanted(asked.model(), options.only);
        if (!wanted) return asked.refuse(wanted.diagnostics());
        parallel::ThreadExecutor threads(options.threads);
        const auto mixed = analysis::weigh(scenarios, wanted_or_growth(asked.model(), *wanted), options.sampling, threads);
        if (!mixed) return asked.refuse(mixed.diagnostics());
        return asked.answer(analysis::answer_tables(scenarios, *mixed), [&] {
            return report::mixture_text(scenarios, *mixed, options.sampling, options.language, terminal.style());
        }, inputs_of(compiled));
    });
}

}  // namespace grdp::app
