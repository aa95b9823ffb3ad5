#include "grdp/analysis/inverse.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

Diagnostic lacks_value(const Phrase& phrase) {
    return {Code{7021}, phrase.subject_where, "no value is given for " + phrase.subject, "= and a number", ""};
}

std::vector<Wanted> for_each_end(const Wanted& wanted, const NumberRange& numbers) {
    std::vector<Wanted> all(1, wanted);
    all[0].level = numbers.low;
    if (!numbers.is_point()) {
        all.push_back(wanted);
        all[1].level = numbers.high;
    }
    return all;
}

/// "below(band)" -> the side and the name.
std::pair<EventSide, std::string> side_of(const std::string& subject) {
    constexpr std::pair<std::string_view, EventSide> sides[] = {
        {"within(", EventSide::within}, {"below(", EventSide::below}, {"above(", EventSide::above}, {"at_least(", EventSide::at_least}};
    for (const auto& [word, side] : sides) {
        if (subject.starts_with(word) && subject.back() == ')') return {side, subject.substr(word.size(), subject.size() - word.size() - 1)};
    }
    return {EventSide::within, subject};
}

/// Only the asked event, so that nothing else is computed.
model::CompiledModel alone(const model::CompiledModel& model, const model::Event& event) {
    model::CompiledModel copy = model;
    copy.target_sets.clear();
    copy.checks.clear();
    copy.events.assign(1, event);
    copy.events[0].target_set = copy.events[0].target = model::kNone;
    return copy;
}

}  // namespace

Result<std::vector<Wanted>> wanted_probabilities(const model::CompiledModel& model, const Phrase& phrase) {
    if (!phrase.numbers) return lacks_value(phrase);
    const auto& [side, name] = side_of(phrase.subject);
    Wanted wanted;
    wanted.probability = true;
    wanted.side = side;
    wanted.phrase = phrase;
    wanted.where = phrase.subject_where;
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < model.events.size(); ++i) {
        const auto& event = model.events[i];
        names.push_back(without_blanks(event.name));
        const bool of_target = event.target_set != model::kNone;
        const bool by_subject = of_target && without_blanks(model.target_sets[event.target_set].targets[event.target].subject) == name;
        const bool in_period = !phrase.periods || event.period_text == phrase.periods->first.text();
        if ((names.back() == name || by_subject) && in_period && wanted.event == model::kNone) wanted.event = i;
    }
    if (wanted.event == model::kNone) {
        const auto close = did_you_mean(name, names);
        return Diagnostic{Code{7031}, phrase.subject_where, "the scenario has no event or target \"" + name + "\"", "the name of an event, or the subject of a target",
                          close.empty() ? std::string() : "did you mean " + std::string(close) + "?"};
    }
    if (phrase.numbers->low < 0 || phrase.numbers->high > 1) {
        const double wrong = phrase.numbers->low < 0 ? phrase.numbers->low : phrase.numbers->high;
        return Diagnostic{Code{7032}, phrase.numbers_where, "a probability of " + exact_text(wrong), "a number from 0 to 1",
                          wrong > 1 && wrong <= 100 ? "write " + exact_text(wrong / 100) : std::string()};
    }
    const auto& event = model.events[wanted.event];
    wanted.text = phrase.subject;
    wanted.label = event.label;
    wanted.period_text = event.period_text;
    return for_each_end(wanted, *phrase.numbers);
}

Result<std::vector<Wanted>> wanted_numbers(const model::CompiledModel& model, const Phrase& phrase) {
    model::CompiledModel copy = model;
    const auto quantity = find_quantity(copy, phrase);
    if (!quantity) return quantity.diagnostics();
    if (!phrase.numbers) return lacks_value(phrase);
    Wanted wanted;
    wanted.phrase = phrase;
    wanted.text = phrase.subject;
    wanted.label = quantity->label;
    wanted.unit = quantity->unit;
    wanted.period_text = phrase.periods ? phrase.periods->first.text() + (phrase.periods->first == phrase.periods->last ? "" : ".." + phrase.periods->last.text())
                                        : quantity->periods.last.text();
    wanted.where = phrase.subject_where;
    return for_each_end(wanted, *phrase.numbers);
}

Variation::Variation(model::CompiledModel base, std::vector<Assumption> assumptions, Compile compile,
                     std::function<model::CompiledModel(model::CompiledModel)> prepare)
    : base_(std::move(base)), assumptions_(std::move(assumptions)), compile_(std::move(compile)), prepare_(std::move(prepare)) {
    if (prepare_) base_ = prepare_(std::move(base_));
}

std::optional<model::CompiledModel> Variation::at(const std::vector<double>& values) const {
    GRDP_EXPECTS(values.size() == assumptions_.size());
    std::vector<std::string> statements;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) return std::nullopt;
        if (needs_compilation(assumptions_[i])) statements.push_back(statement(assumptions_[i], values[i]));
    }
    std::optional<model::CompiledModel> model = base_;
    if (!statements.empty()) {
        model = compile_(statements);
        if (model && prepare_) model = prepare_(std::move(*model));
    }
    for (const bool parameters : {true, false}) {  // the spread of a parameter may follow its value, or be moved itself
        for (std::size_t i = 0; i < values.size() && model; ++i) {
            const bool now = (assumptions_[i].kind == AssumptionKind::parameter) == parameters;
            if (now && !needs_compilation(assumptions_[i])) model = changed(*model, assumptions_[i], values[i]);
        }
    }
    return model;
}

std::optional<Measured> measure(const model::CompiledModel& model, const Wanted& wanted, const EventProbability& probability) {
    if (wanted.probability) {
        const auto estimate = probability(alone(model, model.events[wanted.event]), 0, wanted.side);
        if (!estimate) return std::nullopt;
        return Measured{estimate->value, estimate->standard_error};
    }
    model::CompiledModel copy = model;
    const auto quantity = find_quantity(copy, wanted.phrase);
    if (!quantity) return std::nullopt;
    model::Event event;
    event.value = quantity->value;
    const auto path = engine::project(alone(copy, event));
    if (!path) return std::nullopt;
    return Measured{path->events[0], 0};
}

std::optional<Estimate> probability_there(const model::CompiledModel& model, const Wanted& wanted, const EventProbability& probability) {
    if (wanted.probability) return probability(alone(model, model.events[wanted.event]), 0, wanted.side);
    model::CompiledModel copy = model;
    const auto quantity = find_quantity(copy, wanted.phrase);
    if (!quantity) return std::nullopt;
    model::Event event;
    event.value = quantity->value;
    event.low = wanted.level;
    return probability(alone(copy, event), 0, EventSide::within);
}

namespace {

constexpr int kMostWidenings = 6;

LevelSearch search_in(const Variation& variation, const Wanted& wanted, const NumberRange& within, const EventProbability& probability) {
    const MeasuredFunction function = [&](double x) -> std::optional<Measured> {
        const auto model = variation.at({x});
        return model ? measure(*model, wanted, probability) : std::nullopt;
    };
    SearchOptions options;
    options.within = within;
    options.relative_width = wanted.probability ? 1e-9 : 1e-15;
    return find_level(function, wanted.level, options);
}

NumberRange widened(const NumberRange& range, const NumberRange& domain) {
    const double reach = 1.5 * (range.high - range.low);
    return {std::max(range.low - reach, domain.low), std::min(range.high + reach, domain.high)};
}

InverseStatus status_of(const LevelSearch& search, double level) {
    if (!search.any) return InverseStatus::not_computable;
    if (!search.roots.empty()) return InverseStatus::answered;
    const bool extreme = search.highest.value <= 0 || search.highest.value >= 1;
    if (search.flat && !(search.highest.standard_error > 0 && extreme)) return InverseStatus::does_not_act;
    return level > search.highest.value ? InverseStatus::above_highest : InverseStatus::below_lowest;
}

}  // namespace

Inverse invert(const Variation& variation, const Wanted& wanted, NumberRange within, bool widen, const EventProbability& probability) {
    Inverse result;
    result.assumptions = variation.assumptions();
    result.wanted = {wanted};
    LevelSearch search = search_in(variation, wanted, within, probability);
    std::size_t evaluations = search.evaluations;
    // A probability that has its peak inside gains nothing from a wider range.
    for (int i = 0; widen && i < kMostWidenings && search.roots.empty() && !search.flat; ++i) {
        const bool above = wanted.level > search.highest.value;
        const double place = above ? search.peak : search.trough;
        const bool at_end = place == within.low || place == within.high;
        const NumberRange wider = widened(within, domain_of(result.assumptions[0]));
        if (!search.any || !at_end || wider == within) break;
        within = wider;
        search = search_in(variation, wanted, within, probability);
        evaluations += search.evaluations;
    }
    result.within = {within};
    result.evaluations = evaluations;
    result.status = status_of(search, wanted.level);
    if (search.any) {
        result.peak = search.peak;
        result.highest = search.highest;
        result.trough = search.trough;
        result.lowest = search.lowest;
    }
    for (const Root& root : search.roots) {
        InverseAnswer answer{{root.x}, {root.standard_error}, {root.there.value}, std::nullopt};
        if (const auto model = variation.at({root.x})) answer.probability = probability_there(*model, wanted, probability);
        result.answers.push_back(std::move(answer));
    }
    return result;
}

std::vector<AnswerTable> answer_tables(const std::vector<Inverse>& inverses) {
    std::vector<std::string> targets, assumptions, lines;
    std::vector<double> question, levels, values, errors, reached, probabilities, probability_errors;
    const auto text = [](const Wanted& wanted) { return wanted.probability ? "P(" + wanted.text + ")" : wanted.text; };
    for (std::size_t q = 0; q < inverses.size(); ++q) {
        const Inverse& inverse = inverses[q];
        const std::size_t rows = std::max<std::size_t>(inverse.answers.size(), 1);
        for (std::size_t a = 0; a < rows; ++a) {
            for (std::size_t i = 0; i < inverse.assumptions.size(); ++i) {
                const InverseAnswer* answer = a < inverse.answers.size() ? &inverse.answers[a] : nullptr;
                question.push_back(static_cast<double>(q + 1));
                assumptions.push_back(assumption_text(inverse.assumptions[i]));
                targets.push_back(text(inverse.wanted[i]));
                levels.push_back(inverse.wanted[i].level);
                values.push_back(answer ? answer->values[i] : kNan);
                errors.push_back(answer ? answer->standard_errors[i] : kNan);
                reached.push_back(answer ? answer->reached[i] : kNan);
                probabilities.push_back(answer && answer->probability ? answer->probability->value : kNan);
                probability_errors.push_back(answer && answer->probability ? answer->probability->standard_error : kNan);
                lines.push_back(answer ? statement(inverse.assumptions[i], answer->values[i]) : "");
            }
        }
    }
    return {{"require_inverse", "each answer of each question, one row per assumption; a question without an answer has one row without a value",
             {{"question", "1", "number of the question", question},
              {"assumption", "", "what is varied", assumptions},
              {"target", "", "what is to be given", targets},
              {"level", "1", "its value, in its own unit; a probability between 0 and 1", levels},
              {"value", "1", "of the assumption, in its own unit", values},
              {"standard_error", "1", "simulation error of the value", errors},
              {"reached", "1", "the target there", reached},
              {"probability", "1", "of the target there: reached or exceeded, for a number", probabilities},
              {"probability_error", "1", "simulation error of the probability", probability_errors},
              {"statement", "", "line of a scenario that says so", lines}}}};
}

}  // namespace grdp::analysis
