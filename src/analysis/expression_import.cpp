#include "expression_import.hpp"

#include <algorithm>
#include <vector>

namespace grdp::analysis {
namespace {

using model::kNone;

/// Nodes below the root, children before parents.
std::vector<model::NodeId> needed(const model::CompiledModel& from, model::NodeId root) {
    std::vector<bool> marked(root + std::size_t{1}, false);
    marked[root] = true;
    std::vector<model::NodeId> nodes;
    for (std::size_t i = root + std::size_t{1}; i-- > 0;) {
        if (!marked[i]) continue;
        nodes.push_back(static_cast<model::NodeId>(i));
        const model::Node& node = from.nodes[i];
        for (const model::NodeId child : {node.a, node.b, node.c}) {
            if (child != kNone) marked[child] = true;
        }
    }
    std::reverse(nodes.begin(), nodes.end());
    return nodes;
}

std::uint32_t same_parameter(const model::CompiledModel& to, const std::string& name) {
    for (std::uint32_t i = 0; i < to.parameters.size(); ++i) {
        if (to.parameters[i].name == name) return i;
    }
    return kNone;
}

/// What the node names, as it stands in the other model; false where it is not there.
bool rename(model::Node& node, const model::CompiledModel& to, const model::CompiledModel& from) {
    if (node.op == model::Op::parameter) {
        node.index = same_parameter(to, from.parameters[node.index].name);
        return node.index != kNone;
    }
    if (node.op != model::Op::series) return true;
    node.index = to.find_series(from.series[node.index].name);
    if (node.index == kNone) return false;
    if (!node.absolute) return true;
    const accounts::Period period = from.grid.periods.at(static_cast<std::size_t>(node.offset));
    if (period.frequency() != to.frequency || !to.grid.periods.contains(period)) return false;
    node.offset = static_cast<std::int32_t>(to.grid.periods.index(period));
    return true;
}

}  // namespace

std::optional<model::NodeId> import_expression(model::CompiledModel& to, const model::CompiledModel& from, model::NodeId root) {
    const std::size_t had = to.nodes.size();
    std::vector<model::NodeId> place(root + std::size_t{1}, kNone);
    for (const model::NodeId id : needed(from, root)) {
        model::Node node = from.nodes[id];
        if (!rename(node, to, from)) {
            to.nodes.resize(had);
            return std::nullopt;
        }
        for (model::NodeId* child : {&node.a, &node.b, &node.c}) {
            if (*child != kNone) *child = place[*child];
        }
        place[id] = static_cast<model::NodeId>(to.nodes.size());
        to.nodes.push_back(node);
    }
    return place[root];
}

}  // namespace grdp::analysis
