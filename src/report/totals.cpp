#include "totals.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "grdp/report/unit.hpp"

namespace grdp::report {
namespace {

using model::CompiledModel;
using model::kNone;
using model::NodeId;
using model::Op;
using Stems = std::map<std::string, std::vector<std::uint32_t>>;
using Totals = std::map<std::string, std::uint32_t>;

constexpr double kSlack = 1e-9;

bool collect_terms(const CompiledModel& model, NodeId id, std::set<std::uint32_t>& terms) {
    const auto& node = model.nodes[id];
    if (node.op == Op::add) return collect_terms(model, node.a, terms) && collect_terms(model, node.b, terms);
    return node.op == Op::series && node.offset == 0 && !node.absolute && terms.insert(node.index).second;
}

// Rule 1: the equation reads "sum of all elements".
void add_sums(const CompiledModel& model, const Stems& stems, Totals& totals) {
    for (const auto& equation : model.equations) {
        if (!model.series[equation.series].elements.empty()) continue;
        std::set<std::uint32_t> terms;
        if (!collect_terms(model, equation.right, terms) || terms.size() < 2) continue;
        const std::string& stem = model.series[*terms.begin()].stem;
        const auto elements = stems.find(stem);
        if (elements == stems.end() || elements->second.size() != terms.size()) continue;
        if (std::all_of(elements->second.begin(), elements->second.end(),
                        [&](auto id) { return terms.contains(id); })) {
            totals.emplace(stem, equation.series);
        }
    }
}

// Rule 2: the same expression, with totals in the place of elements.
class Congruence {
  public:
    Congruence(const CompiledModel& model, const Totals& totals) : model_(model), totals_(totals) {}

    bool holds(NodeId of_element, NodeId of_total) {
        if (of_element == kNone || of_total == kNone) return of_element == of_total;
        const auto& a = model_.nodes[of_element];
        const auto& b = model_.nodes[of_total];
        if (a.op != b.op || a.offset != b.offset) return false;
        if (a.op == Op::constant) return a.value == b.value;
        if (a.op == Op::parameter) return a.index == b.index;
        if (a.op == Op::series) return same_or_total(a.index, b.index);
        return holds(a.a, b.a) && holds(a.b, b.b) && holds(a.c, b.c);
    }
    [[nodiscard]] bool used_a_total() const { return used_; }

  private:
    bool same_or_total(std::uint32_t element, std::uint32_t total) {
        if (element == total) return true;
        const auto found = totals_.find(model_.series[element].stem);
        const bool matches = found != totals_.end() && found->second == total;
        used_ = used_ || matches;
        return matches;
    }

    const CompiledModel& model_;
    const Totals& totals_;
    bool used_ = false;
};

void add_congruent(const CompiledModel& model, const Stems& stems, Totals& totals) {
    std::map<std::uint32_t, NodeId> right;
    for (const auto& equation : model.equations) {
        if (equation.form == model::LeftForm::level) right.emplace(equation.series, equation.right);
    }
    bool found = true;
    while (found) {
        found = false;
        for (const auto& [stem, elements] : stems) {
            if (totals.contains(stem) || !right.contains(elements.front())) continue;
            for (const auto& [series, expression] : right) {
                if (!model.series[series].elements.empty() ||
                    model.series[series].unit != model.series[elements.front()].unit)
                    continue;
                Congruence congruence(model, totals);
                if (!congruence.holds(right.at(elements.front()), expression) || !congruence.used_a_total()) continue;
                totals.emplace(stem, series);
                found = true;
                break;
            }
        }
    }
}

std::vector<double> horizon_sums(const CompiledModel& model, std::span<const double> values,
                                 const std::vector<std::uint32_t>& elements) {
    std::vector<double> sums;
    const std::size_t first = model.first_horizon_index();
    for (std::size_t p = first; p < first + model.horizon.size(); ++p) {
        double sum = 0;
        for (const auto id : elements)
            sum += values[model.grid.at(id, p)];
        sums.push_back(sum);
    }
    return sums;
}

bool equals_sum(const CompiledModel& model, std::span<const double> values, std::uint32_t series,
                const std::vector<double>& sums) {
    const std::size_t first = model.first_horizon_index();
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const double value = values[model.grid.at(series, first + i)];
        if (value == 0 || !(std::fabs(value - sums[i]) <= kSlack * std::max(1.0, std::fabs(value)))) return false;
    }
    return true;
}

// Rule 3: the numbers add up.
void add_numeric(const CompiledModel& model, std::span<const double> values, const Stems& stems, Totals& totals) {
    for (const auto& [stem, elements] : stems) {
        if (totals.contains(stem) || elements.size() < 2) continue;
        const auto& unit = model.series[elements.front()].unit;
        const auto sums = horizon_sums(model, values, elements);
        for (std::uint32_t id = 0; id < model.series.size(); ++id) {
            const auto& series = model.series[id];
            const bool same_unit = series.unit == unit || (is_percent(series.unit) && is_percent(unit));
            if (!series.elements.empty() || !same_unit || !equals_sum(model, values, id, sums)) continue;
            totals.emplace(stem, id);
            break;
        }
    }
}

}  // namespace

std::map<std::string, std::vector<std::uint32_t>> elements_by_stem(const CompiledModel& model) {
    Stems stems;
    for (std::uint32_t id = 0; id < model.series.size(); ++id) {
        if (!model.series[id].elements.empty()) stems[model.series[id].stem].push_back(id);
    }
    return stems;
}

std::map<std::string, std::uint32_t> find_totals(const CompiledModel& model, std::span<const double> values) {
    const Stems stems = elements_by_stem(model);
    Totals totals;
    add_sums(model, stems, totals);
    add_congruent(model, stems, totals);
    add_numeric(model, values, stems, totals);
    return totals;
}

bool adds_to_one_hundred(const CompiledModel& model, std::span<const double> values,
                         const std::vector<std::uint32_t>& elements) {
    if (elements.size() < 2 || !is_percent(model.series[elements.front()].unit)) return false;
    const auto sums = horizon_sums(model, values, elements);
    return std::all_of(sums.begin(), sums.end(), [](double sum) { return std::fabs(sum - 100) <= 100 * kSlack; });
}

}  // namespace grdp::report
