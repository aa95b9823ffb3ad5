#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/judgement_text.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "judgement_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kShown = 12;

template <class Input>
std::string input_label(const model::CompiledModel& model, const Input& input, Language language) {
    if (input.is_parameter) return text(Message::parameter_input, language, model.parameters[input.index].name);
    const model::Series& series = model.series[model.shocks[input.index].series];
    return series_label(series, language);
}

template <class Input>
std::string input_period(const model::CompiledModel& model, const Input& input, Language language) {
    return input.is_parameter ? std::string("–") : period_heading(model.grid.periods.at(input.period), language);
}

int decimals_of(const std::string& unit) { return unit.empty() || unit == "1" ? 3 : unit == "points" ? 2 : unit_decimals(unit); }

std::string signed_text(double x, int decimals, Language language) {
    return (x > 0 ? "+" : "") + decimal_text(x, decimals, language);
}

std::string head_sentence(const model::CompiledModel& model, const analysis::ReverseStress& stress, Language language) {
    const std::string name = event_name(model, stress.event, language);
    const model::Event& event = model.events[stress.event];
    const std::string number = event.is_band ? with_unit(decimal_text(stress.central.front(), 2, language), event.unit, language) : "";
    if (stress.already) {
        const Message message = stress.miss ? Message::stress_already_missed : Message::stress_already_hit;
        return text(message, language, name, number.empty() ? "" : " (" + number + ")") + '\n';
    }
    const auto percent = [&](double p) {
        return p < 1e-6 ? "< " + short_text(1e-4, 4, language) : short_text(100 * p, p < 0.001 ? 4 : 2, language);
    };
    std::string out = text(stress.miss ? Message::stress_miss : Message::stress_hit, language, name, decimal_text(stress.distance, 2, language),
                           percent(stress.tail), stress.active) +
                      '\n';
    if (event.is_band) {
        out += text(Message::stress_number, language, number,
                    with_unit(decimal_text(stress.stressed.front(), 2, language), event.unit, language)) +
               '\n';
    }
    return out;
}

std::string inputs_table(const model::CompiledModel& model, const analysis::ReverseStress& stress, Language language, Style style) {
    if (stress.inputs.empty()) return {};
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
    table.head({text(Message::stress_input, language), text(Message::period, language), text(Message::stress_value, language),
                text(Message::stress_deviations, language), text(Message::central, language), text(Message::stressed, language)});
    for (std::size_t i = 0; i < stress.inputs.size() && i < kShown; ++i) {
        const analysis::StressInput& input = stress.inputs[i];
        const int decimals = decimals_of(input.unit);
        table.row({"  " + labelled_unit(input_label(model, input, language), input.unit, language), input_period(model, input, language),
                   signed_text(input.value, decimals, language), signed_text(input.deviations, 2, language),
                   decimal_text(input.outcome_central, decimals, language), decimal_text(input.outcome, decimals, language)});
    }
    return '\n' + style.strong(text(stress.miss ? Message::stress_miss_title : Message::stress_hit_title, language)) + '\n' + table.render(style);
}

std::string break_even_table(const model::CompiledModel& model, const analysis::ReverseStress& stress, Language language, Style style) {
    if (stress.break_even.empty()) return {};
    const model::Event& event = model.events[stress.event];
    TextTable table({Align::left, Align::right, Align::right, Align::right});
    const auto head = [&](double bound) {
        return std::isfinite(bound) ? text(Message::break_even_at, language, short_text(bound, 4, language)) : std::string("–");
    };
    table.head({text(Message::assumption, language), text(Message::break_even_now, language), head(event.low), head(event.high)});
    for (const analysis::BreakEven& b : stress.break_even) {
        const model::Series& series = model.series[b.series];
        const auto shift = [&](double x) {
            if (!std::isfinite(x)) return std::string("–");
            return signed_text(x, 2, language) + (b.relative ? " %" : "");
        };
        table.row({"  " + labelled_unit(series_label(series, language), series.unit, language),
                   decimal_text(b.now, unit_decimals(series.unit), language), shift(b.shift_low), shift(b.shift_high)});
    }
    return '\n' + style.strong(text(Message::break_even_title, language)) + '\n' + table.render(style) + text(Message::break_even_note, language) + '\n';
}

std::string contrast_table(const model::CompiledModel& model, const analysis::ReverseStress& stress, Language language, Style style) {
    if (stress.contrast.empty() || stress.probability.value <= 0 || stress.probability.value >= 1) return {};
    TextTable table({Align::left, Align::right, Align::right, Align::right});
    table.head({text(Message::stress_input, language), text(Message::period, language), text(Message::inside, language), text(Message::outside, language)});
    for (std::size_t i = 0; i < stress.contrast.size() && i < kShown; ++i) {
        const analysis::InsideOutside& c = stress.contrast[i];
        const int decimals = decimals_of(c.unit);
        table.row({"  " + labelled_unit(input_label(model, c, language), c.unit, language), input_period(model, c, language),
                   value_pair(c.inside, decimals, language), value_pair(c.outside, decimals, language)});
    }
    return '\n' + style.strong(text(Message::contrast_title, language)) + '\n' + table.render(style);
}

}  // namespace

std::string stress_text(const model::CompiledModel& model, const analysis::ReverseStress& stress, Language language, Style style) {
    std::string out = style.strong(run_title(model, language)) + "\n\n" + head_sentence(model, stress, language);
    out += text(Message::stress_probability, language, event_name(model, stress.event, language),
                estimate_phrase(stress.probability, stress.draws, language)) +
           '\n';
    out += inputs_table(model, stress, language, style) + break_even_table(model, stress, language, style) +
           contrast_table(model, stress, language, style);
    return out + '\n' + text(Message::stress_note, language) + '\n';
}

}  // namespace grdp::report
