#include "reach.hpp"

#include <vector>

#include "equation_of.hpp"

namespace grdp::analysis {
namespace {

class Walker {
  public:
    explicit Walker(const model::CompiledModel& model) : model_(model), node_seen_(model.nodes.size(), false), series_seen_(model.series.size(), false) {}

    void expression(model::NodeId root) {
        open_.push_back(root);
        while (!open_.empty()) {
            const model::NodeId id = open_.back();
            open_.pop_back();
            if (id == model::kNone || node_seen_[id]) continue;
            node_seen_[id] = true;
            const model::Node& node = model_.nodes[id];
            if (node.op == model::Op::parameter) reach_.parameters.insert(model_.parameters[node.index].name);
            if (node.op == model::Op::series) series(node.index);
            open_.insert(open_.end(), {node.a, node.b, node.c});
        }
    }

    void series(std::uint32_t id) {
        if (series_seen_[id]) return;
        series_seen_[id] = true;
        reach_.series.insert(model_.series[id].name);
        const model::Equation* equation = equation_of(model_, id);
        if (equation == nullptr) return;
        open_.push_back(equation->right);
        if (equation->shock != model::kNone) reach_.shocks.insert(model_.shocks[equation->shock].name);
    }

    Reach take() {
        expression(model::kNone);
        return std::move(reach_);
    }

  private:
    const model::CompiledModel& model_;
    std::vector<bool> node_seen_, series_seen_;
    std::vector<model::NodeId> open_;
    Reach reach_;
};

}  // namespace

void Reach::add(const Reach& other) {
    series.insert(other.series.begin(), other.series.end());
    parameters.insert(other.parameters.begin(), other.parameters.end());
    shocks.insert(other.shocks.begin(), other.shocks.end());
}

bool Reach::may_act(const DifferingInput& input) const {
    switch (input.kind) {
        case InputKind::path:
        case InputKind::history:
        case InputKind::fix:
        case InputKind::add_factor: return series.contains(input.key);
        case InputKind::parameter:
        case InputKind::uncertainty: return parameters.contains(input.key);
        case InputKind::law:
        case InputKind::persistence: return shocks.contains(input.key);
        case InputKind::correlation: return shocks.size() > 1;
        case InputKind::observed:
        case InputKind::actuals:
        case InputKind::event:
        case InputKind::model: return true;
    }
    return true;
}

Reach reach_of_series(const model::CompiledModel& model, std::uint32_t series) {
    Walker walker(model);
    walker.series(series);
    return walker.take();
}

Reach reach_of_expression(const model::CompiledModel& model, model::NodeId root) {
    Walker walker(model);
    walker.expression(root);
    return walker.take();
}

Reach reach_of_observations(const model::CompiledModel& model) {
    Reach reach;
    for (const model::Observed& one : model.observed) reach.add(reach_of_expression(model, one.value));
    return reach;
}

}  // namespace grdp::analysis
