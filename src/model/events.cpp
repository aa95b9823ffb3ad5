// Events: a band for one number, or a condition on the whole path.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "compile_draft.hpp"
#include "grdp/base/number_text.hpp"
#include "targets.hpp"
#include "units_check.hpp"

namespace grdp::model {

namespace {

/// A condition that asks where one number falls.
struct Band {
    const ast::Expr* value = nullptr;
    std::optional<accounts::Period> period;  ///< from at(...); else the value brings its own periods
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

std::optional<double> constant_value(const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::number) return expr.value;
    if (expr.kind == ast::ExprKind::unary && expr.op == "-") {
        if (const auto inner = constant_value(*expr.args[0])) return -*inner;
    }
    return std::nullopt;
}

std::optional<Band> simple_band(const ast::Expr& expr) {
    Band band;
    band.value = expr.args.empty() ? nullptr : expr.args[0].get();
    if (expr.kind == ast::ExprKind::between) {
        const auto low = constant_value(*expr.args[1]);
        const auto high = constant_value(*expr.args[2]);
        if (!low || !high) return std::nullopt;
        band.low = *low;
        band.high = *high;
        return band;
    }
    if (expr.kind != ast::ExprKind::binary || (expr.op != ">=" && expr.op != "<=")) return std::nullopt;
    const auto bound = constant_value(*expr.args[1]);
    if (!bound || constant_value(*expr.args[0])) return std::nullopt;
    (expr.op == ">=" ? band.low : band.high) = *bound;
    return band;
}

std::optional<Band> find_band(const ast::Expr& expr) {
    if (expr.kind != ast::ExprKind::periods || expr.op != "at") return simple_band(expr);
    auto band = simple_band(*expr.args[0]);
    if (band) band->period = expr.periods->first.period;
    return band;
}

bool check_periods(Draft& draft, const ast::Expr& expr) {
    bool sound = true;
    if (expr.kind == ast::ExprKind::periods) {
        for (const auto* period : {&expr.periods->first, &expr.periods->last}) {
            if (!fits_frequency(draft, *period) || !inside_horizon(draft, *period, 2702)) return false;
        }
    }
    for (const auto& part : expr.args)
        sound &= check_periods(draft, *part);
    return sound;
}

void widen(const ast::Expr& expr, std::optional<accounts::PeriodRange>& range) {
    if (expr.kind == ast::ExprKind::periods) {
        const auto first = expr.periods->first.period;
        const auto last = expr.periods->last.period;
        range = range ? accounts::PeriodRange{std::min(range->first, first), std::max(range->last, last)}
                      : accounts::PeriodRange{first, last};
    }
    for (const auto& part : expr.args)
        widen(*part, range);
}

std::string periods_text(const ast::Expr& expr) {
    std::optional<accounts::PeriodRange> range;
    widen(expr, range);
    if (!range) return {};
    return range->first == range->last ? range->first.text() : range->first.text() + ".." + range->last.text();
}

const TargetSet* find_set(const Draft& draft, std::string_view name) {
    const auto& sets = draft.model.target_sets;
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const TargetSet& set) { return set.name == name; });
    return found == sets.end() ? nullptr : &*found;
}

class EventResolver {
  public:
    explicit EventResolver(Draft& draft) : draft_(draft) {}

    void resolve(const ast::EventDecl& declaration) {
        const ast::Expr& condition = *declaration.condition;
        ExpressionChecker checker(draft_.names, draft_.report, Setting::scenario);
        const bool periods_sound = check_periods(draft_, condition);
        if (!checker.check(condition, {}) || !periods_sound || !prepare_target_sets(condition)) return;
        UnitChecker(draft_).check(condition);
        Event event;
        event.name = declaration.name.text;
        event.label = to_label(declaration.labels);
        event.where = declaration.where;
        event.period_text = periods_text(condition);
        if (event.period_text.empty()) event.period_text = target_periods_;
        auto expander = draft_.expander();
        expander.set_target_conditions(&conditions_);
        if (const auto band = find_band(condition)) {
            if (!accept_band(*band, condition)) return;
            event.low = band->low;
            event.high = band->high;
            event.unit = expression_unit_text(draft_, unwrapped(*band->value));
            event.value = expander.expand_at(*band->value, band->period);
        } else {
            event.is_band = false;
            event.condition = expander.expand_at(condition, std::nullopt);
        }
        if (event.value != kNone || event.condition != kNone) draft_.model.events.push_back(std::move(event));
    }

  private:
    // The unit of mean(2023..2025: x) is the unit of x.
    static const ast::Expr& unwrapped(const ast::Expr& expr) {
        return expr.kind == ast::ExprKind::periods ? *expr.args[0] : expr;
    }

    bool accept_band(const Band& band, const ast::Expr& condition) {
        if (band.low <= band.high) return true;
        draft_.report.error(2711, condition.where,
                            fmt::format("the band from {} to {} is empty", exact_text(band.low), exact_text(band.high)),
                            "the lower bound first",
                            fmt::format("write between {} and {}", exact_text(band.high), exact_text(band.low)));
        return false;
    }

    bool prepare_target_sets(const ast::Expr& expr) {
        target_periods_.clear();
        return prepare(expr);
    }

    bool prepare(const ast::Expr& expr) {
        bool sound = true;
        for (const auto& part : expr.args)
            sound &= prepare(*part);
        if (expr.kind != ast::ExprKind::target_set) return sound;
        const TargetSet* set = find_set(draft_, expr.index.text);
        if (set == nullptr || draft_.report.is_lost(expr.index.text)) {
            std::vector<std::string> names;
            for (const auto& known : draft_.model.target_sets)
                names.push_back(known.name);
            draft_.report.unknown(2706, "target set", expr.index.text, expr.index.where, names,
                                  "the name of a targets statement");
            return false;
        }
        const NodeId condition = set_condition(*set, expr.op == "all");
        if (condition == kNone && draft_.inherited.contains(expr.where.source)) return false;
        if (condition == kNone) {
            draft_.report.error(2710, expr.index.where,
                                fmt::format("the target set {} has no target with a model line", set->name),
                                "a target on a series of the model");
            return false;
        }
        conditions_[expr.index.text] = condition;
        return sound;
    }

    NodeId set_condition(const TargetSet& set, bool all) {
        auto expander = draft_.expander();
        NodeId folded = kNone;
        for (const Event& band : draft_.model.events) {
            if (band.target_set == kNone || draft_.model.target_sets[band.target_set].name != set.name) continue;
            NodeId inside = kNone;
            if (band.low != -std::numeric_limits<double>::infinity())
                inside = expander.push(Op::greater_equal, band.value, expander.push_constant(band.low));
            if (band.high != std::numeric_limits<double>::infinity()) {
                const NodeId below = expander.push(Op::less_equal, band.value, expander.push_constant(band.high));
                inside = inside == kNone ? below : expander.push(Op::logical_and, inside, below);
            }
            folded = folded == kNone ? inside : expander.push(all ? Op::logical_and : Op::logical_or, folded, inside);
            if (target_periods_.find(band.period_text) == std::string::npos)
                target_periods_ += (target_periods_.empty() ? "" : ", ") + band.period_text;
        }
        return folded;
    }

    Draft& draft_;
    std::unordered_map<std::string, NodeId> conditions_;
    std::string target_periods_;
};

}  // namespace

void resolve_events(Draft& draft, const Inputs& inputs) {
    std::vector<const ast::EventDecl*> events;
    for (const auto& file : inputs.scenarios)
        collect_by_name(draft, file.scenario.events, "event", events);
    for (const auto* event : events)
        EventResolver(draft).resolve(*event);
}

}  // namespace grdp::model
