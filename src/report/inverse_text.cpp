#include "grdp/report/inverse_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "estimator_text.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr int kDecimalsOfAnswer = 9;
constexpr int kExactDecimals = 6;  // of a value without chance, in a line to paste
constexpr int kUsualDecimals = 4;

// A closed form is exact but for its last bits.
constexpr double kNoError = 1e-9;

// Enough decimals to show one figure of the error, and two figures of the value itself.
int decimals_for(double error, double value) {
    if (!(error > kNoError)) return kUsualDecimals;
    int decimals = 0;
    double step = 1;
    while (decimals < kDecimalsOfAnswer && error < step) {
        step /= 10;
        ++decimals;
    }
    while (decimals < kDecimalsOfAnswer && value != 0 && std::fabs(value) < 10 * step) {
        step /= 10;
        ++decimals;
    }
    return std::max(decimals, 2);
}

std::string value_text(const analysis::Assumption& assumption, double value, double error, Language language) {
    const int decimals = decimals_for(error, value);
    const auto number = error > kNoError ? decimal_text(value, decimals, language) : short_text(value, kUsualDecimals, language);
    const auto named = with_unit(number, assumption.unit, language);
    return error > kNoError ? fmt::format("{} ± {}", named, decimal_text(error, decimals, language)) : named;
}

std::string plain_text(const analysis::Assumption& assumption, double value, Language language) {
    return with_unit(short_text(value, kUsualDecimals, language), assumption.unit, language);
}

std::string assumption_phrase(const model::CompiledModel& model, const analysis::Assumption& assumption, Language language) {
    using Kind = analysis::AssumptionKind;
    const bool of_series = assumption.kind == Kind::datum || assumption.kind == Kind::held_growth || assumption.kind == Kind::held_level;
    if (!of_series) return assumption.name;
    const auto when = assumption.periods.first.text() + (assumption.periods.first == assumption.periods.last ? "" : ".." + assumption.periods.last.text());
    const auto& series = model.series[assumption.index];
    if (assumption.kind == Kind::held_growth) return fmt::format("{} ({})", growth_phrase(series, language), period_phrase(when, language));
    const auto label = label_text(series.stem_label, language, {});
    if (assumption.kind != Kind::datum || label.empty()) return fmt::format("{} ({})", assumption.name, period_phrase(when, language));
    return fmt::format("\"{}\" ({}, {})", series_label(series, language), assumption.name, period_phrase(when, language));
}

std::string percent_number(double probability, Language language) {
    return with_unit(short_text(100 * probability, kUsualDecimals, language), "%", language);
}

std::string goal_text(const model::CompiledModel& model, const analysis::Wanted& wanted, Language language) {
    if (wanted.probability) {
        const auto& event = model.events[wanted.event];
        auto label = std::string(label_text(event.label, language, event.name));
        if (event.target_set != model::kNone) label = target_label(model, model.target_sets[event.target_set].targets[event.target], language);
        label = '"' + label + '"';
        using Side = analysis::EventSide;
        if (wanted.side == Side::below) label = text(Message::inverse_below, language, label);
        if (wanted.side == Side::above) label = text(Message::inverse_above, language, label);
        if (wanted.side == Side::at_least) label = text(Message::inverse_at_least, language, label);
        return text(Message::inverse_probability_goal, language, percent_number(wanted.level, language), label,
                    period_phrase(event.period_text, language));
    }
    const auto own = label_text(wanted.label, language, {});
    const auto name = !own.empty() ? inside_sentence(std::string(own)) : spoken_number(model, wanted.text, language);
    return text(Message::require_other_goal, language, name, period_phrase(wanted.period_text, language),
                with_unit(short_text(wanted.level, kUsualDecimals, language), wanted.unit, language));
}

std::string current_text(const analysis::Assumption& assumption, Language language) {
    if (!std::isfinite(assumption.current)) return {};
    return text(Message::inverse_current, language, plain_text(assumption, assumption.current, language));
}

std::string range_text(const analysis::Assumption& assumption, const analysis::NumberRange& range, Language language) {
    return text(Message::inverse_range, language, short_text(range.low, kUsualDecimals, language), plain_text(assumption, range.high, language));
}

// The best that can be had, in the unit of the target.
std::string attainable(const analysis::Wanted& wanted, const analysis::Measured& best, Language language) {
    if (!wanted.probability) return with_unit(short_text(best.value, kUsualDecimals, language), wanted.unit, language);
    const int decimals = std::max(1, decimals_for(100 * best.standard_error, 100 * best.value));
    const auto figure = with_unit(decimal_text(100 * best.value, decimals, language), "%", language);
    return best.standard_error > kNoError ? fmt::format("{} ± {}", figure, decimal_text(100 * best.standard_error, decimals, language)) : figure;
}

std::string unreachable(const model::CompiledModel& model, const analysis::Inverse& inverse, const std::string& goal, Language language) {
    const bool high = inverse.status == analysis::InverseStatus::above_highest;
    const auto& assumption = inverse.assumptions.front();
    return text(high ? Message::inverse_none_high : Message::inverse_none_low, language, goal, assumption_phrase(model, assumption, language),
                range_text(assumption, inverse.within.front(), language),
                attainable(inverse.wanted.front(), high ? *inverse.highest : *inverse.lowest, language),
                plain_text(assumption, high ? *inverse.peak : *inverse.trough, language));
}

std::string pair_sentence(const model::CompiledModel& model, const analysis::Inverse& inverse, Language language) {
    const auto goal = text(Message::inverse_and, language, goal_text(model, inverse.wanted[0], language),
                           inside_sentence(goal_text(model, inverse.wanted[1], language)));
    if (inverse.answers.empty()) return text(Message::inverse_none_pair, language, goal);
    const auto& answer = inverse.answers.front();
    std::string parts[2];
    for (std::size_t i = 0; i < 2; ++i) {
        parts[i] = text(Message::inverse_pair, language, assumption_phrase(model, inverse.assumptions[i], language),
                        value_text(inverse.assumptions[i], answer.values[i], answer.standard_errors[i], language),
                        current_text(inverse.assumptions[i], language));
    }
    return text(Message::inverse_pair_answer, language, goal, text(Message::inverse_and, language, parts[0], parts[1]));
}

// Rounded far below the error, so that the line gives the answer again.
std::string pasted(const analysis::Assumption& assumption, double value, double error) {
    const int decimals = error > kNoError ? std::min(decimals_for(error, value) + 2, kDecimalsOfAnswer) : kExactDecimals;
    const auto rounded = round_decimal(value, decimals);
    double shown = value;
    if (rounded) {
        const auto digits = scaled_text(*rounded, Language::en);
        std::string plain;
        for (const char c : digits) {
            if (c != ',') plain += c;
        }
        const auto parsed = parse_number(plain);
        if (parsed.fault == NumberFault::none) shown = parsed.value;
    }
    const auto line = analysis::statement(assumption, shown);
    return line.empty() ? text(Message::inverse_in_model, Language::en, assumption.name, exact_text(shown)) : line;
}

class AnswerRows {
  public:
    AnswerRows(const InverseReport& report, Language language) : report_(report), language_(language) {}

    [[nodiscard]] std::string table(Style style) {
        TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
        std::vector<std::string> head;
        for (const auto message : {Message::target, Message::inverse_assumption, Message::inverse_searched, Message::inverse_scenario_value,
                                   Message::inverse_value, Message::inverse_error, Message::inverse_probability_there})
            head.push_back(text(message, language_));
        table.head(std::move(head));
        for (const auto& inverse : report_.inverses) {
            if (inverse.answers.empty()) add(table, inverse, nullptr);
            for (const auto& answer : inverse.answers)
                add(table, inverse, &answer);
        }
        return table.render(style);
    }

    [[nodiscard]] std::string lines() const {
        std::string out;
        for (const auto& inverse : report_.inverses) {
            for (const auto& answer : inverse.answers) {
                for (std::size_t i = 0; i < answer.values.size(); ++i)
                    out += "  " + pasted(inverse.assumptions[i], answer.values[i], answer.standard_errors[i]) + '\n';
            }
        }
        return out.empty() ? out : '\n' + text(Message::inverse_line, language_) + '\n' + out;
    }

    [[nodiscard]] bool has_probabilities() const { return probabilities_; }

    [[nodiscard]] std::string notes() const {
        std::string out;
        if (errors_) out += text(Message::inverse_error_note, language_) + '\n';
        if (near_peak_) out += text(Message::inverse_near_peak, language_) + '\n';
        if (probabilities_) out += text(report_.solved ? Message::solve_probability_note : Message::inverse_probability_note, language_) + '\n';
        return out;
    }

  private:
    static std::string goal(const analysis::Wanted& wanted, Language language) {
        if (wanted.probability) return fmt::format("P({}) = {}", wanted.text, short_text(wanted.level, kUsualDecimals, language));
        return fmt::format("{} = {}", wanted.text, short_text(wanted.level, kUsualDecimals, language));
    }

    void add(TextTable& table, const analysis::Inverse& inverse, const analysis::InverseAnswer* answer) {
        for (std::size_t i = 0; i < inverse.assumptions.size(); ++i) {
            const auto& assumption = inverse.assumptions[i];
            const double error = answer ? answer->standard_errors[i] : 0;
            const bool shown = answer && i == 0 && answer->probability;
            errors_ = errors_ || error > kNoError;
            near_peak_ = near_peak_ || std::isnan(error);
            probabilities_ = probabilities_ || shown;
            const auto label = labelled_unit(analysis::assumption_text(assumption), assumption.unit, language_);
            table.row({"  " + goal(inverse.wanted[i], language_), label,
                       text(Message::value_range, language_, short_text(inverse.within[i].low, kUsualDecimals, language_),
                            short_text(inverse.within[i].high, kUsualDecimals, language_)),
                       std::isfinite(assumption.current) ? short_text(assumption.current, kUsualDecimals, language_) : std::string("–"),
                       answer ? figure(answer->values[i], error) : std::string("–"),
                       error > kNoError ? decimal_text(error, decimals_for(error, answer->values[i]), language_) : std::string("–"),
                       shown ? chance(*answer->probability) : std::string("–")});
        }
    }

    // A closed form has no error to show.
    [[nodiscard]] std::string chance(const analysis::Estimate& estimate) const {
        if (!(estimate.standard_error > kNoError)) return short_text(100 * estimate.value, kUsualDecimals, language_);
        return probability_with_error(estimate, std::max<std::uint64_t>(report_.estimator.points, 1), language_);
    }

    [[nodiscard]] std::string figure(double value, double error) const {
        return error > kNoError ? decimal_text(value, decimals_for(error, value), language_) : short_text(value, kUsualDecimals, language_);
    }

    const InverseReport& report_;
    Language language_;
    bool errors_ = false;
    bool near_peak_ = false;
    bool probabilities_ = false;
};

}  // namespace

std::string inverse_sentence(const model::CompiledModel& model, const analysis::Inverse& inverse, Language language) {
    if (inverse.assumptions.size() == 2) return pair_sentence(model, inverse, language);
    const auto goal = goal_text(model, inverse.wanted.front(), language);
    if (inverse.answers.empty()) return unreachable(model, inverse, goal, language);
    const auto& assumption = inverse.assumptions.front();
    std::string values;
    for (const auto& answer : inverse.answers) {
        const auto value = value_text(assumption, answer.values.front(), answer.standard_errors.front(), language);
        values = values.empty() ? value : text(Message::inverse_or, language, values, value);
    }
    return text(Message::inverse_answer, language, goal, assumption_phrase(model, assumption, language), values, current_text(assumption, language));
}

namespace {

bool asks_probability(const InverseReport& report) {
    return std::any_of(report.inverses.begin(), report.inverses.end(), [](const auto& inverse) {
        return std::any_of(inverse.wanted.begin(), inverse.wanted.end(), [](const auto& wanted) { return wanted.probability; });
    });
}

}  // namespace

std::string inverse_text(const InverseReport& report, Language language, Style style) {
    std::string out = style.strong(run_title(report.model, language)) + "\n\n";
    for (const auto& inverse : report.inverses)
        out += style.strong(inverse_sentence(report.model, inverse, language)) + '\n';
    AnswerRows rows(report, language);
    out += '\n' + rows.table(style);  // before the notes, which say what the table showed
    out += rows.lines() + '\n' + rows.notes();
    if (!rows.has_probabilities() && !asks_probability(report)) return out;
    if (report.estimator.method == "closed") return out + text(Message::inverse_facts_closed, language) + '\n';
    return out + text(Message::inverse_facts, language, method_text(report.estimator.method, language), decimal_text(static_cast<double>(report.estimator.points), 0, language),
                      report.sampling.seed) +
           '\n';
}

}  // namespace grdp::report
