#include <algorithm>

#include "briefing_parts.hpp"
#include "grdp/analysis/mean_stability.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"
#include "grdp/stats/elementary.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

using analysis::Estimate;
using analysis::EventAnswer;

class Headline {
  public:
    explicit Headline(const Context& context) : context_(context), language_(context.language) {}

    Section build() {
        section_.id = "headline";
        section_.title = context_.say(Message::paper_headline);
        if (context_.focus.event) {
            const auto& answer = context_.run().answers[*context_.focus.event];
            section_.text(lead(answer), doc::ParagraphRole::lead);
            central();
            if (answer.is_band) outcomes(answer);
            ceiling(answer);
        } else {
            central();
        }
        joint();
        other_events();
        return std::move(section_);
    }

  private:
    template <class... Arguments>
    [[nodiscard]] std::string say(Message message, const Arguments&... arguments) const {
        return context_.say(message, arguments...);
    }
    [[nodiscard]] std::string subject(const EventAnswer& answer) const {
        return event_name(context_, answer) + ' ' + in_period(answer);
    }
    [[nodiscard]] std::string in_period(const EventAnswer& answer) const {
        const auto phrase = period_phrase(answer.period_text, language_);
        return language_ == Language::vi ? phrase : "in " + phrase;
    }
    [[nodiscard]] std::string odds(const Estimate& estimate, const EventAnswer& answer) const {
        return bound(odds_text(estimate, answer.points, language_));
    }

    // What a reader takes away if nothing else is read.
    [[nodiscard]] std::string lead(const EventAnswer& answer) const {
        const auto share = [&](const Estimate& estimate) { return short_chance(estimate, answer.points, language_); };
        const auto within = share(answer.within);
        const auto within_odds = odds(answer.within, answer);
        if (!answer.is_band) return say(Message::paper_lead_condition, subject(answer), within, within_odds);
        const auto band = band_phrase(answer.low, answer.high, answer.unit, language_);
        if (!std::isfinite(answer.high)) return say(Message::paper_lead_at_least, subject(answer), band, within, within_odds);
        if (!std::isfinite(answer.low)) return say(Message::paper_lead_at_most, subject(answer), band, within, within_odds);
        const auto low = band_phrase(answer.low, answer.low, answer.unit, language_);
        const auto lead = say(Message::paper_lead_band, subject(answer), band, within, within_odds);
        return lead + ' ' + say(Message::paper_lead_rest, share(answer.below), share(answer.above), low, share(answer.at_least), odds(answer.at_least, answer));
    }

    // The central path, and where nine of ten paths end.
    void central() {
        const auto& focus = context_.focus;
        if (focus.series == model::kNone) return;
        const auto& run = context_.run();
        const auto& series = run.model.series[focus.series];
        const int decimals = unit_decimals(series.unit);
        const double value = run.projection.value(focus.series, focus.period);
        if (!std::isfinite(value)) return;
        const auto period = period_phrase(run.model.grid.periods.at(focus.period).text(), language_);
        const auto number = signed_amount(value, decimals, series.unit);
        auto sentence = say(Message::paper_central, inside_sentence(series_label(series, language_)), period, number);
        if (const auto* cell = cell_of(run, focus.series, focus.period)) {
            const auto low = quantile_of(*cell, 0.05);
            const auto high = quantile_of(*cell, 0.95);
            if (low && high) sentence += ' ' + say(Message::paper_nine_in_ten, range(*low, *high, decimals, series.unit));
        }
        section_.text(std::move(sentence));
    }
    [[nodiscard]] std::string range(double low, double high, int decimals, const std::string& unit) const {
        return say(Message::from_to_numbers, signed_amount(low, decimals, unit), signed_amount(high, decimals, unit));
    }
    // In a sentence a minus is a word.
    [[nodiscard]] std::string signed_amount(double value, int decimals, const std::string& unit) const {
        auto text = amount(value, decimals, unit, language_);
        return text.front() == '-' ? say(Message::paper_minus, text.substr(1)) : text;
    }

    void outcomes(const EventAnswer& answer) {
        auto table = outcome_table(answer);
        std::vector<doc::Row> rows;
        const auto limit = [&](double value) { return band_phrase(value, value, answer.unit, language_); };
        const bool low = std::isfinite(answer.low);
        const bool high = std::isfinite(answer.high);
        const auto add = [&](std::string name, const Estimate& estimate, doc::RowKind kind = doc::RowKind::body) {
            rows.push_back({kind, 0, outcome_row(std::move(name), estimate, answer)});
        };
        if (low) add(say(Message::paper_below, limit(answer.low)), answer.below);
        if (low && high) add(say(Message::paper_within, band_phrase(answer.low, answer.high, answer.unit, language_)), answer.within);
        if (high) add(say(Message::paper_above, limit(answer.high)), answer.above);
        if (low && high) adding_up(rows, answer);
        if (low) add(say(Message::paper_at_least, limit(answer.low)), answer.at_least, doc::RowKind::total);
        if (!low && high) add(say(Message::paper_at_most, limit(answer.high)), answer.within, doc::RowKind::total);
        table.rows = std::move(rows);
        if (answer.failed > 0) table.notes.push_back(say(Message::failed_paths_note));
        section_.blocks.emplace_back(std::move(table));
    }
    [[nodiscard]] doc::Table outcome_table(const EventAnswer& answer) const {
        doc::Table table;
        table.id = "headline";
        table.caption = say(Message::paper_outcomes_caption, subject(answer));
        table.columns = {text_column("outcome", say(Message::paper_outcome), 2.2), number_column("probability", say(Message::paper_probability), "%", language_),
                         number_column("standard_error", say(Message::paper_error), "points", language_),
                         text_column("interval", say(Message::paper_interval), 1.5), text_column("meaning", say(Message::paper_meaning), 1.5)};
        table.columns[3].kind = doc::ColumnKind::centred;
        table.notes.push_back(say(Message::paper_error_note));
        return table;
    }
    [[nodiscard]] std::vector<doc::Cell> outcome_row(std::string name, const Estimate& estimate, const EventAnswer& answer) const {
        return {words(std::move(name)), chance(estimate, answer.points, language_), chance_error(estimate, language_), words(interval(estimate)),
                words(odds(estimate, answer))};
    }
    [[nodiscard]] std::string interval(const Estimate& estimate) const {
        if (!(estimate.high > estimate.low)) return std::string(kMissing);  // a closed form has none
        constexpr int kMost = 4;
        for (int decimals = 2; decimals <= kMost; ++decimals) {
            const auto low = decimal_text(100 * estimate.low, decimals, language_);
            const auto high = decimal_text(100 * estimate.high, decimals, language_);
            if (low != high) return bound(say(Message::from_to_numbers, low, high));
        }
        return decimal_text(100 * estimate.low, kMost, language_);
    }
    // Below, within and above are all there is: printed they add up to 100.
    void adding_up(std::vector<doc::Row>& rows, const EventAnswer& answer) const {
        if (answer.failed > 0 || rows.size() != 3) return;
        const bool figures = std::all_of(rows.begin(), rows.end(), [](const doc::Row& row) { return row.cells[1].number.has_value(); });
        if (!figures) return;
        int decimals = 0;
        for (const auto& row : rows)
            decimals = std::max(decimals, row.cells[1].decimals);
        const auto cells = parts_of({100 * answer.below.value, 100 * answer.within.value, 100 * answer.above.value}, 100, decimals, language_, "%");
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].cells[1] = cells[i];
    }

    // No path, however central, lies in a narrow band more often than this.
    void ceiling(const EventAnswer& answer) {
        const auto& focus = context_.focus;
        const bool closed = std::isfinite(answer.low) && std::isfinite(answer.high) && answer.high > answer.low;
        if (!answer.is_band || !focus.banded || !closed) return;
        const auto* cell = cell_of(context_.run(), focus.series, focus.period);
        if (cell == nullptr || cell->certain || !(cell->sd > 0) || !analysis::mean_is_stable(*cell)) return;
        const double half = (answer.high - answer.low) / (2 * cell->sd);
        const double most = 2 * stats::normal_cdf(half) - 1;
        const auto width = amount(answer.high - answer.low, 1, is_percent(answer.unit) ? "points" : answer.unit, language_);
        const auto spread = amount(cell->sd, 2, is_percent(answer.unit) ? "points" : answer.unit, language_);
        section_.text(bound(say(Message::paper_ceiling, width, spread, decimal_text(100 * most, 1, language_))));
    }

    // All targets at once, where the run file counts them.
    void joint() {
        const auto* table = context_.table("scorecard_joint");
        if (table == nullptr || !context_.run().ensemble) return;
        const auto number = [&](std::string_view name) {
            for (const auto& column : table->columns) {
                if (const auto* held = std::get_if<std::vector<double>>(&column.values); held != nullptr && column.name == name) return held->front();
            }
            return std::nan("");
        };
        const Estimate reached{number("all_reached"), number("all_reached_se"), 0, 0};
        const double targets = number("targets");
        if (!std::isfinite(reached.value) || !(targets > 1)) return;
        const auto draws = static_cast<std::uint64_t>(std::isfinite(number("draws")) ? number("draws") : 0);
        if (draws == 0) return;
        section_.text(bound(say(Message::paper_joint, decimal_text(targets, 0, language_), short_chance(reached, draws, language_))));
    }

    // Questions of the scenario beyond its targets.
    void other_events() {
        doc::Table table;
        table.id = "events";
        table.caption = say(Message::paper_events_caption);
        table.columns = {text_column("event", say(Message::paper_event), 3.2), text_column("period", say(Message::period), 1.1),
                         text_column("band", say(Message::paper_limits), 1.2), number_column("probability", say(Message::paper_probability), "%", language_),
                         number_column("standard_error", say(Message::paper_error), "points", language_),
                         text_column("meaning", say(Message::paper_meaning), 1.7)};
        table.columns[1].kind = table.columns[2].kind = doc::ColumnKind::centred;
        const auto& answers = context_.run().answers;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto& answer = answers[i];
            if (answer.target_set != model::kNone || context_.focus.event == i) continue;
            table.rows.push_back({doc::RowKind::body, 0,
                                  {words(capital(event_name(context_, answer))), words(period_cell(answer.period_text, language_)),
                                   words(limits(answer)), chance(answer.within, answer.points, language_), chance_error(answer.within, language_),
                                   words(odds(answer.within, answer))}});
        }
        if (!table.rows.empty()) section_.blocks.emplace_back(std::move(table));
    }
    [[nodiscard]] std::string limits(const EventAnswer& answer) const {
        if (!answer.is_band) return std::string(kMissing);
        const auto band = band_phrase(answer.low, answer.high, answer.unit, language_);
        if (!std::isfinite(answer.high)) return "≥\u00A0" + band;
        return std::isfinite(answer.low) ? band : "≤\u00A0" + band;
    }

    const Context& context_;
    Language language_;
    Section section_;
};

}  // namespace

Section headline(const Context& context) {
    return Headline(context).build();
}

}  // namespace grdp::report::paper
