#include <cmath>

#include "grdp/base/number_text.hpp"
#include "grdp/model/compile.hpp"
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

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

/// The series that is observed, by name or because its report computes the same; its label, else the text as written.
std::string observed_label(const model::CompiledModel& model, const model::Observed& observed, Language language) {
    const model::Node& node = model.nodes[observed.value];
    if (node.op == model::Op::series) return series_label(model.series[node.index], language);
    std::string relative = model::expression_text(model, observed.value);
    for (std::uint32_t lag = 0; lag <= observed.period; ++lag) {
        const std::string at = "@" + model.grid.periods.at(observed.period - lag).text();
        relative = replaced(relative, at, lag == 0 ? "" : "(-" + std::to_string(lag) + ")");
    }
    for (const model::Equation& equation : model.equations) {
        if (model.series[equation.series].kind == model::SeriesKind::report && model::expression_text(model, equation.right) == relative) {
            return series_label(model.series[equation.series], language);
        }
    }
    return observed.subject;
}

std::string observed_phrase(const model::CompiledModel& model, const model::Observed& observed, Language language) {
    const bool falls = is_percent(observed.unit) && observed.number < 0;
    const bool says_falls = falls && language == Language::vi;
    const std::string number = with_unit(short_text(says_falls ? -observed.number : observed.number, 4, language), observed.unit, language);
    return text(says_falls ? Message::observed_fall : Message::observed_phrase, language,
                inside_sentence(observed_label(model, observed, language)),
                period_phrase(model.grid.periods.at(observed.period).text(), language), number);
}

std::string lowered(std::string sentence) {
    if (!sentence.empty() && sentence[0] >= 'A' && sentence[0] <= 'Z') sentence[0] = static_cast<char>(sentence[0] - 'A' + 'a');
    return sentence;
}

void add_rows(TextTable& table, const std::vector<analysis::Arrival>& arrivals, std::size_t event, Language language) {
    for (const analysis::Arrival& arrival : arrivals) {
        const analysis::EventAnswer& answer = arrival.answers[event];
        const auto percent = [&](const analysis::Estimate& e, bool open) {
            return open ? std::string("–") : percent_pair(e, answer.points, language);
        };
        const bool open_low = !answer.is_band || !std::isfinite(answer.low), open_high = !answer.is_band || !std::isfinite(answer.high);
        const std::string known = arrival.known == 0
                                      ? text(Message::nothing_known, language)
                                      : text(Message::known_to, language, period_cell(arrival.last_period, language));
        table.row({"  " + known,
                   answer.is_band ? decimal_text(arrival.central[event], 2, language)
                                  : text(arrival.central[event] != 0 ? Message::yes : Message::no, language),
                   answer.is_band ? decimal_text(arrival.spread[event], 2, language) : "–", percent(answer.below, open_low),
                   percent(answer.within, false), percent(answer.above, open_high), percent(answer.at_least, open_low)});
    }
}

}  // namespace

std::string arrivals_text(const model::CompiledModel& model, const std::vector<analysis::Arrival>& arrivals,
                          const engine::Sampling& sampling, Language language, Style style) {
    std::string out = style.strong(run_title(model, language)) + "\n\n";
    std::string known;
    for (const model::Observed& observed : model.observed) known += (known.empty() ? "" : "; ") + observed_phrase(model, observed, language);
    for (std::size_t i = 0; i < model.events.size(); ++i) {
        if (model.events[i].target_set != model::kNone) continue;
        out += text(Message::arrival_phrase, language, known, lowered(event_sentence(model, arrivals.back().answers[i], language))) + '\n';
    }
    out += '\n' + style.strong(text(Message::arrivals_title, language)) + '\n';
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right});
    table.head({text(Message::known, language), text(Message::central, language), text(Message::sd, language), text(Message::below, language),
                text(Message::within, language), text(Message::above, language), text(Message::at_least, language)});
    for (std::uint32_t i = 0; i < model.events.size(); ++i) {
        const std::string band = event_band(model.events[i], language);
        table.caption(event_name(model, i, language) + (band.empty() ? "" : ": " + with_unit(band, model.events[i].unit, language)));
        add_rows(table, arrivals, i, language);
    }
    return out + table.render(style) + '\n' + draws_line(sampling, language) + text(Message::arrivals_note, language) + '\n';
}

}  // namespace grdp::report
