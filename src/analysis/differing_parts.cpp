#include "differing_parts.hpp"

#include <algorithm>

#include "equation_of.hpp"
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

/// Data that the equations may use: exogenous series anywhere, the others before the horizon.
bool presence_differs(const CompiledModel& one, const CompiledModel& other) {
    for (std::uint32_t i = 0; i < one.series.size(); ++i) {
        const std::uint32_t there = other.find_series(one.series[i].name);
        if (there == model::kNone) continue;
        for (std::size_t t = 0; t < one.grid.periods.size(); ++t) {
            if (one.series[i].kind != model::SeriesKind::exogenous && t >= one.first_horizon_index()) continue;
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

bool same_shocks(const CompiledModel& before, const CompiledModel& after) { return !names_differ(before.shocks, after.shocks); }

bool structure_differs(const CompiledModel& before, const CompiledModel& after) {
    if (before.frequency != after.frequency || before.horizon != after.horizon || before.grid.periods != after.grid.periods) return true;
    if (names_differ(before.parameters, after.parameters) || names_differ(before.shocks, after.shocks)) return true;
    return equations_differ(before, after) || equations_differ(after, before) || presence_differs(before, after);
}

CellPairs cell_pairs(const CompiledModel& before, const CompiledModel& after, const std::string& series, bool ahead) {
    CellPairs pairs;
    const std::uint32_t own = before.find_series(series), other = after.find_series(series);
    if (other == model::kNone || before.frequency != after.frequency) return pairs;
    if (ahead && (before.series[own].kind != model::SeriesKind::exogenous || after.series[other].kind != model::SeriesKind::exogenous)) return pairs;
    const auto first = std::min(before.horizon.first, after.horizon.first);
    for (std::size_t t = 0; t < before.grid.periods.size(); ++t) {
        const accounts::Period period = before.grid.periods.at(t);
        if ((period >= first) != ahead || !after.grid.periods.contains(period)) continue;
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

std::vector<NamedFix> fixes_of(const CompiledModel& model, const std::string& series) {
    std::vector<NamedFix> found;
    for (const model::Fix& fix : model.fixes) {
        if (model.series[fix.series].name == series) found.emplace_back(model.grid.periods.at(fix.period), fix.form, fix.value);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<NamedAddFactor> add_factors_of(const CompiledModel& model, const std::string& series) {
    std::vector<NamedAddFactor> found;
    for (const model::AddFactor& one : model.add_factors) {
        if (model.series[one.series].name == series) found.emplace_back(model.grid.periods.at(one.period), one.value);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string observed_key(const CompiledModel& model, const model::Observed& observed) {
    return observed.subject + '@' + model.grid.periods.at(observed.period).text();
}

}  // namespace grdp::analysis
