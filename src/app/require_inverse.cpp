// Which value of an assumption gives a target or a probability; which growth of one component gives a total.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "grdp/analysis/event_estimate.hpp"
#include "grdp/analysis/inverse.hpp"
#include "grdp/analysis/required_path.hpp"
#include "grdp/app/failure.hpp"
#include "grdp/app/signals.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/io/file_loader.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/inverse_text.hpp"
#include "answer_file.hpp"
#include "require_common.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "require";

// Files are read once: every model of a search is made of the same texts.
class RememberingLoader final : public model::SourceLoader {
  public:
    Result<SourceText> load(const std::string& path, const std::string& from) override {
        const auto key = std::make_pair(path, from);
        const auto known = texts_.find(key);
        if (known != texts_.end()) return known->second;
        auto text = files_.load(path, from);
        if (text) texts_.emplace(key, *text);
        return text;
    }

  private:
    io::FileLoader files_;
    std::map<std::pair<std::string, std::string>, SourceText> texts_;
};

// One estimator for the whole search: chosen where the search begins, then kept with its number of points, so that the
// probability moves smoothly with the assumption.
class OneEstimator {
  public:
    explicit OneEstimator(const Options& options) : threads_(options.threads) {
        planned_.until_se = kWantedError;
        planned_.seed = options.sampling.seed;
        planned_.plain_draws = options.sampling.draws;
        planned_.isa = options.sampling.isa;
    }

    std::optional<analysis::Estimate> operator()(const model::CompiledModel& model, std::uint32_t event, analysis::EventSide side) {
        if (interrupting_signal() != 0) return std::nullopt;
        auto sampling = engine::Sampling{};
        sampling.draws = kProbe;
        sampling.probabilities.clear();
        if (!engine::simulate(model, sampling, engine::Outputs{}, threads_, nullptr)) return std::nullopt;  // no value anywhere
        const auto found = analysis::estimate_event(model, event, planned_, threads_);
        if (!chosen_) keep(found);
        using Side = analysis::EventSide;
        return side == Side::within ? found.within : side == Side::below ? found.below : side == Side::above ? found.above : found.at_least;
    }

    [[nodiscard]] report::EstimatorUsed used() const { return {std::string(analysis::estimator_name(method_)), points_}; }

  private:
    static constexpr double kWantedError = 1e-4;
    static constexpr std::uint64_t kProbe = 2;

    void keep(const analysis::EventEstimate& found) {
        chosen_ = true;
        method_ = found.method;
        points_ = found.method == analysis::Estimator::plain ? planned_.plain_draws : found.points;
        planned_.estimator = found.method;
        planned_.until_se = 1e-300;  // never reached: the points stay what they are
        planned_.max_points = std::max<std::uint64_t>(found.points, 1024);
    }

    parallel::ThreadExecutor threads_;
    analysis::PlannerOptions planned_;
    bool chosen_ = false;
    analysis::Estimator method_ = analysis::Estimator::plain;
    std::uint64_t points_ = 0;
};

struct Question {
    std::vector<analysis::Assumption> assumptions;
    std::vector<analysis::NumberRange> within;
    bool widen = false;
    std::vector<analysis::Wanted> wanted;
};

Diagnostic mismatch(std::string message, std::string expected, std::string hint = {}) {
    return {.code = Code{7026}, .where = {}, .message = std::move(message), .expected = std::move(expected), .hint = std::move(hint)};
}

std::optional<analysis::NumberRange> checked_range(const analysis::NumberRange& range, const analysis::Assumption& assumption, const Span& where, Diagnostics& found) {
    const auto domain = analysis::domain_of(assumption);
    if (range.low < range.high && range.low >= domain.low && range.high <= domain.high) return range;
    found.add({.code = Code{7028}, .where = where,
               .message = range.low < range.high ? fmt::format("{} cannot be everywhere in this range", assumption.name) : "the range of search has no width",
               .expected = range.low < range.high ? fmt::format("a range from {} to {}", domain.low, domain.high) : "two different numbers, LOW..HIGH"});
    return std::nullopt;
}

std::vector<analysis::Wanted> read_targets(const Options& options, const model::CompiledModel& model, SourceSet& sources, Diagnostics& found) {
    std::vector<analysis::Wanted> all;
    const auto take = [&](Result<std::vector<analysis::Wanted>> read) {
        if (!read) found.append(read.diagnostics());
        else all.insert(all.end(), read->begin(), read->end());
    };
    for (const auto* list : {&options.goals, &options.values}) {
        read_phrases(*list, list == &options.goals ? "--for" : "--value", sources, found,
                     [&](const analysis::Phrase& phrase) { take(analysis::wanted_numbers(model, phrase)); });
    }
    read_phrases(options.probabilities, "--probability", sources, found,
                 [&](const analysis::Phrase& phrase) { take(analysis::wanted_probabilities(model, phrase)); });
    return all;
}

// Ranges stand in --within, in the order of --vary, or behind the assumption itself.
void read_assumptions(const Options& options, const model::CompiledModel& model, SourceSet& sources, Question& question, Diagnostics& found) {
    std::size_t next = 0;
    question.widen = options.within.empty();
    read_phrases(options.vary, "--vary", sources, found, [&](const analysis::Phrase& phrase) {
        const auto assumption = analysis::find_assumption(model, phrase);
        if (!assumption) return found.append(assumption.diagnostics());
        std::optional<analysis::NumberRange> range = analysis::usual_range(*assumption);
        if (phrase.numbers) {
            question.widen = false;
            range = checked_range(*phrase.numbers, *assumption, phrase.numbers_where, found);
        } else if (next < options.within.size()) {
            const auto& typed = options.within[next++];
            const Span where{sources.add({"--within", typed}), 1, 1, static_cast<std::uint32_t>(std::max<std::size_t>(typed.size(), 1))};
            const auto read = analysis::parse_range(typed, where);
            if (!read) found.append(read.diagnostics());
            range = read ? checked_range(*read, *assumption, where, found) : std::nullopt;
        }
        question.assumptions.push_back(*assumption);
        question.within.push_back(range.value_or(analysis::NumberRange{0, 1}));
    });
    if (options.within.size() > options.vary.size())
        found.add(mismatch("there are more ranges than assumptions", "one --within for each --vary, in the same order"));
}

void check_request(const Options& options, Diagnostics& found) {
    const bool varies = !options.vary.empty();
    const bool solves = !options.solve.empty();
    if (varies && solves) found.add(mismatch("--solve and --vary are two questions", "one of the two"));
    if (!varies && !solves) found.add(mismatch("nothing is varied", "--vary ASSUMPTION", "for what the rest of a year must reach use --for"));
    if (!options.known.empty()) found.add(mismatch("--known belongs to the required path", "no --known beside --vary or --solve", "hold it: --set '2023Q1 fix growth(SERIES) = VALUE'"));
    if (options.goals.empty() && options.values.empty() && options.probabilities.empty())
        found.add(mismatch("nothing says what is to be given", solves ? "--for NUMBER=VALUE" : "--value NUMBER=VALUE or --probability EVENT=P"));
    if (solves && (!options.values.empty() || !options.probabilities.empty() || !options.within.empty()))
        found.add(mismatch("--solve gives the number of --for", "--for and no --value, --probability or --within"));
    if (options.solve.size() > 1 || options.vary.size() > 2)
        found.add(mismatch("too many instruments", "one --solve, or one or two --vary"));
}

analysis::Variation::Compile compiler(const Options& options, RememberingLoader& files) {
    return [&options, &files](const std::vector<std::string>& statements) -> std::optional<model::CompiledModel> {
        auto overrides = options.overrides;
        overrides.insert(overrides.end(), statements.begin(), statements.end());
        return model::compile(files, options.argument, {.overrides = overrides}).model;
    };
}

/// What is to be said as an error; nothing where there is an answer or a best attainable.
std::optional<Diagnostic> failure_of(const analysis::Inverse& inverse) {
    using Status = analysis::InverseStatus;
    const auto& wanted = inverse.wanted.front();
    const auto names = inverse.assumptions.front().name + (inverse.assumptions.size() > 1 ? " and " + inverse.assumptions.back().name : "");
    switch (inverse.status) {
        case Status::does_not_act:
            return Diagnostic{.code = Code{7035}, .where = inverse.assumptions.front().where,
                              .message = fmt::format("{} does not act on {}", names, wanted.text),
                              .expected = "an assumption that the target depends on", .hint = "grdp check --expand shows what each equation uses"};
        case Status::alike:
            return Diagnostic{.code = Code{7033}, .where = inverse.assumptions.back().where,
                              .message = fmt::format("{} move both targets alike: one of them can do no more than the other", names),
                              .expected = "two instruments that act in different proportions"};
        case Status::not_computable:
            return Diagnostic{.code = Code{7036}, .where = inverse.assumptions.front().where,
                              .message = fmt::format("the scenario has no value anywhere in the range of {}", names),
                              .expected = "a range in which the model can be computed"};
        default: return std::nullopt;
    }
}

Result<std::vector<analysis::Inverse>> vary(const Options& options, model::Compilation& compiled, const analysis::EventProbability& probability) {
    Diagnostics found;
    Question question;
    const auto& model = *compiled.model;
    read_assumptions(options, model, compiled.sources, question, found);
    question.wanted = read_targets(options, model, compiled.sources, found);
    if (!found.has_errors() && question.assumptions.size() == 2 && question.wanted.size() != 2)
        found.add(mismatch(fmt::format("two assumptions are varied for {} target{}", question.wanted.size(), question.wanted.size() == 1 ? "" : "s"), "two targets"));
    if (found.has_errors()) return found;
    RememberingLoader files;
    const analysis::Variation variation(model, question.assumptions, compiler(options, files));
    std::vector<analysis::Inverse> inverses;
    if (question.assumptions.size() == 2) {
        inverses.push_back(analysis::invert_two(variation, question.wanted, question.within, probability));
    } else {
        for (const auto& wanted : question.wanted)
            inverses.push_back(analysis::invert(variation, wanted, question.within.front(), question.widen, probability));
    }
    return inverses;
}

// ---- one component at a fixed total -----------------------------------------------------------------------------------

/// The instrument and the target in one period.
struct Solving {
    analysis::Phrase component;
    analysis::Phrase target;
};

/// Periods that neither side names are those of the horizon, one question each.
std::vector<Solving> spread_over_periods(const model::CompiledModel& model, const analysis::Phrase& component, const analysis::Phrase& target) {
    std::vector<Solving> all;
    if (component.periods || target.periods) {
        Solving one{component, target};
        if (!one.component.periods) one.component.periods = target.periods;
        if (!one.target.periods) one.target.periods = component.periods;
        return {one};
    }
    for (std::size_t i = 0; i < model.horizon.size(); ++i) {
        Solving one{component, target};
        one.component.periods = one.target.periods = accounts::PeriodRange{model.horizon.at(i), model.horizon.at(i)};
        all.push_back(one);
    }
    return all;
}

Result<analysis::Inverse> solve_one(const model::CompiledModel& model, const analysis::Assumption& component, const analysis::Wanted& wanted,
                                    const analysis::EventProbability& probability) {
    const auto held = analysis::others_as_planned(model, component);
    if (!held) return held.diagnostics();
    const analysis::Variation variation(*held, {component}, {});
    auto inverse = analysis::invert(variation, wanted, analysis::usual_range(component), true, probability);
    for (auto& answer : inverse.answers) {  // asked of the scenario as it stands
        analysis::Wanted reached = wanted;
        reached.phrase = {component.name, component.periods, std::nullopt, component.where, component.where, component.where};
        reached.level = answer.values.front();
        answer.probability = analysis::probability_there(model, reached, probability);
    }
    return inverse;
}

Result<std::vector<analysis::Inverse>> solve(const Options& options, model::Compilation& compiled, const analysis::EventProbability& probability) {
    Diagnostics found;
    std::vector<Solving> questions;
    const auto& model = *compiled.model;
    read_phrases(options.solve, "--solve", compiled.sources, found, [&](const analysis::Phrase& component) {
        read_phrases(options.goals, "--for", compiled.sources, found, [&](const analysis::Phrase& target) {
            const auto spread = spread_over_periods(model, component, target);
            questions.insert(questions.end(), spread.begin(), spread.end());
        });
    });
    if (found.has_errors()) return found;
    std::vector<analysis::Inverse> inverses;
    for (const auto& question : questions) {
        auto component = analysis::find_assumption(model, question.component);
        const auto wanted = analysis::wanted_numbers(model, question.target);
        if (!component) found.append(component.diagnostics());
        if (!wanted) found.append(wanted.diagnostics());
        if (component && component->kind != analysis::AssumptionKind::held_growth) {
            found.add({.code = Code{7027}, .where = component->where, .message = component->name + " is not the growth of a component",
                       .expected = "growth(SERIES) of a behave series", .hint = "for an assumption use --vary"});
        }
        if (found.has_errors()) continue;
        *component = analysis::open_only(model, *component);
        for (const auto& one : *wanted) {
            auto inverse = solve_one(model, *component, one, probability);
            if (!inverse) found.append(inverse.diagnostics());
            else inverses.push_back(std::move(*inverse));
        }
    }
    if (found.has_errors()) return found;
    return inverses;
}

}  // namespace

ExitCode require_inverse(const Options& options, model::Compilation& compiled, Terminal& terminal) {
    Diagnostics found;
    const auto& model = *compiled.model;
    check_request(options, found);
    if (found.has_errors()) return fail(kVerb, options, terminal, found, compiled.sources);
    if (auto projection = engine::project(model); !projection) return fail(kVerb, options, terminal, projection.diagnostics(), compiled.sources);
    OneEstimator estimator(options);
    const analysis::EventProbability probability = std::ref(estimator);
    const auto inverses = options.solve.empty() ? vary(options, compiled, probability) : solve(options, compiled, probability);
    if (!inverses) return refuse(options, terminal, model, inverses.diagnostics(), compiled.sources);
    if (const int signal = interrupting_signal(); signal != 0) return terminal.explain({});
    for (const auto& inverse : *inverses) {
        if (const auto failure = failure_of(inverse)) found.add(*failure);
    }
    if (found.has_errors()) return refuse(options, terminal, model, found, compiled.sources);
    if (const auto code = terminal.explain(compiled.diagnostics, compiled.sources); code != ExitCode::done) return code;
    if (const auto stored = store_answer(options, model, analysis::answer_tables(*inverses)); !stored)
        return fail(kVerb, options, terminal, stored.diagnostics());
    const report::InverseReport report{model, *inverses, options.sampling, !options.solve.empty(), estimator.used()};
    const auto printed = terminal.print(options.json ? report::inverse_json(report, options.language, compiled.diagnostics, compiled.sources)
                                                     : report::inverse_text(report, options.language, terminal.style()));
    const bool all = std::all_of(inverses->begin(), inverses->end(), [](const auto& inverse) { return !inverse.answers.empty(); });
    return printed != ExitCode::done || all ? printed : ExitCode::no;
}

}  // namespace grdp::app
