#include "audit_findings.hpp"
#include "briefing_parts.hpp"
#include "grdp/analysis/required_path.hpp"
#include "grdp/report/required_path_text.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

using analysis::SetAudit;

// Sentences as in the audit's own paragraph: what is wrong and what repairs it; the small print stays in the tables.
bool belongs_here(const Finding& finding) {
    for (const auto* prefix : {"implied/", "rounding/", "printed-base/"}) {
        if (finding.id.starts_with(prefix)) return false;
    }
    return true;
}

// A remark in brackets is a sentence of its own here.
std::string without_brackets(std::string text) {
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') return text.substr(1, text.size() - 2);
    return text;
}

// What the plan takes for granted: changes of levels, and rates that can be held against last year's.
std::string silently(const Context& context, const SetAudit& audit) {
    const auto& model = context.model();
    std::vector<std::string> phrases;
    for (const auto& quantity : audit.implied) {
        const bool rate = is_percent(model.series[quantity.series].unit) && std::isfinite(quantity.before);
        if (quantity.as_growth || rate) phrases.push_back(implied_phrase(model, model.target_sets[audit.target_set], quantity, context.language));
    }
    if (phrases.empty() || !audit.signs.empty()) return {};
    return context.say(Message::audit_silently, listed(phrases, context.language, "; "));
}

doc::Table check_table(const Context& context, const SetAudit& audit) {
    const auto& model = context.model();
    const auto& set = model.target_sets[audit.target_set];
    const auto language = context.language;
    doc::Table table;
    table.id = "audit_" + plain_name(set.name);
    table.caption = context.say(Message::audit_checks_title);
    table.columns = {text_column("target", context.say(Message::audit_check), 3), text_column("case", context.say(Message::audit_case), 1.1),
                     number_column("stated", context.say(Message::audit_stated), "", language), number_column("implied", context.say(Message::audit_implied_number), "", language),
                     number_column("gap", context.say(Message::audit_gap), "", language, 1.2), number_column("rounding", context.say(Message::audit_slack), "", language),
                     text_column("result", context.say(Message::audit_result), 1.6)};
    for (const auto& check : audit.checks) {
        const auto& target = set.targets[check.target];
        for (std::size_t c = 0; c < check.cases.size(); ++c) {
            const auto& one = check.cases[c];
            const auto cell = [&](double value, int more) {
                auto made = words(stated_number(model, target, value, more, language));
                made.number = value;
                made.exact = value;
                made.unit = target.unit;
                const auto mark = made.text.rfind(language == Language::vi ? ',' : '.');
                made.decimals = mark == std::string::npos ? 0 : static_cast<int>(made.text.size() - mark) - 1;
                if (const auto rounded = round_decimal(value, made.decimals)) return figure(*rounded, value, language, target.unit);
                return made;
            };
            const auto closure = one.closure == analysis::Closure::exact             ? Message::closure_exact
                                 : one.closure == analysis::Closure::within_rounding ? Message::closure_rounding
                                                                                     : Message::closure_contradicted;
            const auto label = labelled_unit(target_label(model, target, language), target.unit, language);
            table.rows.push_back({doc::RowKind::body, 0,
                                  {words(label), words(case_phrase(set, c, language)), cell(one.stated, 0), cell(one.implied, 1), cell(one.discrepancy, 1),
                                   cell(one.slack, 1), words(context.say(closure))}});
        }
    }
    table.notes.push_back(context.say(Message::audit_slack_note));
    return table;
}

class RequiredTable {
  public:
    RequiredTable(const Context& context, const analysis::RequiredPath& path) : context_(context), path_(path), language_(context.language) {}

    doc::Table build(std::string id) {
        for (const auto& part : path_.parts)
            known_ = known_ || std::isfinite(part.known.low);
        for (const auto& need : path_.ends) {
            for (const auto& part : need.parts)
                own_ = own_ || part.own_target.has_value();
        }
        known_ = known_ || std::isfinite(path_.known.low);
        table_.id = std::move(id);
        table_.caption = context_.say(Message::require_table_title, periods_phrase(path_.open_periods, language_));
        table_.columns.push_back(text_column("component", context_.say(Message::require_component), 2.6));
        number("weight", Message::require_weight);
        if (known_) number("known", Message::require_known_head);
        number("scenario", Message::require_plan);
        number("required", Message::require_alike);
        number("difference", Message::require_above_plan);
        number("alone", Message::require_alone);
        if (own_) number("own", Message::require_own);
        for (const auto& need : path_.ends)
            add(need);
        table_.notes.push_back(context_.say(Message::require_table_note));
        return std::move(table_);
    }

  private:
    void number(std::string name, Message head) { table_.columns.push_back(number_column(std::move(name), context_.say(head), "", language_)); }

    [[nodiscard]] doc::Cell range(const analysis::NumberRange& numbers) const {
        constexpr int kDecimals = 2;
        const auto low = figure(numbers.low, kDecimals, language_, "%");
        const auto high = figure(numbers.high, kDecimals, language_, "%");
        return low.text == high.text ? low : words(bound(text(Message::from_to_numbers, language_, low.text, high.text)));
    }
    // Of the printed numbers, so that a reader's subtraction gives what is printed.
    [[nodiscard]] doc::Cell minus(const analysis::NumberRange& numbers, double plan) const {
        const auto a = figure(numbers.low, 2, language_);
        const auto b = figure(plan, 2, language_);
        if (!a.number || !b.number || range(numbers).number != a.number) return words(std::string(kMissing));
        return figure(*a.number - *b.number, 2, language_, "points");
    }
    [[nodiscard]] doc::Cell plain(double value) const { return figure(value, 2, language_, "%"); }
    [[nodiscard]] doc::Cell none() const { return words(std::string(kMissing)); }

    void add(const analysis::EndNeed& need) {
        const auto& goal = path_.goal.quantity;
        std::vector<doc::Cell> head(table_.columns.size());
        const auto name = need.end.name.empty() ? std::string() : case_heading(need.end.name, language_) + ": ";
        head.front() = words(name + bound(with_unit(short_text(need.end.value, kMostDecimals, language_), goal.unit, language_)));
        table_.rows.push_back({doc::RowKind::group, 0, std::move(head)});
        doc::Row total{doc::RowKind::total, 1, {words(part_label(context_.model().series[path_.total], language_)), plain(path_.open_weight)}};
        if (known_) total.cells.push_back(range(path_.known));
        for (auto cell : {plain(path_.planned), range(need.total), minus(need.total, path_.planned), none()})
            total.cells.push_back(std::move(cell));
        if (own_) total.cells.push_back(none());
        table_.rows.push_back(std::move(total));
        std::vector<double> weights;
        for (const auto& part : path_.parts)
            weights.push_back(part.weight);
        const auto printed = parts_of(weights, path_.open_weight, 2, language_, "%");
        for (std::size_t i = 0; i < path_.parts.size(); ++i)
            table_.rows.push_back(part_row(path_.parts[i], need.parts[i], printed[i]));
    }
    [[nodiscard]] doc::Row part_row(const analysis::PartNeed& part, const analysis::EndNeed::Part& wanted, const doc::Cell& weight) const {
        doc::Row row{doc::RowKind::body, 2, {words(part_label(context_.model().series[part.series], language_)), weight}};
        if (known_) row.cells.push_back(range(part.known));
        row.cells.push_back(plain(part.planned));
        row.cells.push_back(range(wanted.alike));
        row.cells.push_back(minus(wanted.alike, part.planned));
        row.cells.push_back(wanted.alone ? range(*wanted.alone) : none());
        if (own_) row.cells.push_back(wanted.own_target ? words(short_text(*wanted.own_target, kMostDecimals, language_)) : none());
        return row;
    }

    const Context& context_;
    const analysis::RequiredPath& path_;
    Language language_;
    bool known_ = false;
    bool own_ = false;
    doc::Table table_;
};

}  // namespace

Section audit_section(const Context& context) {
    Section section{"audit", context.say(Message::paper_audit), {}};
    const auto audit = analysis::audit(context.model());
    if (!audit) return section;
    for (const auto& one : audit->sets) {
        const auto& set = context.model().target_sets[one.target_set];
        const auto verdict = !one.consistent      ? Message::audit_inconsistent
                             : one.checks.empty() ? Message::audit_nothing_ties
                                                  : Message::audit_consistent;
        section.text(context.say(verdict, label_text(set.label, context.language, set.name)), doc::ParagraphRole::lead);
        doc::BulletList list;
        for (const auto& finding : audit_findings(context.model(), one, context.language)) {
            if (belongs_here(finding)) list.items.push_back({{bound(capital(without_brackets(finding.message))), false, false, false}});
        }
        if (auto assumed = silently(context, one); !assumed.empty()) list.items.push_back({{bound(std::move(assumed)), false, false, false}});
        if (!list.items.empty()) section.blocks.emplace_back(std::move(list));
        if (!one.checks.empty()) section.blocks.emplace_back(check_table(context, one));
    }
    return section;
}

Section required(const Context& context) {
    Section section{"required", context.say(Message::paper_required), {}};
    const auto goals = analysis::stated_goals(context.model());
    if (!goals) return section;
    int number = 0;
    for (const auto& goal : *goals) {
        const auto path = analysis::required_path(context.model(), goal, {});
        if (!path) continue;
        for (const auto& need : path->ends)
            section.text(bound(required_path_sentence(context.model(), *path, need, 0, context.language)));
        auto id = number++ == 0 ? std::string("required") : fmt::format("required_{}", number);
        section.blocks.emplace_back(RequiredTable(context, *path).build(std::move(id)));
    }
    return section;
}

}  // namespace grdp::report::paper
