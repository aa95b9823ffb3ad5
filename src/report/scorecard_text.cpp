#include "grdp/report/scorecard_text.hpp"

#include <algorithm>
#include <cmath>

#include "audit_findings.hpp"
#include "grdp/analysis/printed_decimals.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::ScorecardRow;
using analysis::SetScorecard;
using analysis::Verdict;


class CardText {
  public:
    CardText(const model::CompiledModel& model, const analysis::Scorecard& card, const SetScorecard& set, Language language, Style style)
        : model_(model), card_(card), set_(model.target_sets[set.target_set]), rows_(set), language_(language), style_(style) {}

    std::string print() const {
        const auto title = say(Message::scorecard_title, label_text(set_.label, language_, set_.name));
        std::string out = style_.strong(title) + '\n' + table();
        if (rows_.answered == 0) return out;
        out += style_.faint(say(Message::scorecard_note, count(card_.sampling.draws), card_.sampling.seed)) + "\n\n";
        return out + sentences();
    }

  private:
    template <class... Arguments>
    [[nodiscard]] std::string say(Message message, const Arguments&... arguments) const {
        return text(message, language_, arguments...);
    }
    [[nodiscard]] std::string count(std::uint64_t n) const { return decimal_text(static_cast<double>(n), 0, language_); }
    [[nodiscard]] const model::Target& target(const ScorecardRow& row) const { return set_.targets[row.target]; }

    [[nodiscard]] std::string planned(const model::Target& own) const {
        std::vector<std::string> numbers;
        for (std::size_t c = 0; c < own.cases.size(); ++c) {
            auto number = target_case_text(own, c, language_);
            if (!number.empty()) numbers.push_back(std::move(number));
        }
        if (numbers.empty()) return std::string(kMissing);
        std::string out = numbers.front();
        for (std::size_t i = 1; i < numbers.size(); ++i)
            out = say(Message::value_range, out, numbers[i]);
        return out;
    }

    [[nodiscard]] Message status(const ScorecardRow& row) const {
        switch (row.outcome.verdict) {
            case Verdict::monitored:
                return Message::no_model_line;
            case Verdict::within:
                return Message::status_met;
            case Verdict::above:
                return target(row).sense == model::Sense::at_most ? Message::status_missed : Message::status_exceeded;
            default:
                return row.outcome.met ? Message::status_met : Message::status_missed;
        }
    }

    [[nodiscard]] std::string table() const {
        using enum Align;
        TextTable table({left, left, left, right, right, right, left, right, right, right, right});
        std::vector<std::string> head;
        for (const auto message : {Message::row_number, Message::target, Message::unit})
            head.push_back(say(message));
        const auto period = set_.targets.empty() ? std::string() : set_.targets.front().period_text;
        const auto parsed = accounts::Period::parse(period);
        head.push_back(parsed ? say(Message::actual_in, period_cell((*parsed - accounts::periods_per_year(parsed->frequency())).text(), language_))
                              : say(Message::audit_last));
        head.push_back(say(Message::plan_for, period_cell(period, language_)));
        for (const auto message : {Message::expected_result, Message::standing, Message::chance_missed, Message::chance_met,
                                   Message::chance_exceeded, Message::chance_alone})
            head.push_back(say(message));
        table.head(std::move(head));
        int number = 0;
        for (const auto& row : rows_.rows) {
            const auto& own = target(row);
            const bool part = row.part_of != model::kNone;
            const bool answered = row.outcome.verdict != Verdict::monitored;
            const int decimals = std::max(unit_decimals(own.unit), analysis::printed_decimals(model_, own));
            const auto value = [&](double x) { return std::isfinite(x) ? decimal_text(x, decimals, language_) : std::string(kMissing); };
            const auto chance = [&](const analysis::Estimate& estimate) {
                return answered ? probability_with_error(estimate, card_.sampling.draws, language_) : std::string(kMissing);
            };
            if (!part) ++number;
            table.row({part ? "" : std::to_string(number), (part ? "  " : "") + target_label(model_, own, language_),
                       unit_text(own.unit, language_), value(row.before), planned(own),
                       answered ? value(row.outcome.value) : std::string(kMissing), say(status(row)), chance(row.missed), chance(row.met),
                       own.sense == model::Sense::band ? chance(row.exceeded) : std::string(kMissing), chance(row.reached_alone_missing)});
        }
        return table.render(style_);
    }

    [[nodiscard]] std::string sentences() const {
        const auto draws = card_.sampling.draws;
        const auto phrase = [&](const analysis::Estimate& estimate) { return estimate_phrase(estimate, draws, language_); };
        std::string out = style_.strong(say(Message::scorecard_all_reached, rows_.answered, phrase(rows_.all_reached))) + '\n' +
                          say(Message::scorecard_all_met, phrase(rows_.all_met)) + '\n';
        if (rows_.least_likely != model::kNone) {
            const auto& row = rows_.rows[rows_.least_likely];
            out += say(Message::scorecard_least, target_name(model_, target(row), language_),
                       probability_with_error(row.missed, draws, language_)) + '\n';
        }
        if (rows_.most_binding != model::kNone) {
            const auto& row = rows_.rows[rows_.most_binding];
            out += say(Message::scorecard_binding, target_name(model_, target(row), language_),
                       probability_with_error(row.reached_alone_missing, draws, language_)) + '\n';
        } else {
            out += say(Message::scorecard_none_binds) + '\n';
        }
        return out;
    }

    const model::CompiledModel& model_;
    const analysis::Scorecard& card_;
    const model::TargetSet& set_;
    const SetScorecard& rows_;
    Language language_;
    Style style_;
};

std::string_view status_name(const model::Target& target, const ScorecardRow& row) {
    if (row.outcome.verdict == Verdict::monitored) return "monitored";
    if (row.outcome.met) return "met";
    return row.outcome.verdict == Verdict::above && target.sense == model::Sense::band ? "exceeded" : "missed";
}

Json row_part(const model::CompiledModel& model, const model::TargetSet& set, const ScorecardRow& row, Language language) {
    const auto& target = set.targets[row.target];
    const bool answered = row.outcome.verdict != Verdict::monitored;
    Json part = target_part(model, set, target, language);
    part["part_of"] = row.part_of == model::kNone ? Json(nullptr) : Json(set.targets[row.part_of].subject);
    part["year_before"] = std::isfinite(row.before) ? Json(row.before) : Json(nullptr);
    part["central"] = answered ? number(row.outcome.value) : Json(nullptr);
    part["status"] = status_name(target, row);
    if (!answered) return part;
    part["missed"] = estimate_part(row.missed);
    part["met"] = estimate_part(row.met);
    part["method"] = row.method;
    part["exceeded"] = target.sense == model::Sense::band ? estimate_part(row.exceeded) : Json(nullptr);
    part["only_this_one_missed"] = estimate_part(row.reached_alone_missing);
    part["only_this_one_not_met"] = estimate_part(row.met_alone_missing);
    return part;
}

}  // namespace

std::string scorecard_text(const model::CompiledModel& model, const analysis::Scorecard& card, Language language, Style style) {
    std::string out = style.strong(run_title(model, language)) + '\n';
    for (const auto& set : card.sets)
        out += '\n' + CardText(model, card, set, language, style).print();
    return out;
}

std::string scorecard_json(const model::CompiledModel& model, const analysis::Scorecard& card, Language language,
                           const Diagnostics& diagnostics, const SourceSet& sources) {
    Json document = run_part("scorecard", model);
    document["seed"] = card.sampling.seed;
    document["draws"] = card.sampling.draws;
    document["generator"] = engine::kGeneratorName;
    document["failed_paths"] = card.failed_paths;
    document["sets"] = Json::array();
    for (const auto& one : card.sets) {
        const auto& set = model.target_sets[one.target_set];
        const auto subject = [&](std::uint32_t row) { return row == model::kNone ? Json(nullptr) : Json(set.targets[one.rows[row].target].subject); };
        Json part{{"set", set.name}, {"answered", one.answered}};
        part["all_reached"] = one.answered > 0 ? estimate_part(one.all_reached) : Json(nullptr);
        part["all_met"] = one.answered > 0 ? estimate_part(one.all_met) : Json(nullptr);
        part["least_likely"] = subject(one.least_likely);
        part["most_binding"] = subject(one.most_binding);
        part["targets"] = Json::array();
        for (const auto& row : one.rows)
            part["targets"].push_back(row_part(model, set, row, language));
        document["sets"].push_back(std::move(part));
    }
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

}  // namespace grdp::report
