#include "equation_of.hpp"
#include "stated_network.hpp"

#include <algorithm>

#include "dual_arithmetic.hpp"

namespace grdp::analysis {

using model::NodeId;
using model::Op;
using model::SeriesKind;

namespace {

std::size_t period_of(const model::Node& node, std::size_t period) {
    if (node.absolute) return static_cast<std::size_t>(node.offset);
    const auto lagged = static_cast<std::int64_t>(period) + node.offset;
    return lagged < 0 ? static_cast<std::size_t>(-1) : static_cast<std::size_t>(lagged);
}

bool is_formula(const model::CompiledModel& model, std::uint32_t series) {
    return model.series[series].kind == SeriesKind::report;
}

template <class Visit>
void for_each_series(const model::CompiledModel& model, NodeId root, std::size_t period, const Visit& visit) {
    const auto& node = model.nodes[root];
    if (node.op == Op::series) visit(node.index, period_of(node, period));
    for (const NodeId child : {node.a, node.b, node.c}) {
        if (child != model::kNone) for_each_series(model, child, period, visit);
    }
}

}  // namespace

Network::Network(const model::CompiledModel& model, const engine::Projection& path, const std::vector<NodeId>& wanted,
                 std::vector<Cut> cuts)
    : model_(&model),
      path_(&path),
      cuts_(std::move(cuts)),
      equation_(model.series.size(), nullptr),
      known_(model.series.size() * model.grid.periods.size(), false) {
    for (const auto& equation : model.equations)
        equation_[equation.series] = &equation;
    for (const NodeId root : wanted)
        need(root, 0);
}

bool Network::is_cut(std::uint32_t series, std::size_t period) const {
    return std::any_of(cuts_.begin(), cuts_.end(),
                       [&](const Cut& cut) { return cut.series == series && cut.period == period; });
}

void Network::need(NodeId root, std::size_t period) {
    for_each_series(*model_, root, period, [&](std::uint32_t series, std::size_t when) { need_cell(series, when); });
}

void Network::need_cell(std::uint32_t series, std::size_t period) {
    if (period >= model_->grid.periods.size() || known_[at(series, period)]) return;
    known_[at(series, period)] = true;
    const auto kind = model_->series[series].kind;
    const bool inside = period >= model_->first_horizon_index();
    const bool explained = kind == SeriesKind::identity || kind == SeriesKind::report;
    const bool datum = !inside && model_->grid.present[model_->grid.at(series, period)];
    const bool leaf = datum || !explained || equation_[series] == nullptr || is_cut(series, period);
    if (leaf) {
        leaves_.push_back({series, static_cast<std::uint32_t>(period), inside, path_->value(series, period)});
        leaf_cells_.push_back(at(series, period));
        return;
    }
    need(equation_[series]->right, period);
    steps_.push_back({at(series, period), equation_[series]->right, period});
}

Vector Network::projected() const {
    Vector values;
    for (const auto& leaf : leaves_)
        values.push_back(leaf.projected);
    return values;
}

Cells Network::cells(const Vector& leaves, std::size_t direction) const {
    Cells cells(known_.size(), Dual{kNotANumber, 0});
    for (std::size_t i = 0; i < leaves.size(); ++i)
        cells[leaf_cells_[i]] = {leaves[i], i == direction ? 1.0 : 0.0};
    for (const auto& step : steps_)
        cells[step.cell] = evaluate(cells, step.right, step.period);
    return cells;
}

Dual Network::evaluate(const Cells& cells, NodeId root, std::size_t period) const {
    const auto& node = model_->nodes[root];
    switch (node.op) {
        case Op::constant:
            return {node.value, 0};
        case Op::parameter:
            return {model_->parameters[node.index].value, 0};
        case Op::series: {
            const std::size_t when = period_of(node, period);
            return when < model_->grid.periods.size() ? cells[at(node.index, when)] : Dual{kNotANumber, 0};
        }
        default:
            break;
    }
    const auto part = [&](NodeId id) { return id == model::kNone ? Dual{} : evaluate(cells, id, period); };
    return apply(node.op, part(node.a), part(node.b), part(node.c));
}

std::vector<Network::Cut> named_cells(const model::CompiledModel& model, NodeId root) {
    std::vector<Network::Cut> found;
    struct Open {
        NodeId root;
        std::size_t period;
    };
    std::vector<Open> open{{root, 0}};
    while (!open.empty()) {
        const Open next = open.back();
        open.pop_back();
        for_each_series(model, next.root, next.period, [&](std::uint32_t series, std::size_t when) {
            if (when < model.first_horizon_index() || when >= model.grid.periods.size()) return;
            const auto* equation = equation_of(model, series);
            if (is_formula(model, series) && equation != nullptr) {
                open.push_back({equation->right, when});
                return;
            }
            const auto same = [&](const Network::Cut& cut) { return cut.series == series && cut.period == when; };
            if (std::none_of(found.begin(), found.end(), same))
                found.push_back({series, static_cast<std::uint32_t>(when)});
        });
    }
    return found;
}

bool is_positive_form(const model::CompiledModel& model, NodeId root) {
    const auto& node = model.nodes[root];
    const auto positive = [&](NodeId id) { return is_positive_form(model, id); };
    switch (node.op) {
        case Op::constant:
            return node.value >= 0;
        case Op::parameter:
            return model.parameters[node.index].value >= 0;
        case Op::series: {
            const auto& unit = model.series[node.index].unit;
            if (!is_formula(model, node.index)) return unit != "%" && unit != "points";  // a rate may be negative
            const auto* equation = equation_of(model, node.index);
            return equation == nullptr || positive(equation->right);
        }
        case Op::add:
        case Op::mul:
        case Op::div:
        case Op::pow:
        case Op::min:
        case Op::max:
            return positive(node.a) && positive(node.b);
        case Op::positive:
        case Op::sqrt:
        case Op::abs:
            return positive(node.a);
        default:
            return false;
    }
}

bool looks_back(const model::CompiledModel& model, NodeId root, std::size_t period) {
    std::vector<std::pair<std::uint32_t, std::size_t>> seen;
    bool past = false;
    for_each_series(model, root, period, [&](std::uint32_t series, std::size_t when) {
        for (const auto& [other, then] : seen)
            past = past || (other == series && then != when);
        seen.emplace_back(series, when);
    });
    const auto& node = model.nodes[root];
    if (past || node.op != Op::series || !is_formula(model, node.index)) return past;
    const auto* equation = equation_of(model, node.index);
    return equation != nullptr && looks_back(model, equation->right, period_of(node, period));
}

}  // namespace grdp::analysis
