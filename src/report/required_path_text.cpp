#include "grdp/report/required_path_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr int kDecimals = 2;

std::string cell(double value, Language language) {
    return std::isfinite(value) ? decimal_text(value, kDecimals, language) : std::string("–");
}

std::string cell(const analysis::NumberRange& range, Language language) {
    const auto low = cell(range.low, language);
    const auto high = cell(range.high, language);
    return low == high ? low : text(Message::value_range, language, low, high);
}

std::string percent(const analysis::NumberRange& range, Language language) {
    return with_unit(cell(range, language), "%", language);
}

analysis::NumberRange magnitude(const analysis::NumberRange& range) {
    return range.high <= 0 ? analysis::NumberRange{-range.high, -range.low} : range;
}

// Which wording a number takes by its sign; a range that holds both signs has one of its own.
Message by_sign(const analysis::NumberRange& range, Message up, Message down, Message both) {
    if (range.low >= 0) return up;
    return range.high <= 0 ? down : both;
}

std::string grows(const analysis::NumberRange& range, Language language) {
    const auto message = by_sign(range, Message::require_grow, Message::require_fall, Message::require_between);
    return text(message, language, percent(magnitude(range), language));
}

std::string grew(const analysis::NumberRange& range, Language language) {
    const auto message = by_sign(range, Message::require_grew, Message::require_fell, Message::require_changed);
    return text(message, language, percent(magnitude(range), language));
}

std::string against_plan(const analysis::NumberRange& difference, double planned, Language language) {
    const auto shown = cell(magnitude(difference), language);
    if (shown == cell(0.0, language)) return text(Message::require_as_planned, language);
    const auto message = by_sign(difference, Message::require_more, Message::require_less, Message::require_off);
    return text(message, language, shown, percent({planned, planned}, language));
}

std::string goal_phrase(const model::CompiledModel& model, const analysis::RequiredPath& path, double value, Language language) {
    const auto& quantity = path.goal.quantity;
    if (quantity.growth && quantity.series == path.total) {
        const auto amount = with_unit(short_text(std::fabs(value), kMostDecimals, language), "%", language);
        const auto growing = text(value < 0 ? Message::require_fall : Message::require_grow, language, amount);
        std::vector<accounts::Period> periods;
        for (std::size_t i = 0; i < quantity.periods.size(); ++i)
            periods.push_back(quantity.periods.at(i));
        return text(Message::require_growth_goal, language, periods_phrase(periods, language), growing);
    }
    const auto own = label_text(quantity.label, language, {});
    const auto name = !own.empty()                          ? std::string(own)
                      : quantity.series != model::kNone ? series_label(model.series[quantity.series], language)
                                                            : quantity.subject;
    const auto amount = with_unit(short_text(value, kMostDecimals, language), quantity.unit, language);
    return text(Message::require_other_goal, language, inside_sentence(name),
                period_phrase(quantity.periods.last.text(), language), amount);
}

// Of the printed numbers, so that a reader's subtraction gives what is printed.
double printed_difference(double value, double from) {
    const auto a = round_decimal(value, kDecimals);
    const auto b = round_decimal(from, kDecimals);
    constexpr double kUnits = 100;
    return a && b ? static_cast<double>(a->units - b->units) / kUnits : value - from;
}

analysis::NumberRange minus(const analysis::NumberRange& range, double amount) {
    return {printed_difference(range.low, amount), printed_difference(range.high, amount)};
}

class Tables {
  public:
    Tables(const model::CompiledModel& model, const analysis::RequiredPath& path, Language language)
        : model_(model), path_(path), language_(language) {
        for (const auto& need : path.ends) {
            for (const auto& part : need.parts)
                own_ = own_ || part.own_target.has_value();
        }
        for (const auto& part : path.parts)
            needs_ = needs_ || std::isfinite(part.known.low);
        needs_ = needs_ && own_;  // with nothing known a component needs its own target, which is printed
    }

    [[nodiscard]] std::string needs(Style style) const {
        TextTable table(columns(7 + (own_ ? 1U : 0U) + (needs_ ? 1U : 0U)));
        std::vector<std::string> head;
        for (const auto message : {Message::require_component, Message::require_weight, Message::require_known_head,
                                   Message::require_plan, Message::require_alike, Message::require_above_plan, Message::require_alone})
            head.push_back(text(message, language_));
        if (own_) head.push_back(text(Message::require_own, language_));
        if (needs_) head.push_back(text(Message::require_own_needs, language_));
        table.head(std::move(head));
        for (const auto& need : path_.ends)
            add_needs(table, need);
        auto title = text(Message::require_table_title, language_, periods_phrase(path_.open_periods, language_));
        return style.strong(title) + '\n' + table.render(style);
    }

    /// Planned and required growth in each open period; nothing where there is only one.
    [[nodiscard]] std::string quarters(Style style) const {
        if (path_.open_periods.size() < 2) return {};
        TextTable table(columns(1 + 2 * path_.open_periods.size()));
        std::vector<std::string> head{text(Message::require_component, language_)};
        for (const auto period : path_.open_periods) {
            head.push_back(period_heading(period, language_) + ' ' + text(Message::require_plan, language_));
            head.push_back(text(Message::require_alike, language_));
        }
        table.head(std::move(head));
        for (const auto& need : path_.ends)
            add_quarters(table, need);
        return '\n' + style.strong(text(Message::require_path_title, language_)) + '\n' + table.render(style);
    }

    [[nodiscard]] bool shows_needs() const { return needs_; }

  private:
    static std::vector<Align> columns(std::size_t count) {
        std::vector<Align> align(count, Align::right);
        align.front() = Align::left;
        return align;
    }

    [[nodiscard]] std::string caption(const analysis::EndNeed& need) const {
        const auto value = with_unit(short_text(need.end.value, kMostDecimals, language_), path_.goal.quantity.unit, language_);
        return need.end.name.empty() ? value : fmt::format("{}: {}", case_heading(need.end.name, language_), value);
    }

    void add_needs(TextTable& table, const analysis::EndNeed& need) const {
        table.caption("  " + caption(need));
        std::vector<std::string> total{"    " + series_label(model_.series[path_.total], language_), cell(path_.open_weight, language_),
                                       cell(path_.known, language_),  cell(path_.planned, language_),
                                       cell(need.total, language_),   cell(minus(need.total, path_.planned), language_), "–"};
        total.resize(total.size() + (own_ ? 1U : 0U) + (needs_ ? 1U : 0U), "–");
        table.row(std::move(total));
        for (std::size_t i = 0; i < path_.parts.size(); ++i) {
            const auto& part = path_.parts[i];
            const auto& wanted = need.parts[i];
            std::vector<std::string> cells{"      " + part_label(part.series), cell(part.weight, language_), cell(part.known, language_),
                                           cell(part.planned, language_), cell(wanted.alike, language_),
                                           cell(minus(wanted.alike, part.planned), language_),
                                           wanted.alone ? cell(*wanted.alone, language_) : std::string("–")};
            if (own_)
                cells.push_back(wanted.own_target ? short_text(*wanted.own_target, kMostDecimals, language_) : std::string("–"));
            if (needs_) cells.push_back(wanted.own ? cell(*wanted.own, language_) : std::string("–"));
            table.row(std::move(cells));
        }
    }

    void add_quarters(TextTable& table, const analysis::EndNeed& need) const {
        table.caption("  " + caption(need));
        const auto add = [&](std::string label, const std::vector<double>& planned, const std::vector<analysis::NumberRange>& required) {
            std::vector<std::string> cells{std::move(label)};
            for (std::size_t q = 0; q < planned.size(); ++q) {
                cells.push_back(cell(planned[q], language_));
                cells.push_back(cell(required[q], language_));
            }
            table.row(std::move(cells));
        };
        add("    " + series_label(model_.series[path_.total], language_), path_.planned_periods, need.total_periods);
        for (std::size_t i = 0; i < path_.parts.size(); ++i)
            add("      " + part_label(path_.parts[i].series), path_.parts[i].planned_periods, need.parts[i].alike_periods);
    }

    [[nodiscard]] std::string part_label(std::uint32_t series) const {
        const auto& info = model_.series[series];
        return info.elements.empty() ? stem_label(info, language_) : element_label(info, language_);
    }

    const model::CompiledModel& model_;
    const analysis::RequiredPath& path_;
    Language language_;
    bool own_ = false;
    bool needs_ = false;
};

}  // namespace

std::string periods_phrase(const std::vector<accounts::Period>& periods, Language language) {
    if (periods.empty()) return {};
    const auto first = periods.front();
    const auto last = periods.back();
    const bool gap = static_cast<std::size_t>(last - first) + 1 != periods.size();
    if (first.quarter() > 0 && first.year() == last.year() && !gap) {
        const auto phrase = [&](Message message) { return text(message, language, first.year()); };
        const int from = first.quarter(), to = last.quarter();
        if (from == 1 && to == 4) return phrase(Message::require_whole_year);
        if (from == 1 && to == 2) return phrase(Message::require_first_half);
        if (from == 1 && to == 3) return phrase(Message::require_first_nine);
        if (from == 2 && to == 4) return phrase(Message::require_last_nine);
        if (from == 3 && to == 4) return phrase(Message::require_second_half);
    }
    if (first == last) return period_phrase(first.text(), language);
    if (!gap) return period_phrase(first.text() + ".." + last.text(), language);
    std::string out;
    for (const auto period : periods)
        out += (out.empty() ? "" : ", ") + period_phrase(period.text(), language);
    return out;
}

std::string required_path_sentence(const model::CompiledModel& model, const analysis::RequiredPath& path,
                                   const analysis::EndNeed& need, std::uint64_t draws, Language language) {
    const auto goal = goal_phrase(model, path, need.end.value, language);
    std::string out;
    if (path.known_periods.empty() && path.goal.quantity.growth && path.goal.quantity.series == path.total) {
        const bool all = std::none_of(path.parts.begin(), path.parts.end(), [](const auto& part) { return std::isnan(part.planned); });
        out = text(all ? Message::require_all_open : Message::require_others_open, language, goal, against_plan(need.uplift, path.planned, language));
    } else {
        out = text(Message::require_rest, language, goal, periods_phrase(path.open_periods, language), grows(need.total, language),
                   against_plan(minus(need.total, path.planned), path.planned, language));
    }
    if (std::isfinite(path.known.low) && !path.known_periods.empty())
        out += text(Message::require_known, language, periods_phrase(path.known_periods, language), grew(path.known, language));
    out += '.';
    if (need.probability) {
        const auto message = path.goal.sense == model::Sense::at_most ? Message::require_probability_below : Message::require_probability;
        out += ' ' + text(message, language, estimate_phrase(*need.probability, draws, language));
    }
    return out;
}

std::string required_path_text(const RequiredPathReport& report, Language language, Style style) {
    std::string out = style.strong(run_title(report.model, language)) + '\n';
    bool own = false;
    for (const auto& path : report.paths) {
        out += '\n';
        for (const auto& need : path.ends)
            out += style.strong(required_path_sentence(report.model, path, need, report.sampling.draws, language)) + '\n';
        const Tables tables(report.model, path, language);
        own = own || tables.shows_needs();
        out += '\n' + tables.needs(style) + tables.quarters(style);
    }
    out += '\n' + text(Message::require_table_note, language) + '\n';
    if (own) out += text(Message::require_own_note, language) + '\n';
    const bool held = std::any_of(report.paths.begin(), report.paths.end(), [](const auto& path) { return !path.learnt; });
    const bool given = !report.model.observed.empty() || std::any_of(report.paths.begin(), report.paths.end(), [](const auto& path) { return !path.given.empty(); });
    if (given || held) out += text(held ? Message::require_held_note : Message::require_learnt_note, language) + '\n';
    return out + text(Message::require_facts, language, decimal_text(static_cast<double>(report.sampling.draws), 0, language),
                      report.sampling.seed, engine::kGeneratorName) +
           '\n';
}

}  // namespace grdp::report
