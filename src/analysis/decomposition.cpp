#include "grdp/analysis/decomposition.hpp"
#include "grdp/base/number.hpp"

#include <limits>
#include <optional>

namespace grdp::analysis {
namespace {

/// The series of a plain sum, left to right; nothing if the expression is anything else.
std::optional<std::vector<std::uint32_t>> summands(const model::CompiledModel& model, model::NodeId root) {
    std::vector<std::uint32_t> parts;
    std::vector<model::NodeId> open = {root};
    while (!open.empty()) {
        const model::Node& node = model.nodes[open.back()];
        open.pop_back();
        if (node.op == model::Op::add) {
            open.push_back(node.b);
            open.push_back(node.a);
        } else if (node.op == model::Op::series && node.offset == 0 && !node.absolute) {
            parts.push_back(node.index);
        } else if (node.op != model::Op::constant || node.value != 0.0) {
            return std::nullopt;
        }
    }
    return parts;
}

double known(const engine::Projection& path, std::uint32_t series, std::size_t period, std::size_t lag) {
    if (period < lag || !path.present[path.at(series, period - lag)]) return kNan;
    return path.value(series, period - lag);
}

double ratio(double a, double b) { return b != 0.0 ? a / b : kNan; }

PartAccount account(const engine::Projection& path, std::size_t year, std::uint32_t total, std::uint32_t series, std::size_t t) {
    const double level = known(path, series, t, 0), before = known(path, series, t, year);
    const double whole = known(path, total, t, 0), whole_before = known(path, total, t, year);
    PartAccount part;
    part.series = series;
    part.period = static_cast<std::uint32_t>(t);
    part.level = level;
    part.growth = before > 0.0 ? 100.0 * (ratio(level, before) - 1.0) : kNan;
    part.contribution = 100.0 * ratio(level - before, whole_before);
    part.share_of_growth = 100.0 * ratio(level - before, whole - whole_before);
    part.share = 100.0 * ratio(level, whole);
    return part;
}

}  // namespace

std::vector<Decomposition> decompositions(const model::CompiledModel& model) {
    std::vector<Decomposition> found;
    for (const model::Equation& equation : model.equations) {
        if (model.series[equation.series].kind != model::SeriesKind::identity) continue;
        auto parts = summands(model, equation.right);
        if (parts && parts->size() >= 2) found.push_back({equation.series, std::move(*parts)});
    }
    return found;
}

DecompositionAccount decomposition_account(const engine::Projection& path, const model::CompiledModel& model,
                                           const Decomposition& decomposition) {
    const auto year = static_cast<std::size_t>(accounts::periods_per_year(model.frequency));
    DecompositionAccount result;
    result.decomposition = decomposition;
    result.parts.resize(decomposition.parts.size());
    const std::size_t first = model.first_horizon_index();
    for (std::size_t t = first; t < first + model.horizon.size(); ++t) {
        result.total.push_back(account(path, year, decomposition.total, decomposition.total, t));
        for (std::size_t i = 0; i < decomposition.parts.size(); ++i) {
            result.parts[i].push_back(account(path, year, decomposition.total, decomposition.parts[i], t));
        }
    }
    return result;
}

}  // namespace grdp::analysis
