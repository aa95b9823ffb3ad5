#include "stated_system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "grdp/analysis/printed_decimals.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

constexpr double kClosed = 1e-13;    // of a target's size: as near as rounding of numbers allows
constexpr double kNoWeight = 1e-9;
constexpr double kGoodEnough = 1e-9;  // where no step brings it nearer

// The printed figure of the year before, where the data hold one for the indicator that the target names.
void splice_to_printed(const model::CompiledModel& model, Network before, StatedRow& row) {
    row.printed_before = std::numeric_limits<double>::quiet_NaN();
    const auto& node = model.nodes[row.value];
    const auto year = static_cast<std::size_t>(accounts::periods_per_year(model.frequency));
    if (node.op != model::Op::series || static_cast<std::size_t>(node.offset) < year) return;
    const std::size_t then = static_cast<std::size_t>(node.offset) - year;
    const auto& series = model.series[node.index];
    const bool formula = series.kind == model::SeriesKind::report || series.kind == model::SeriesKind::identity;
    const std::size_t cell = model.grid.at(node.index, then);
    if (!formula || then >= model.first_horizon_index() || !model.grid.present[cell]) return;
    row.printed_before = model.grid.values[cell];
    if (!row.positive || series.unit == "%" || series.unit == "points") return;  // a structure has no base to be read against
    for (const auto& equation : model.equations) {
        if (equation.series != node.index) continue;
        before.include_expression(equation.right, then);
        const double computed = before.value_of(before.cells(before.projected()), equation.right, then).value;
        if (finite(computed) && computed > 0 && row.printed_before > 0) row.splice = row.printed_before / computed;
    }
}

std::vector<model::NodeId> roots_of(const model::TargetSet& set) {
    std::vector<model::NodeId> roots;
    for (const auto& target : set.targets) {
        if (target.value != model::kNone) roots.push_back(target.value);
    }
    return roots;
}

Diagnostic without_value(const model::CompiledModel& model, const model::Target& target) {
    return {.code = Code{7002},
            .where = target.where,
            .message = fmt::format("the target {} of {} has no value at the figures of scenario {}", target.subject,
                                   target.period_text, model.scenario_name),
            .expected = "a target whose base is positive and known",
            .hint = "growth from a zero or negative level does not exist: state its contribution in points or its level instead"};
}

}  // namespace

double half_unit(double value) {
    double half = 0.5;
    for (int i = 0; i < shortest_decimals(value); ++i)
        half /= 10;
    return half;
}

Result<StatedSystem> StatedSystem::make(const model::CompiledModel& model, const engine::Projection& path,
                                        std::uint32_t target_set, std::vector<Network::Cut> cuts,
                                        const std::vector<Network::Cut>& also) {
    const auto& set = model.target_sets[target_set];
    const auto roots = roots_of(set);
    StatedSystem system(model, Network(model, path, roots, std::move(cuts)));
    for (const auto& cell : also)
        system.network_.include(cell.series, cell.period);
    Diagnostics found;
    const auto at_projection = system.network_.cells(system.network_.projected());
    for (std::uint32_t i = 0; i < set.targets.size(); ++i) {
        const auto& target = set.targets[i];
        if (target.value == model::kNone) continue;
        StatedRow row;
        row.target = i;
        row.value = target.value;
        row.sense = target.sense;
        row.cases = target.cases;
        row.half_unit = 0.5;
        for (int digit = 0; digit < printed_decimals(model, target); ++digit)
            row.half_unit /= 10;
        const double value = system.network_.value(at_projection, target.value).value;
        if (!finite(value)) found.add(without_value(model, target));
        row.positive = value > 0 && is_positive_form(model, target.value);
        splice_to_printed(model, system.network_, row);
        system.rows_.push_back(std::move(row));
    }
    if (found.has_errors()) return found;
    system.find_structure();
    return system;
}

Matrix StatedSystem::jacobian(const Vector& leaves, const std::vector<std::size_t>& directions) const {
    Matrix slopes(rows_.size(), directions.size());
    for (std::size_t k = 0; k < directions.size(); ++k) {
        const auto cells = network_.cells(leaves, directions[k]);
        for (std::size_t j = 0; j < rows_.size(); ++j)
            slopes(j, k) = rows_[j].splice * network_.value(cells, rows_[j].value).slope;
    }
    return slopes;
}

Vector StatedSystem::values(const Vector& leaves) const {
    const auto cells = network_.cells(leaves);
    Vector values;
    for (const auto& row : rows_)
        values.push_back(row.splice * network_.value(cells, row.value).value);
    return values;
}

// How far the scenario itself lets a cell stray, relative to its size: an exogenous path not at all.
double StatedSystem::spread_of(const Leaf& leaf) const {
    for (const auto& shock : model_->shocks) {
        if (shock.series != leaf.series) continue;
        const double deviation = stats::standard_deviation(shock.law);
        const auto equation = std::find_if(model_->equations.begin(), model_->equations.end(),
                                           [&](const auto& e) { return e.series == leaf.series; });
        const bool percent = equation != model_->equations.end() && equation->form == model::LeftForm::growth;
        const double size = percent ? 100.0 : size_of(leaf.projected);
        return size > 0 ? deviation / size : deviation;
    }
    return 0;
}

void StatedSystem::find_structure() {
    const auto& leaves = network_.leaves();
    Vector point = network_.projected();
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (!leaves[i].open) continue;
        const double golden = 0.6180339887498949 * static_cast<double>(i + 1);
        point[i] *= 1 + 0.02 * (golden - static_cast<double>(static_cast<long>(golden)));  // off any accidental coincidence
        open.push_back(i);
    }
    const Matrix slopes = jacobian(point, open);
    const auto scaled = [&](std::size_t row, std::size_t k) {
        const double size = size_of(point[open[k]]);
        return slopes(row, k) * (size > 0 ? size : 1.0);
    };
    struct Candidate {
        bool one_sided;
        std::size_t touched;
        bool level;
        std::size_t row;
        auto operator<=>(const Candidate&) const = default;
    };
    std::vector<Candidate> order;
    std::vector<bool> used(open.size(), false);
    for (std::size_t j = 0; j < rows_.size(); ++j) {
        std::size_t touched = 0;
        for (std::size_t k = 0; k < open.size(); ++k) {
            if (scaled(j, k) == 0) continue;
            ++touched;
            used[k] = true;
        }
        const bool level = !looks_back(*model_, rows_[j].value, 0);
        order.push_back({rows_[j].sense != model::Sense::band, touched, level, j});
    }
    std::sort(order.begin(), order.end());
    IndependentRows independent;
    for (const auto& candidate : order) {
        Vector row;
        for (std::size_t k = 0; k < open.size(); ++k)
            row.push_back(scaled(candidate.row, k));
        (independent.take(std::move(row)) ? basis_ : derived_).push_back(candidate.row);
    }
    std::vector<std::size_t> by_spread;
    for (std::size_t k = 0; k < open.size(); ++k) {
        if (used[k]) by_spread.push_back(k);
    }
    std::stable_sort(by_spread.begin(), by_spread.end(),
                     [&](std::size_t a, std::size_t b) { return spread_of(leaves[open[a]]) < spread_of(leaves[open[b]]); });
    std::vector<bool> settled(open.size(), false);
    for (const std::size_t k : by_spread) {
        Vector unit(open.size(), 0.0);
        unit[k] = 1;
        if (!independent.take(std::move(unit))) continue;
        settled[k] = true;
        held_.push_back(open[k]);
    }
    for (std::size_t k = 0; k < open.size(); ++k) {
        if (used[k] && !settled[k]) unknown_.push_back(open[k]);
    }
    std::sort(derived_.begin(), derived_.end());
}

std::optional<Vector> StatedSystem::newton(const Vector& stated, Vector leaves, bool keep_signs) const {
    constexpr int kSteps = 100;
    double last = kOpen;
    for (int step = 0; step < kSteps; ++step) {
        const auto now = values(leaves);
        Vector gap;
        double worst = 0;
        for (std::size_t i = 0; i < basis_.size(); ++i) {
            gap.push_back(stated[i] - now[basis_[i]]);
            worst = std::max(worst, size_of(gap[i]) / std::max(1.0, size_of(stated[i])));
            if (!finite(gap[i])) return std::nullopt;
        }
        if (worst <= kClosed || (worst <= kGoodEnough && worst >= last)) return leaves;
        last = worst;
        const Matrix all = jacobian(leaves, unknown_);
        Matrix slopes(basis_.size(), unknown_.size());
        const auto size = [&](std::size_t k) {
            const double x = leaves[unknown_[k]];
            return x != 0 ? x : 1.0;
        };
        for (std::size_t i = 0; i < basis_.size(); ++i) {
            for (std::size_t k = 0; k < unknown_.size(); ++k)
                slopes(i, k) = all(basis_[i], k) * size(k);
        }
        const auto move = analysis::solve(std::move(slopes), std::move(gap));
        if (!move) return std::nullopt;
        for (std::size_t k = 0; k < unknown_.size(); ++k) {
            const double by = std::clamp((*move)[k], -1.0, 1.0);
            double& leaf = leaves[unknown_[k]];
            leaf = keep_signs && leaf != 0 ? leaf * stats::exp(by) : leaf + size(k) * (*move)[k];
        }
    }
    return std::nullopt;
}

std::optional<Vector> StatedSystem::solve(const Vector& stated, const Vector& start) const {
    const Vector from = start.empty() ? network_.projected() : start;
    if (auto found = newton(stated, from, true)) return found;
    return newton(stated, from, false);
}

Matrix StatedSystem::basis_slopes(const Vector& leaves) const {
    const Matrix all = jacobian(leaves, unknown_);
    Matrix square(basis_.size(), unknown_.size());
    for (std::size_t i = 0; i < basis_.size(); ++i) {
        for (std::size_t k = 0; k < unknown_.size(); ++k)
            square(i, k) = all(basis_[i], k);
    }
    return square;
}

Matrix StatedSystem::coefficients(const Vector& leaves) const {
    const Matrix all = jacobian(leaves, unknown_);
    const Matrix square = basis_slopes(leaves);
    Matrix weights(derived_.size(), basis_.size());
    for (std::size_t d = 0; d < derived_.size(); ++d) {
        Vector row;
        for (std::size_t k = 0; k < unknown_.size(); ++k)
            row.push_back(all(derived_[d], k));
        const auto found = solve_transposed(square, row);
        if (!found) continue;
        for (std::size_t i = 0; i < basis_.size(); ++i)
            weights(d, i) = size_of((*found)[i]) > kNoWeight ? (*found)[i] : 0.0;
    }
    return weights;
}

std::optional<Vector> StatedSystem::coefficients_of(const Vector& leaves, std::uint32_t series, std::size_t period) const {
    const auto contains = [](const std::vector<std::size_t>& list, std::size_t i) {
        return std::find(list.begin(), list.end(), i) != list.end();
    };
    Vector row;
    bool rests = false;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (!network_.leaves()[i].open) continue;
        const double slope = network_.cell(network_.cells(leaves, i), series, period).slope;
        if (!finite(slope)) return std::nullopt;
        if (contains(unknown_, i)) {
            rests = rests || slope != 0;
        } else if (slope != 0 && !contains(held_, i)) {
            return std::nullopt;
        }
    }
    for (const std::size_t k : unknown_)
        row.push_back(network_.cell(network_.cells(leaves, k), series, period).slope);
    if (!rests) return std::nullopt;
    auto found = solve_transposed(basis_slopes(leaves), row);
    if (!found) return std::nullopt;
    for (double& weight : *found)
        weight = size_of(weight) > kNoWeight ? weight : 0.0;
    return found;
}

Vector StatedSystem::rounding_of_data(const Vector& leaves, const std::vector<std::size_t>& without) const {
    const auto weights = coefficients(leaves);
    std::vector<std::size_t> data;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const bool better_known = std::find(without.begin(), without.end(), i) != without.end();
        if (!network_.leaves()[i].open && !better_known && finite(leaves[i])) data.push_back(i);
    }
    const auto slopes = jacobian(leaves, data);
    Vector rounding(derived_.size(), 0.0);
    for (std::size_t d = 0; d < derived_.size(); ++d) {
        for (std::size_t k = 0; k < data.size(); ++k) {
            double slope = slopes(derived_[d], k);
            for (std::size_t i = 0; i < basis_.size(); ++i)
                slope -= weights(d, i) * slopes(basis_[i], k);
            rounding[d] += size_of(slope) * half_unit(leaves[data[k]]);
        }
    }
    return rounding;
}

}  // namespace grdp::analysis
