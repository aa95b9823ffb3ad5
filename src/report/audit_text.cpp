#include "grdp/report/audit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "audit_findings.hpp"
#include "grdp/analysis/printed_decimals.hpp"
#include "grdp/base/utf8.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::SetAudit;

constexpr std::size_t kColumns = 100;

// Lines of at most kColumns, broken at blanks.
std::string wrapped(std::string_view paragraph) {
    std::string out;
    std::size_t width = 0;
    for (std::size_t begin = 0; begin < paragraph.size();) {
        const std::size_t end = std::min(paragraph.find(' ', begin), paragraph.size());
        const auto word = paragraph.substr(begin, end - begin);
        const std::size_t size = utf8::text_width(word);
        if (width > 0 && width + 1 + size > kColumns) {
            out += '\n';
            width = 0;
        } else if (width > 0) {
            out += ' ';
            ++width;
        }
        out += word;
        width += size;
        begin = end + 1;
    }
    return out + '\n';
}

class SetText {
  public:
    SetText(const model::CompiledModel& model, const SetAudit& audit, Language language, Style style)
        : model_(model), audit_(audit), set_(model.target_sets[audit.target_set]), language_(language), style_(style) {}

    std::string print() const {
        std::string out = wrapped(paragraph());
        if (!audit_.checks.empty()) out += '\n' + checks() + rules();
        for (const auto& check : audit_.checks)
            out += proof(check);
        if (!audit_.implied.empty()) out += '\n' + assumed();
        if (!audit_.prices.empty()) out += '\n' + prices();
        if (!audit_.checks.empty() && !audit_.consistent && audit_.reconciliation.found) out += '\n' + reconciled();
        return out;
    }

    [[nodiscard]] std::string spoken() const { return paragraph(); }

  private:
    template <class... Arguments>
    [[nodiscard]] std::string say(Message message, const Arguments&... arguments) const {
        return text(message, language_, arguments...);
    }
    [[nodiscard]] const model::Target& target(std::uint32_t index) const { return set_.targets[index]; }
    [[nodiscard]] std::string label(std::uint32_t index) const { return target_label(model_, target(index), language_); }

    [[nodiscard]] std::string paragraph() const {
        const auto name = label_text(set_.label, language_, set_.name);
        std::string out = say(!audit_.consistent      ? Message::audit_inconsistent
                              : audit_.checks.empty() ? Message::audit_nothing_ties
                                                      : Message::audit_consistent,
                              name);
        std::string least_change;
        for (const auto& finding : audit_findings(model_, audit_, language_)) {
            if (finding.id.starts_with("implied/") || finding.id.starts_with("rounding/") || finding.id.starts_with("printed-base/"))
                continue;
            (finding.id.starts_with("reconcile/") ? least_change : out) += ' ' + finding.message;
        }
        return out + (audit_.signs.empty() ? silently() : std::string()) + least_change;  // an impossible plan assumes nothing
    }

    // What a reader of the plan would want to be told: changes of levels, and rates that can be held against last year's.
    [[nodiscard]] std::string silently() const {
        std::vector<std::string> phrases;
        for (const auto& quantity : audit_.implied) {
            const bool rate = is_percent(model_.series[quantity.series].unit) && std::isfinite(quantity.before);
            if (quantity.as_growth || rate) phrases.push_back(implied_phrase(model_, set_, quantity, language_));
        }
        std::string out = phrases.empty() ? std::string() : ' ' + say(Message::audit_silently, listed(phrases, language_, "; "));
        std::vector<std::string> held;
        for (const auto& one : audit_.assumptions) {
            const auto& series = model_.series[one.series];
            const auto change = std::isfinite(one.growth) ? change_phrase(one.growth, 1, language_) : series_number(series.unit, one.value, language_);
            held.push_back(inside_sentence(series_label(series, language_)) + ' ' + change);
        }
        constexpr std::size_t kMost = 4;
        if (!phrases.empty() && !held.empty() && held.size() <= kMost)
            out += ' ' + say(Message::audit_silently_held, listed(held, language_, "; "));
        return out;
    }

    [[nodiscard]] std::string checks() const {
        using enum Align;
        TextTable table({left, left, left, right, right, right, right, left});
        std::vector<std::string> head;
        for (const auto message : {Message::audit_check, Message::period, Message::audit_case, Message::audit_stated,
                                   Message::audit_implied_number, Message::audit_gap, Message::audit_slack, Message::audit_result})
            head.push_back(say(message));
        table.head(head);
        for (const auto& check : audit_.checks) {
            const auto& own = target(check.target);
            for (std::size_t c = 0; c < check.cases.size(); ++c) {
                const auto& one = check.cases[c];
                const auto number = [&](double value, int more) { return stated_number(model_, own, value, more, language_); };
                const auto closure = one.closure == analysis::Closure::exact             ? Message::closure_exact
                                     : one.closure == analysis::Closure::within_rounding ? Message::closure_rounding
                                                                                         : Message::closure_contradicted;
                table.row({c > 0 ? "" : "  " + labelled_unit(label(check.target), own.unit, language_),
                           c > 0 ? "" : period_cell(own.period_text, language_), case_phrase(set_, c, language_),
                           number(one.stated, 0), number(one.implied, 1), number(one.discrepancy, 1), number(one.slack, 1),
                           say(closure)});
            }
        }
        return style_.strong(say(Message::audit_checks_title)) + '\n' + table.render(style_) + style_.faint(say(Message::audit_slack_note)) + '\n';
    }

    // "GRDP growth = 0.1058 x Agriculture + ..."
    [[nodiscard]] std::string rules() const {
        std::string out;
        for (const auto& check : audit_.checks) {
            std::string right;
            if (check.constant != 0) right = decimal_text(check.constant, 4, language_);
            if (check.is_sum) right = decimal_text(check.constant, analysis::printed_decimals(model_, target(check.target)), language_);
            for (const auto& term : check.terms) {
                const bool minus = term.weight < 0;
                right += right.empty() ? (minus ? "-" : "") : minus ? " - " : " + ";
                const double size = std::abs(term.weight);
                if (std::abs(size - 1) > 1e-9) right += decimal_text(size, 4, language_) + " × ";
                right += target_name(model_, target(term.target), language_);
            }
            const auto message = check.affine ? Message::audit_rule : Message::audit_rule_tangent;
            out += wrapped("  " + say(message, target_name(model_, target(check.target), language_), right));
            if (check.recovered_weights) out += wrapped("  " + weight_intervals(check));
        }
        return out;
    }

    [[nodiscard]] std::string weight_intervals(const analysis::Check& check) const {
        std::vector<std::string> parts;
        for (const auto& term : check.terms) {
            parts.push_back(fmt::format("{} {}", target_name(model_, target(term.target), language_),
                                        say(Message::value_range, decimal_text(term.low, 4, language_), decimal_text(term.high, 4, language_))));
        }
        return say(Message::audit_weights_open, listed(parts, language_, "; "));
    }

    // Each line can be computed by hand.
    [[nodiscard]] std::string proof(const analysis::Check& check) const {
        if (!check.no_weights) return {};
        const auto& found = *check.no_weights;
        const auto sum = [&](const std::vector<std::string>& numbers) {
            std::string out;
            for (std::size_t c = 0; c < numbers.size(); ++c) {
                const double y = found.multipliers[c];
                if (std::abs(y) < 1e-9) continue;
                out += out.empty() ? (y < 0 ? "-" : "") : y < 0 ? " - " : " + ";
                if (std::abs(std::abs(y) - 1) > 1e-9) out += decimal_text(std::abs(y), 4, language_) + " × ";
                out += numbers[c];
            }
            if (found.constant == 0) return out;
            return out + (found.constant < 0 ? " - " : " + ") + decimal_text(std::abs(found.constant), 4, language_);
        };
        std::vector<std::string> names;
        for (std::size_t c = 0; c < set_.cases.size(); ++c)
            names.push_back(case_phrase(set_, c, language_));
        TextTable table({Align::left, Align::left, Align::right});
        const auto line = [&](std::uint32_t index, double value) {
            std::vector<std::string> numbers;
            for (const double stated : target(index).cases)
                numbers.push_back(stated_number(model_, target(index), stated, 0, language_));
            table.row({"  " + label(index), sum(numbers), "= " + decimal_text(value, 3, language_)});
        };
        for (std::size_t i = 0; i < check.terms.size(); ++i)
            line(check.terms[i].target, found.parts[i]);
        line(check.target, found.total);
        return '\n' + wrapped(style_.strong(say(Message::audit_proof_title, sum(names)))) + table.render(style_);
    }

    [[nodiscard]] std::vector<std::string> case_heads(std::string first) const {
        std::vector<std::string> head{std::move(first)};
        for (const auto& name : set_.cases)
            head.push_back(case_short(name, language_));
        return head;
    }

    [[nodiscard]] std::string assumed() const {
        std::vector<Align> columns(set_.cases.size() + 3, Align::right);
        columns[0] = Align::left;
        TextTable table(columns);
        auto head = case_heads(say(Message::indicator));
        head.push_back(say(Message::audit_last));
        head.push_back(say(Message::audit_scenario));
        table.head(head);
        for (const auto& quantity : audit_.implied) {
            const auto& series = model_.series[quantity.series];
            const auto name = series_label(series, language_);
            const int decimals = quantity.as_growth || is_percent(series.unit) ? 1 : unit_decimals(series.unit);
            const auto number = [&](double value) {
                return std::isfinite(value) ? decimal_text(value, decimals, language_) : std::string(kMissing);
            };
            std::vector<std::string> cells{"  " + (quantity.as_growth ? say(Message::audit_growth_of, name) : labelled_unit(name, series.unit, language_))};
            for (const double value : quantity.implied)
                cells.push_back(number(value));
            cells.push_back(number(quantity.before));
            cells.push_back(number(quantity.scenario));
            table.row(cells);
        }
        std::string notes;
        for (const auto& finding : audit_findings(model_, audit_, language_)) {
            if (finding.id.starts_with("printed-base/")) notes += style_.faint(finding.message) + '\n';
        }
        return style_.strong(say(Message::audit_assumed_title)) + '\n' + table.render(style_) + notes;
    }

    [[nodiscard]] std::string prices() const {
        std::vector<Align> columns(2 * set_.cases.size() + 1, Align::right);
        columns[0] = Align::left;
        TextTable table(columns);
        auto head = case_heads(say(Message::indicator));
        for (const auto& name : set_.cases)
            head.push_back(say(Message::audit_relative, case_short(name, language_)));
        table.head(head);
        for (const auto& price : audit_.prices) {
            std::vector<std::string> cells{"  " + element_label(model_.series[price.value], language_)};
            for (const auto* values : {&price.growth, &price.relative}) {
                for (const double value : *values)
                    cells.push_back(decimal_text(value, 1, language_));
            }
            table.row(cells);
        }
        return style_.strong(say(Message::audit_prices_title)) + '\n' + table.render(style_);
    }

    [[nodiscard]] std::string reconciled() const {
        using enum Align;
        TextTable table({left, left, right, right, right});
        table.head({say(Message::target), say(Message::audit_case), say(Message::audit_stated), say(Message::audit_agrees), say(Message::audit_left)});
        for (const auto& movement : audit_.reconciliation.movements) {
            const auto& own = target(movement.target);
            const bool tied = std::any_of(movement.low.begin(), movement.low.end(), [](double x) { return x > -HUGE_VAL || std::isnan(x); });
            if (!tied) continue;
            for (std::size_t c = 0; c < movement.stated.size(); ++c) {
                const auto number = [&](double value) { return stated_number(model_, own, value, 1, language_); };
                const bool some = std::isfinite(movement.low[c]) && std::isfinite(movement.high[c]);
                table.row({c > 0 ? "" : "  " + labelled_unit(label(movement.target), own.unit, language_), case_phrase(set_, c, language_),
                           stated_number(model_, own, movement.stated[c], 0, language_), number(movement.moved[c]),
                           some ? say(Message::audit_from_to, number(movement.low[c]), number(movement.high[c])) : std::string(kMissing)});
            }
        }
        return style_.strong(say(Message::audit_reconcile_title)) + '\n' + table.render(style_) + style_.faint(say(Message::audit_all_move)) + '\n';
    }

    const model::CompiledModel& model_;
    const SetAudit& audit_;
    const model::TargetSet& set_;
    Language language_;
    Style style_;
};

}  // namespace

analysis::AnswerTable audit_paragraphs(const model::CompiledModel& model, const analysis::Audit& audit) {
    std::vector<std::string> sets, english, vietnamese;
    for (const auto& set : audit.sets) {
        sets.push_back(model.target_sets[set.target_set].name);
        english.push_back(SetText(model, set, Language::en, Style{}).spoken());
        vietnamese.push_back(SetText(model, set, Language::vi, Style{}).spoken());
    }
    return {std::string(kParagraphTable), "what the audit says of a target set",
            {{"target_set", "", "name of the set", std::move(sets)}, {"en", "", "in English", std::move(english)},
             {"vi", "", "in Vietnamese", std::move(vietnamese)}}};
}

std::string stored_paragraphs(const std::vector<analysis::AnswerTable>& tables, Language language) {
    const auto found = std::find_if(tables.begin(), tables.end(), [](const auto& table) { return table.name == kParagraphTable; });
    std::string out;
    if (found == tables.end()) return out;
    for (const auto& column : found->columns) {
        const auto* spoken = std::get_if<std::vector<std::string>>(&column.values);
        if (column.name != (language == Language::vi ? "vi" : "en") || spoken == nullptr) continue;
        for (const auto& paragraph : *spoken) out += (out.empty() ? "" : "\n") + wrapped(paragraph);
    }
    return out;
}

std::string audit_text(const model::CompiledModel& model, const analysis::Audit& audit, Language language, Style style) {
    std::string out = style.strong(run_title(model, language)) + '\n';
    for (const auto& set : audit.sets)
        out += '\n' + SetText(model, set, language, style).print();
    return out;
}

}  // namespace grdp::report
