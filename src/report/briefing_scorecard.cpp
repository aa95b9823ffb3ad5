#include <algorithm>

#include "briefing_parts.hpp"
#include "grdp/analysis/printed_decimals.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

using analysis::TargetOutcome;
using analysis::Verdict;

template <class Values>
const Values* column_of(const analysis::AnswerTable& table, std::string_view name) {
    for (const auto& column : table.columns) {
        if (column.name == name) return std::get_if<Values>(&column.values);
    }
    return nullptr;
}

// The plan as planners set it out.
class Card {
  public:
    Card(const Context& context, std::uint32_t set) : context_(context), set_(context.model().target_sets[set]), index_(set), language_(context.language) {}

    doc::Table build() {
        head();
        const auto totals = parents();
        int number = 0;
        for (std::uint32_t i = 0; i < set_.targets.size(); ++i) {
            const bool part = totals[i];
            if (!part) ++number;
            if (!answered(i)) continue;
            table_.rows.push_back(row(i, part ? std::string() : std::to_string(number), part ? 1 : 0));
        }
        table_.notes.push_back(context_.say(Message::paper_scorecard_note));
        return std::move(table_);
    }

    // What the model says nothing about: the plan alone, under the numbers that it has in the whole list.
    doc::Table monitored() {
        table_.id = "monitored_" + plain_name(set_.name);
        table_.caption = context_.say(Message::paper_monitored_caption);
        table_.label_column = 1;
        const auto period = set_.targets.empty() ? std::string() : set_.targets.front().period_text;
        table_.columns = {text_column("number", context_.say(Message::row_number), 0.4), text_column("target", context_.say(Message::target), 5),
                          text_column("unit", context_.say(Message::unit), 1),
                          number_column("plan", context_.say(Message::plan_for, period_cell(period, language_)), "", language_, 1)};
        table_.columns[0].kind = doc::ColumnKind::centred;
        const auto totals = parents();
        int number = 0;
        for (std::uint32_t i = 0; i < set_.targets.size(); ++i) {
            if (!totals[i]) ++number;
            if (answered(i)) continue;
            const auto& target = set_.targets[i];
            table_.rows.push_back({doc::RowKind::body, totals[i] ? 1 : 0,
                                   {words(totals[i] ? std::string() : std::to_string(number)), words(target_label(context_.model(), target, language_)),
                                    words(unit_text(target.unit, language_)), plan_cell(target)}});
        }
        return std::move(table_);
    }

  private:
    void head() {
        const auto period = set_.targets.empty() ? std::string() : set_.targets.front().period_text;
        const auto parsed = accounts::Period::parse(period);
        const auto before = parsed ? context_.say(Message::actual_in, period_cell((*parsed - accounts::periods_per_year(context_.model().frequency)).text(), language_))
                                   : context_.say(Message::audit_last);
        table_.id = "scorecard_" + plain_name(set_.name);
        table_.caption = context_.say(Message::scorecard_title, label_text(set_.label, language_, set_.name));
        table_.label_column = 1;
        table_.columns = {text_column("number", context_.say(Message::row_number), 0.5),
                          text_column("target", context_.say(Message::target), 3.4),
                          text_column("unit", context_.say(Message::unit), 1.3),
                          number_column("year_before", before, "", language_, 1.1),
                          number_column("plan", context_.say(Message::plan_for, period_cell(period, language_)), "", language_, 1.3),
                          number_column("expected", context_.say(Message::expected_result), "", language_, 1.1),
                          text_column("status", context_.say(Message::standing), 1.1),
                          number_column("reached", context_.say(Message::paper_chance_reached), "%", language_, 1.1)};
        table_.columns[0].kind = doc::ColumnKind::centred;
        table_.columns[6].kind = doc::ColumnKind::centred;
        if (!any_before()) {
            table_.columns.erase(table_.columns.begin() + 3);
            shows_before_ = false;
        }
    }

    [[nodiscard]] double before(std::uint32_t target) const {
        const auto* table = context_.table("scorecard_target");
        if (table == nullptr) return std::nan("");
        const auto* sets = column_of<std::vector<std::string>>(*table, "target_set");
        const auto* names = column_of<std::vector<std::string>>(*table, "target");
        const auto* values = column_of<std::vector<double>>(*table, "year_before");
        if (sets == nullptr || names == nullptr || values == nullptr) return std::nan("");
        for (std::size_t i = 0; i < names->size(); ++i) {
            if ((*sets)[i] == set_.name && (*names)[i] == set_.targets[target].subject) return (*values)[i];
        }
        return std::nan("");
    }
    [[nodiscard]] bool any_before() const {
        for (std::uint32_t i = 0; i < set_.targets.size(); ++i) {
            if (std::isfinite(before(i))) return true;
        }
        return false;
    }

    // Growth of a part stands under growth of its total, directly behind it.
    [[nodiscard]] std::vector<bool> parents() const {
        std::vector<bool> part(set_.targets.size(), false);
        if (!context_.focus.volumes) return part;
        bool under = false;
        for (std::size_t i = 0; i < set_.targets.size(); ++i) {
            const auto& subject = set_.targets[i].subject;
            const auto& model = context_.model();
            const bool of_part = std::any_of(context_.focus.volumes->parts.begin(), context_.focus.volumes->parts.end(),
                                             [&](auto id) { return subject == "growth(" + model.series[id].name + ")"; });
            part[i] = under && of_part;
            if (!of_part) under = context_.focus.series != model::kNone && subject == model.series[context_.focus.series].name;
        }
        return part;
    }

    [[nodiscard]] const TargetOutcome* outcome(std::uint32_t target) const {
        for (const auto& one : context_.run().targets) {
            if (one.target_set == index_ && one.target == target) return &one;
        }
        return nullptr;
    }
    [[nodiscard]] const analysis::EventAnswer* answer(std::uint32_t target) const {
        for (const auto& one : context_.run().answers) {
            if (one.target_set == index_ && one.target == target) return &one;
        }
        return nullptr;
    }

    [[nodiscard]] bool answered(std::uint32_t target) const {
        const auto* found = outcome(target);
        return found != nullptr && found->verdict != Verdict::monitored;
    }

    [[nodiscard]] doc::Cell plan_cell(const model::Target& target) const {
        auto plan = words(planned(target));
        if (target.cases.size() == 1 && target.sense == model::Sense::band) plan.number = plan.exact = target.cases.front();
        plan.decimals = plan.number ? analysis::printed_decimals(context_.model(), target) : 0;
        plan.unit = target.unit;
        return plan;
    }

    [[nodiscard]] std::string planned(const model::Target& target) const {
        std::string out;
        for (std::size_t c = 0; c < target.cases.size(); ++c) {
            const auto number = target_case_text(target, c, language_);
            if (number.empty()) continue;
            out = out.empty() ? number : context_.say(Message::value_range, out, number);
        }
        return out.empty() ? std::string(kMissing) : out;
    }

    [[nodiscard]] static Message status(const model::Target& target, const TargetOutcome* found) {
        if (found->met) return Message::status_met;
        return found->verdict == Verdict::above && target.sense == model::Sense::band ? Message::status_exceeded : Message::status_missed;
    }

    [[nodiscard]] doc::Row row(std::uint32_t index, std::string number, int indent) const {
        const auto& target = set_.targets[index];
        const auto* found = outcome(index);
        const int decimals = std::max(unit_decimals(target.unit), analysis::printed_decimals(context_.model(), target));
        doc::Row out{doc::RowKind::body, indent, {words(std::move(number)), words(target_label(context_.model(), target, language_)), words(unit_text(target.unit, language_))}};
        if (shows_before_) out.cells.push_back(figure(before(index), decimals, language_, target.unit));
        out.cells.push_back(plan_cell(target));
        out.cells.push_back(figure(found->value, decimals, language_, target.unit));
        out.cells.push_back(words(context_.say(status(target, found))));
        out.cells.push_back(reached(target, answer(index)));
        return out;
    }
    // Met or exceeded; for an upper limit, kept.
    [[nodiscard]] doc::Cell reached(const model::Target& target, const analysis::EventAnswer* found) const {
        if (found == nullptr) return words(std::string(kMissing));
        const auto& estimate = target.sense == model::Sense::at_most ? found->within : found->at_least;
        return chance(estimate, found->points, language_);
    }

    const Context& context_;
    const model::TargetSet& set_;
    std::uint32_t index_;
    Language language_;
    bool shows_before_ = true;
    doc::Table table_;
};

}  // namespace

Section scorecard_section(const Context& context) {
    Section section{"scorecard", context.say(Message::paper_scorecard), {}};
    for (std::uint32_t i = 0; i < context.model().target_sets.size(); ++i) {
        for (auto&& table : {Card(context, i).build(), Card(context, i).monitored()}) {
            if (!table.rows.empty()) section.blocks.emplace_back(table);
        }
    }
    return section;
}

// Probabilities as figures become known, where they were computed.
Section arrivals_section(const Context& context) {
    Section section{"arrivals", context.say(Message::paper_arrivals), {}};
    const auto* table = context.table("arrivals");
    if (table == nullptr) return section;
    const auto* known = column_of<std::vector<double>>(*table, "known");
    const auto* period = column_of<std::vector<std::string>>(*table, "last_period");
    const auto* event = column_of<std::vector<std::string>>(*table, "event");
    const auto* within = column_of<std::vector<double>>(*table, "within");
    const auto* error = column_of<std::vector<double>>(*table, "within_se");
    if (known == nullptr || period == nullptr || event == nullptr || within == nullptr || error == nullptr) return section;
    constexpr std::size_t kMostLines = 3;
    ProbabilityPath chart;
    chart.value.title = context.say(Message::paper_probability) + ", %";
    chart.value.unit = "%";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < event->size(); ++i) {
        if ((*known)[i] != (*known).front()) break;
        if (names.size() < kMostLines) names.push_back((*event)[i]);
    }
    for (const auto& name : names) {
        ProbabilityPath::Series line;
        line.name = name;
        for (const auto& one : context.model().events) {
            if (one.name == name) line.name = std::string(label_text(one.label, context.language, name));
        }
        for (std::size_t i = 0; i < event->size(); ++i) {
            if ((*event)[i] != name) continue;
            if (name == names.front()) {
                const auto to = (*period)[i].empty() ? context.say(Message::nothing_known) : context.say(Message::known_to, period_phrase((*period)[i], context.language));
                chart.points.push_back(to);
            }
            line.values.push_back({100 * (*within)[i], decimal_text(100 * (*within)[i], 1, context.language)});
            line.errors.push_back(100 * (*error)[i]);
        }
        chart.series.push_back(std::move(line));
    }
    if (chart.points.size() < 2) return section;
    doc::FigureBlock block;
    block.id = "arrivals";
    block.caption = context.say(Message::paper_arrivals_caption);
    block.alt = block.caption + ": " + chart.series.front().name + ' ' + chart.series.front().values.front().text + "% … " + chart.series.front().values.back().text + "%.";
    block.notes.push_back(context.say(Message::arrivals_note));
    block.chart = std::move(chart);
    section.blocks.emplace_back(std::move(block));
    return section;
}

}  // namespace grdp::report::paper
