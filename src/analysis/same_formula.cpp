#include "same_formula.hpp"

namespace grdp::analysis {
namespace {

// SplitMix64.
double scattered(std::uint64_t i) {
    std::uint64_t z = (i + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return 1 + static_cast<double>((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

}  // namespace

Cells scattered_cells(const model::CompiledModel& model) {
    Cells cells(model.series.size() * model.grid.periods.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        cells[i].value = scattered(i);
    return cells;
}

std::optional<std::uint32_t> series_of(const model::CompiledModel& model, const engine::Projection& path, model::NodeId root,
                                       std::size_t period) {
    const auto& node = model.nodes[root];
    if (node.op == model::Op::series) return node.index;
    const Network network(model, path, {});
    const auto cells = scattered_cells(model);
    const double wanted = network.value(cells, root).value;
    for (const auto& equation : model.equations) {
        if (model.series[equation.series].kind != model::SeriesKind::report) continue;
        const double given = network.value_of(cells, equation.right, period).value;
        if (size_of(given - wanted) <= 1e-9 * size_of(wanted)) return equation.series;
    }
    return std::nullopt;
}

}  // namespace grdp::analysis
