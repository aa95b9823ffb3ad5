// Assignments in the order of the scenario chain: parameters first, then series, fixes and add-factors over the grid.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "compile_draft.hpp"
#include "resolve_parameters.hpp"

namespace grdp::model {

namespace {

using Kind = ast::Assignment::Kind;

/// All assignments with the mark of the command line, the most basic scenario first.
template <class Visit>
void for_each_assignment(const Inputs& inputs, Visit&& visit) {
    for (const auto& file : inputs.scenarios) {
        for (const auto& assignment : file.scenario.assignments)
            visit(assignment, false);
    }
    for (const auto& assignment : inputs.overrides)
        visit(assignment, true);
}

const ast::Expr& assigned_reference(const ast::Assignment& assignment) {
    return assignment.left->kind == ast::ExprKind::call ? *assignment.left->args[0] : *assignment.left;
}

double changed(std::string_view op, double before, double value) {
    if (op == "+=") return before + value;
    if (op == "-=") return before - value;
    if (op == "*=") return before * value;
    if (op == "%=") return before * (1 + value / 100);
    return value;
}

LeftForm fixed_form(const ast::Expr& left) {
    if (left.kind != ast::ExprKind::call) return LeftForm::level;
    return left.op == "growth" ? LeftForm::growth
           : left.op == "diff" ? LeftForm::diff
           : left.op == "log"  ? LeftForm::log
                               : LeftForm::dlog;
}

std::string form_text(LeftForm form, const std::string& series) {
    switch (form) {
        case LeftForm::growth:
            return "growth(" + series + ")";
        case LeftForm::diff:
            return "diff(" + series + ")";
        case LeftForm::log:
            return "log(" + series + ")";
        case LeftForm::dlog:
            return "dlog(" + series + ")";
        case LeftForm::level:
            break;
    }
    return series;
}

class Applier {
  public:
    explicit Applier(Draft& draft) : draft_(draft), model_(draft.model) {}

    // What a refused statement would have given is not missed a second time.
    void apply(const ast::Assignment& assignment, bool from_command_line) {
        if (assignment.kind == Kind::observed) return;  // says nothing about the grid
        const std::size_t errors = draft_.report.error_count();
        try_to_apply(assignment, from_command_line);
        if (draft_.report.error_count() == errors) return;
        const auto& name = assigned_reference(assignment).reference.name.text;
        draft_.unsettled.insert(name);
        draft_.unsettled.insert(nearest_name(name, draft_.names.stem_names(true)));
    }

    void finish() {
        const auto by_period = [](const auto& a, const auto& b) {
            return a.period != b.period ? a.period < b.period : a.series < b.series;
        };
        std::stable_sort(model_.fixes.begin(), model_.fixes.end(), by_period);
        std::stable_sort(model_.add_factors.begin(), model_.add_factors.end(), by_period);
    }

  private:
    void try_to_apply(const ast::Assignment& assignment, bool from_command_line) {
        const auto& reference = assigned_reference(assignment).reference;
        ExpressionChecker checker(draft_.names, draft_.report, Setting::scenario);
        if (!checker.check(reference, {})) return;
        const Stem& stem = *draft_.names.find_stem(reference.name.text);
        if (stem.is_parameter) return refuse_parameter(assignment, stem);
        const auto series = draft_.expander().cell(reference, {});
        if (series == kNone) return;
        const auto periods = periods_of(assignment, model_.series[series], from_command_line);
        if (!periods) return;
        if (assignment.kind == Kind::set) return set(assignment, series, *periods);
        if (model_.series[series].kind != SeriesKind::behavioural) {
            draft_.report.error(
                2610, reference.where, fmt::format("{} has no behavioural equation", model_.series[series].name),
                "a series of a behave statement",
                model_.series[series].kind == SeriesKind::exogenous ? "it is exogenous: assign it with =" : "");
            return;
        }
        if (assignment.kind == Kind::fix) return fix(assignment, series, *periods);
        add(assignment, series, *periods);
    }

    void refuse_parameter(const ast::Assignment& assignment, const Stem& stem) {
        if (assignment.kind != Kind::set) {
            draft_.report.error(2610, assignment.left->where, fmt::format("{} is a parameter", stem.name),
                                "a series of a behave statement");
        } else if (assignment.periods) {
            draft_.report.error(2613, assignment.periods->first.where,
                                fmt::format("{} is a parameter, it has no periods", stem.name),
                                "the assignment without a period", "declare it with exog if it has a path");
        }
    }

    std::optional<accounts::PeriodRange> periods_of(const ast::Assignment& assignment, const Series& series,
                                                    bool from_command_line) {
        if (!assignment.periods) {
            if (from_command_line && (series.kind == SeriesKind::exogenous || assignment.kind != Kind::set))
                return model_.horizon;
            draft_.report.error(
                2614, assignment.left->where, fmt::format("{} is a series, but no period is given", series.name),
                "periods in front",
                fmt::format("write {}..{} {}{} = ...", model_.horizon.first.text(), model_.horizon.last.text(),
                            series.kind == SeriesKind::behavioural ? "fix " : "", series.name));
            return std::nullopt;
        }
        const auto& span = *assignment.periods;
        if (!fits_frequency(draft_, span.first)) return std::nullopt;
        const bool inherited = draft_.inherited.contains(span.first.where.source);
        const bool sets =
            assignment.kind == Kind::set;  // paths may be longer than the horizon where they are inherited
        const bool ends_inside =
            (sets && (inherited || span.last.period <= model_.horizon.last)) || inside_horizon(draft_, span.last, 2612);
        const bool begins_inside = sets || inside_horizon(draft_, span.first, 2612);
        if ((!ends_inside || !begins_inside) && !inherited) return std::nullopt;
        return accounts::PeriodRange{span.first.period, span.last.period};
    }

    [[nodiscard]] static const ast::Number& value_at(const ast::Assignment& assignment, std::size_t i) {
        return assignment.values[assignment.values.size() == 1 ? 0 : i];
    }

    // The number of values of an override that runs over the whole horizon is known only here.
    bool count_fits(const ast::Assignment& assignment, const accounts::PeriodRange& periods) {
        const auto count = assignment.values.size();
        if (count == 1 || count == periods.size()) return true;
        draft_.report.error(2608, assignment.values.front().where,
                            fmt::format("{} values for {} periods", count, periods.size()),
                            fmt::format("one value, or {}", periods.size()));
        return false;
    }

    void set(const ast::Assignment& assignment, std::uint32_t series, const accounts::PeriodRange& periods) {
        const auto& info = model_.series[series];
        if (info.kind != SeriesKind::exogenous && periods.last >= model_.horizon.first) {
            const bool behaves = info.kind == SeriesKind::behavioural;
            draft_.report.error(
                2606, assignment.left->where, fmt::format("{} is explained by the model inside the horizon", info.name),
                "an exogenous series",
                behaves ? fmt::format("hold it with `fix {} = ...`, or shift its equation with `add`", info.name)
                        : "change what its equation uses");
            return;
        }
        if (!count_fits(assignment, periods)) return;
        for (std::size_t i = 0; i < periods.size(); ++i) {
            const auto period = periods.at(i);
            if (period > model_.horizon.last) break;
            const auto before = assignment.op == "%=" ? period - 1 : period;
            const auto held = value_before(series, before);
            if (assignment.op != "=" && !held) {
                draft_.report.error(
                    2609, assignment.left->where,
                    fmt::format("{} has no value in {} that {} could change", info.name, before.text(), assignment.op),
                    "an assignment with =, or a datum");
                return;
            }
            put(series, period, changed(assignment.op, held.value_or(0), value_at(assignment, i).value),
                assignment.where);
        }
    }

    [[nodiscard]] std::optional<double> value_before(std::uint32_t series, accounts::Period period) const {
        const auto& grid = model_.grid;
        if (!grid.periods.contains(period)) return std::nullopt;
        const auto cell = grid.at(series, grid.periods.index(period));
        return grid.present[cell] ? std::optional(grid.values[cell]) : std::nullopt;
    }

    void put(std::uint32_t series, accounts::Period period, double value, const Span& where) {
        if (!std::isfinite(value)) {
            draft_.report.error(
                2220, where,
                fmt::format("{} becomes no finite number in {}", model_.series[series].name, period.text()),
                "a finite number");
            return;
        }
        const auto cell = model_.grid.at(series, model_.grid.periods.index(period));
        model_.grid.values[cell] = value;
        model_.grid.present[cell] = true;
    }

    void fix(const ast::Assignment& assignment, std::uint32_t series, const accounts::PeriodRange& periods) {
        const LeftForm form = fixed_form(*assignment.left);
        const auto equation = draft_.equation_of[series];
        if (form != LeftForm::level && equation != kNone && form != model_.equations[equation].form) {
            const auto& name = model_.series[series].name;
            draft_.report.error(
                2611, assignment.left->where,
                fmt::format("the equation of {} explains {}", name, form_text(model_.equations[equation].form, name)),
                fmt::format("{} or {}", name, form_text(model_.equations[equation].form, name)));
            return;
        }
        if (!count_fits(assignment, periods)) return;
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (!model_.horizon.contains(periods.at(i))) continue;
            const auto period = static_cast<std::uint32_t>(model_.grid.periods.index(periods.at(i)));
            replace(model_.fixes, fix_at_, Fix{series, period, form, value_at(assignment, i).value});
        }
    }

    void add(const ast::Assignment& assignment, std::uint32_t series, const accounts::PeriodRange& periods) {
        if (!count_fits(assignment, periods)) return;
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (!model_.horizon.contains(periods.at(i))) continue;
            const auto period = static_cast<std::uint32_t>(model_.grid.periods.index(periods.at(i)));
            replace(model_.add_factors, add_at_, AddFactor{series, period, value_at(assignment, i).value});
        }
    }

    // A later statement for the same cell takes the place of the earlier one.
    template <class Item>
    static void replace(std::vector<Item>& items, std::unordered_map<std::uint64_t, std::size_t>& places,
                        const Item& item) {
        const auto [place, fresh] = places.emplace(std::uint64_t{item.series} << 32 | item.period, items.size());
        if (fresh) {
            items.push_back(item);
        } else {
            items[place->second] = item;
        }
    }

    Draft& draft_;
    CompiledModel& model_;
    std::unordered_map<std::uint64_t, std::size_t> fix_at_;
    std::unordered_map<std::uint64_t, std::size_t> add_at_;
};

void assign_parameter(Draft& draft, const ast::Assignment& assignment) {
    if (assignment.periods || assignment.kind != Kind::set) return;
    const auto& reference = assignment.left->reference;
    const Stem* stem = draft.names.find_stem(reference.name.text);
    if (stem == nullptr || !stem->is_parameter) return;
    ExpressionChecker checker(draft.names, draft.report, Setting::scenario);
    if (!checker.check(reference, {})) return;
    const auto cell = draft.expander().cell(reference, {});
    if (cell == kNone) return;
    const auto behind = std::upper_bound(draft.parameter_parts.begin(), draft.parameter_parts.end(), cell,
                                         [](std::uint32_t c, const ParameterPart& part) { return c < part.first; });
    auto& part = *std::prev(behind);
    part.assigned[cell - part.first] = true;
    auto& parameter = draft.model.parameters[cell];
    const double value = changed(assignment.op, parameter.value, assignment.values[0].value);
    if (!std::isfinite(value)) {
        draft.report.error(2220, assignment.where, fmt::format("{} becomes no finite number", parameter.name),
                           "a finite number");
        return;
    }
    parameter.value = value;
    evaluate_formulas(draft);
}

}  // namespace

void assign_parameters(Draft& draft, const Inputs& inputs) {
    for_each_assignment(inputs, [&](const ast::Assignment& assignment, bool) { assign_parameter(draft, assignment); });
}

void apply_scenario(Draft& draft, const Inputs& inputs) {
    if (!draft.has_horizon) return;
    Applier applier(draft);
    for_each_assignment(inputs, [&](const ast::Assignment& assignment, bool from_command_line) {
        applier.apply(assignment, from_command_line);
    });
    applier.finish();
}

}  // namespace grdp::model
