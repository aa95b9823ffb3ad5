#include "differing_parts.hpp"

#include <algorithm>

#include "equation_of.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

bool is_report(const model::Series& series) { return series.kind == model::SeriesKind::report; }

std::string formula(const CompiledModel& model, std::uint32_t series) {
    const model::Equation* equation = equation_of(model, series);
    if (equation == nullptr) return {};
    return std::to_string(static_cast<int>(equation->form)) + (equation->shock == model::kNone ? " " : " shock ") + model::expression_text(model, equation->right);
}

/// Series by series: what the first has, the second has too, by the same equation.
bool equations_differ(const CompiledModel& one, const CompiledModel& other) {
    for (std::uint32_t i = 0; i < one.series.size(); ++i) {
        const model::Series& series = one.series[i];
        const std::uint32_t there = other.find_series(series.name);
        if (there == model::kNone) {
            if (!is_report(series)) return true;
            continue;
        }
        const model::Series& same = other.series[there];
        if (same.kind != series.kind || same.unit != series.unit || formula(one, i) != formula(other, there)) return true;
    }
    return false;
}

/// Data that the equations may use: exogenous series to the end of the shorter horizon, the others before the horizon.
bool presence_differs(const CompiledModel& one, const CompiledModel& other) {
    for (std::uint32_t i = 0; i < one.series.size(); ++i) {
        const std::uint32_t there = other.find_series(one.series[i].name);
        if (there == model::kNone) continue;
        for (std::size_t t = 0; t < one.grid.periods.size(); ++t) {
            if (one.series[i].kind != model::SeriesKind::exogenous && t >= one.first_horizon_index()) continue;
            if (one.grid.periods.at(t) > std::min(one.horizon.last, other.horizon.last)) break;
            if (one.grid.present[one.grid.at(i, t)] != other.grid.present[other.grid.at(there, t)]) return true;
        }
    }
    return false;
}

template <class Part>
bool names_differ(const std::vector<Part>& one, const std::vector<Part>& other) {
    return !std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const Part& a, const Part& b) { return a.name == b.name; });
}

}  // namespace

CompiledModel over_grid(CompiledModel model, accounts::PeriodRange periods) {
    const model::Grid old = model.grid;
    const auto shift = static_cast<std::uint32_t>(old.periods.first - periods.first);
    model.grid.periods = periods;
    model.grid.values.assign(model.series.size() * periods.size(), kNan);
    model.grid.present.assign(model.grid.values.size(), false);
    for (std::size_t s = 0; s < model.series.size(); ++s) {
        for (std::size_t t = 0; t < old.periods.size(); ++t) {
            model.grid.values[model.grid.at(s, t + shift)] = old.values[old.at(s, t)];
            model.grid.present[model.grid.at(s, t + shift)] = old.present[old.at(s, t)];
        }
    }
    for (model::Node& node : model.nodes) {
        if (node.op == model::Op::series && node.absolute) node.offset += static_cast<std::int32_t>(shift);
    }
    for (model::Fix& one : model.fixes) one.period += shift;
    for (model::AddFactor& one : model.add_factors) one.period += shift;
    for (model::Observed& one : model.observed) one.period += shift;
    for (model::TargetSet& set : model.target_sets) {
        for (model::Target& target : set.targets) target.period += target.period == model::kNone ? 0 : shift;
    }
    return model;
}

bool same_shocks(const CompiledModel& before, const CompiledModel& after) { return !names_differ(before.shocks, after.shocks); }

std::optional<accounts::PeriodRange> turned_known(const CompiledModel& before, const CompiledModel& after) {
    if (before.frequency != after.frequency || before.horizon.first == after.horizon.first) return std::nullopt;
    const accounts::PeriodRange both = both_ahead(before, after);
    if (both.first > both.last) return std::nullopt;
    return accounts::PeriodRange{std::min(before.horizon.first, after.horizon.first), both.first - 1};
}

accounts::PeriodRange both_ahead(const CompiledModel& before, const CompiledModel& after) {
    return {std::max(before.horizon.first, after.horizon.first), std::min(before.horizon.last, after.horizon.last)};
}

/// Observations that the shorter horizon has no room for.
static bool observes_beyond(const CompiledModel& one, const CompiledModel& other) {
    return std::any_of(one.observed.begin(), one.observed.end(), [&](const model::Observed& known) { return one.grid.periods.at(known.period) > other.horizon.last; });
}

bool structure_differs(const CompiledModel& before, const CompiledModel& after) {
    if (before.frequency != after.frequency || before.grid.periods != after.grid.periods) return true;
    if (observes_beyond(before, after) || observes_beyond(after, before)) return true;
    const bool moved = turned_known(before, after).has_value();
    if (!moved && before.horizon.first != after.horizon.first) return true;
    if (names_differ(before.parameters, after.parameters) || names_differ(before.shocks, after.shocks)) return true;
    return equations_differ(before, after) || equations_differ(after, before) || (!moved && presence_differs(before, after));
}

CellPairs cell_pairs(const CompiledModel& before, const CompiledModel& after, const std::string& series, bool ahead) {
    CellPairs pairs;
    const std::uint32_t own = before.find_series(series), other = after.find_series(series);
    if (other == model::kNone || before.frequency != after.frequency) return pairs;
    if (ahead && (before.series[own].kind != model::SeriesKind::exogenous || after.series[other].kind != model::SeriesKind::exogenous)) return pairs;
    for (std::size_t t = 0; t < before.grid.periods.size(); ++t) {
        const accounts::Period period = before.grid.periods.at(t);
        const bool wanted = ahead ? both_ahead(before, after).contains(period) : period < std::min(before.horizon.first, after.horizon.first);
        if (!wanted || !after.grid.periods.contains(period)) continue;
        const std::size_t here = before.grid.at(own, t), there = after.grid.at(other, after.grid.periods.index(period));
        if (!before.grid.present[here] || !after.grid.present[there]) continue;
        pairs.before.push_back(before.grid.values[here]);
        pairs.after.push_back(after.grid.values[there]);
        pairs.differ = pairs.differ || pairs.before.back() != pairs.after.back();
    }
    return pairs;
}

std::string numbers_text(const std::vector<double>& numbers) {
    constexpr std::size_t kShown = 4;
    if (std::adjacent_find(numbers.begin(), numbers.end(), std::not_equal_to<>()) == numbers.end() && !numbers.empty()) return exact_text(numbers.front());
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers.size() > kShown && i == 2) text += " ..";
        if (numbers.size() > kShown && i >= 2 && i + 1 < numbers.size()) continue;
        text += (text.empty() ? "" : " ") + exact_text(numbers[i]);
    }
    return text;
}

std::vector<NamedFix> fixes_of(const CompiledModel& model, const std::string& series, accounts::PeriodRange periods) {
    std::vector<NamedFix> found;
    for (const model::Fix& fix : model.fixes) {
        const accounts::Period period = model.grid.periods.at(fix.period);
        if (model.series[fix.series].name == series && periods.contains(period)) found.emplace_back(period, fix.form, fix.value);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<NamedAddFactor> add_factors_of(const CompiledModel& model, const std::string& series, accounts::PeriodRange periods) {
    std::vector<NamedAddFactor> found;
    for (const model::AddFactor& one : model.add_factors) {
        const accounts::Period period = model.grid.periods.at(one.period);
        if (model.series[one.series].name == series && periods.contains(period)) found.emplace_back(period, one.value);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string observed_key(const CompiledModel& model, const model::Observed& observed) {
    return observed.subject + '@' + model.grid.periods.at(observed.period).text();
}

}  // namespace grdp::analysis
