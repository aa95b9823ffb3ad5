// Where the weights of a total come from, and whether the wrong ones were taken.
#include <algorithm>
#include <array>

#include "audit_parts.hpp"
#include "grdp/accounts/weight_interval.hpp"
#include "grdp/analysis/decomposition.hpp"
#include "same_formula.hpp"

namespace grdp::analysis {
namespace {

std::optional<Network::Cut> only_cell(const model::CompiledModel& model, const model::Target& target) {
    const auto cells = named_cells(model, target.value);
    return cells.size() == 1 ? std::optional(cells.front()) : std::nullopt;
}

// The printed figure of a report that is, as a formula, `wanted` of two cells, in the year before: found by its values at
// numbers that no other formula would fit, not by its name.
template <class Wanted>
std::optional<double> printed_report(const SolvedSet& solved, std::uint32_t part, std::uint32_t total, std::size_t period,
                                     const Wanted& wanted) {
    const auto& model = *solved.model;
    const auto year = static_cast<std::size_t>(accounts::periods_per_year(model.frequency));
    if (period < year) return std::nullopt;
    for (const auto& equation : model.equations) {
        if (model.series[equation.series].kind != model::SeriesKind::report) continue;
        const std::size_t datum = model.grid.at(equation.series, period - year);
        if (period - year >= model.first_horizon_index() || !model.grid.present[datum]) continue;
        const auto cells = scattered_cells(model);
        const auto cell = [&](std::uint32_t series, std::size_t when) { return cells[model.grid.at(series, when)].value; };
        const double expected = wanted(cell(part, period), cell(part, period - year), cell(total, period - year));
        const double given = solved.system->network().value_of(cells, equation.right, period).value;
        if (size_of(given - expected) <= 1e-9 * size_of(expected)) return model.grid.values[datum];
    }
    return std::nullopt;
}

double contribution_formula(double now, double before, double total) {
    return 100 * (now - before) / total;
}
double growth_formula(double now, double before, double) {
    return 100 * (now / before - 1);
}

struct Printed {
    std::vector<double> contributions;
    std::vector<double> growth;
};

std::optional<Printed> printed_year(const SolvedSet& solved, const GrowthMean& mean) {
    Printed printed;
    for (const auto part : mean.parts) {
        const auto contribution = printed_report(solved, part, mean.total, mean.period, contribution_formula);
        const auto growth = printed_report(solved, part, mean.total, mean.period, growth_formula);
        if (!contribution || !growth) return std::nullopt;
        printed.contributions.push_back(*contribution);
        printed.growth.push_back(*growth);
    }
    return printed;
}

double finest(const std::vector<double>& numbers) {
    double half = 0.5;
    for (const double number : numbers)
        half = std::min(half, half_unit(number));
    return half;
}

// ACC-3 on intervals: last year's weights, grown and divided by the growth of the whole.
accounts::ShareInterval rolled(const accounts::ShareInterval& weight, double growth, double half, double total,
                               double total_half) {
    const auto factor = [](double percent) { return 1 + percent / 100; };
    return {accounts::Share::fraction(weight.low.fraction() * factor(growth - half) / factor(total + total_half)),
            accounts::Share::fraction(std::min(1.0, weight.high.fraction() * factor(growth + half) / factor(total - total_half)))};
}

}  // namespace

std::optional<GrowthMean> growth_mean(const SolvedSet& solved, const Check& check) {
    if (!check.is_mean) return std::nullopt;
    const auto& model = *solved.model;
    const auto& set = solved.set();
    const auto total = only_cell(model, set.targets[check.target]);
    if (!total) return std::nullopt;
    GrowthMean mean;
    mean.total = total->series;
    mean.period = total->period;
    for (const auto& term : check.terms) {
        const auto part = only_cell(model, set.targets[term.target]);
        if (!part || part->period != mean.period) return std::nullopt;
        mean.parts.push_back(part->series);
    }
    for (const auto& sum : decompositions(model)) {
        if (sum.total == mean.total && std::is_permutation(sum.parts.begin(), sum.parts.end(), mean.parts.begin(), mean.parts.end()))
            return mean;
    }
    return std::nullopt;
}

void recover_weights(const SolvedSet& solved, const GrowthMean& mean, Check& check) {
    const auto printed = printed_year(solved, mean);
    if (!printed) return;
    const double half_growth = finest(printed->growth);
    const double half_points = finest(printed->contributions);
    const double half = std::max(half_growth, half_points);
    std::vector<accounts::ShareInterval> weights;
    double total = 0;
    for (std::size_t i = 0; i < mean.parts.size(); ++i) {
        const auto weight = accounts::weight_from_contribution({accounts::Points::points(printed->contributions[i]),
                                                               accounts::Rate::from(accounts::Percent(printed->growth[i])),
                                                               accounts::Points::points(half)});
        // Growth that may be zero identifies nothing: any weight could stand behind it.
        weights.push_back(weight ? *weight : accounts::ShareInterval{accounts::Share::zero(), accounts::Share::whole()});
        total += printed->contributions[i];
    }
    const auto before = accounts::narrow_to_whole(weights);
    if (!before) return;
    const double total_half = half_points * static_cast<double>(mean.parts.size());
    std::vector<accounts::ShareInterval> now;
    for (std::size_t i = 0; i < mean.parts.size(); ++i)
        now.push_back(rolled((*before)[i], printed->growth[i], half_growth, total, total_half));
    const auto narrowed = accounts::narrow_to_whole(now);
    if (!narrowed) return;
    for (std::size_t i = 0; i < mean.parts.size(); ++i) {
        check.terms[i].low = std::min(check.terms[i].weight, (*narrowed)[i].low.fraction());
        check.terms[i].high = std::max(check.terms[i].weight, (*narrowed)[i].high.fraction());
    }
    check.recovered_weights = true;
}

std::optional<OtherWeights> other_weights(const SolvedSet& solved, const Check& check) {
    const auto mean = growth_mean(solved, check);
    if (!mean) return std::nullopt;
    const auto& model = *solved.model;
    const auto year = static_cast<std::size_t>(accounts::periods_per_year(model.frequency));
    if (mean->period < year) return std::nullopt;
    const auto same_element = [&](std::uint32_t a, std::uint32_t b) { return model.series[a].elements == model.series[b].elements; };
    for (const auto& sum : decompositions(model)) {
        if (sum.total == mean->total || sum.parts.size() != mean->parts.size()) continue;
        if (model.series[sum.total].unit == model.series[mean->total].unit) continue;
        OtherWeights other;
        other.total = sum.total;
        const double whole = solved.path->value(sum.total, mean->period - year);
        for (const auto part : mean->parts) {
            const auto found = std::find_if(sum.parts.begin(), sum.parts.end(), [&](auto p) { return same_element(p, part); });
            if (found == sum.parts.end()) break;
            other.weights.push_back(solved.path->value(*found, mean->period - year) / whole);
        }
        const bool finite = std::all_of(other.weights.begin(), other.weights.end(), [](double w) { return w - w == 0; });
        if (other.weights.size() != mean->parts.size() || !finite) continue;
        other.explains = true;
        for (std::size_t c = 0; c < solved.cases; ++c) {
            double implied = 0;
            for (std::size_t i = 0; i < check.terms.size(); ++i)
                implied += other.weights[i] * solved.set().targets[check.terms[i].target].cases[c];
            other.implied.push_back(implied);
            const double stated = check.cases[c].stated;
            other.explains = other.explains && size_of(implied - stated) < size_of(check.cases[c].implied - stated);
        }
        return other;
    }
    return std::nullopt;
}

}  // namespace grdp::analysis
