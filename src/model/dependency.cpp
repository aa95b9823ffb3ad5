// Blocks of equations that depend on each other within a period, by Tarjan's algorithm without recursion.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

using Adjacency = std::vector<std::vector<std::uint32_t>>;

void collect_current(const std::vector<Node>& nodes, NodeId root, std::vector<std::uint32_t>& series) {
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const Node& node = nodes[open.back()];
        open.pop_back();
        if (node.op == Op::series && node.offset == 0) series.push_back(node.index);
        for (const NodeId child : {node.c, node.b, node.a}) {
            if (child != kNone) open.push_back(child);
        }
    }
}

// For each equation the equations whose series it needs in the same period, in order of first use.
Adjacency needs(const Draft& draft) {
    Adjacency adjacency(draft.model.equations.size());
    std::vector<std::uint32_t> seen(draft.model.equations.size(), kNone);
    std::vector<std::uint32_t> series;
    for (std::uint32_t e = 0; e < adjacency.size(); ++e) {
        series.clear();
        collect_current(draft.model.nodes, draft.model.equations[e].right, series);
        for (const auto s : series) {
            const std::uint32_t other = draft.equation_of[s];
            if (other == kNone || seen[other] == e) continue;
            seen[other] = e;
            adjacency[e].push_back(other);
        }
    }
    return adjacency;
}

class Components {
  public:
    explicit Components(const Adjacency& adjacency)
        : adjacency_(adjacency),
          order_(adjacency.size(), kNone),
          low_(adjacency.size(), 0),
          open_(adjacency.size(), false) {}

    // Components in order of dependence; members in order of declaration.
    std::vector<std::vector<std::uint32_t>> find() {
        for (std::uint32_t v = 0; v < adjacency_.size(); ++v) {
            if (order_[v] == kNone) walk(v);
        }
        return std::move(components_);
    }

  private:
    struct Frame {
        std::uint32_t vertex;
        std::size_t next;
    };

    void enter(std::uint32_t v) {
        order_[v] = low_[v] = count_++;
        stack_.push_back(v);
        open_[v] = true;
        frames_.push_back({v, 0});
    }

    void leave(std::uint32_t v) {
        frames_.pop_back();
        if (!frames_.empty()) {
            auto& parent = low_[frames_.back().vertex];
            parent = std::min(parent, low_[v]);
        }
        if (low_[v] != order_[v]) return;
        std::vector<std::uint32_t> component;
        std::uint32_t member = kNone;
        while (member != v) {
            member = stack_.back();
            stack_.pop_back();
            open_[member] = false;
            component.push_back(member);
        }
        std::sort(component.begin(), component.end());
        components_.push_back(std::move(component));
    }

    void walk(std::uint32_t root) {
        enter(root);
        while (!frames_.empty()) {
            const std::uint32_t v = frames_.back().vertex;
            if (frames_.back().next == adjacency_[v].size()) {
                leave(v);
                continue;
            }
            const std::uint32_t w = adjacency_[v][frames_.back().next++];
            if (order_[w] == kNone) {
                enter(w);
            } else if (open_[w]) {
                low_[v] = std::min(low_[v], order_[w]);
            }
        }
    }

    const Adjacency& adjacency_;
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> low_;
    std::vector<bool> open_;
    std::vector<std::uint32_t> stack_;
    std::vector<Frame> frames_;
    std::uint32_t count_ = 0;
    std::vector<std::vector<std::uint32_t>> components_;
};

void refuse_block(Draft& draft, const std::vector<std::uint32_t>& block) {
    constexpr std::size_t kShown = 12;
    std::string names;
    std::vector<Note> notes;
    for (std::size_t i = 0; i < block.size() && i < kShown; ++i) {
        const auto& equation = draft.model.equations[block[i]];
        const auto& name = draft.model.series[equation.series].name;
        names += (i ? ", " : "") + name;
        const Span& before = draft.model.equations[block[i > 0 ? i - 1 : 0]].where;
        if (!(equation.where == before)) notes.push_back({equation.where, fmt::format("the equation of {}", name)});
    }
    if (block.size() > kShown) names += fmt::format(" and {} more", block.size() - kShown);
    const Span where = draft.model.equations[block[0]].where;
    if (block.size() == 1) {
        draft.report.error(2402, where, fmt::format("{} depends on itself in the same period", names),
                           "a lag such as x(-1)", "solving simultaneous equations is not part of this version");
        return;
    }
    draft.report.error(
        2402, where, fmt::format("{} equations depend on each other in the same period: {}", block.size(), names),
        "equations that can be computed one after another",
        "break the circle with a lag; solving simultaneous equations is not part of this version", std::move(notes));
}

}  // namespace

void sort_by_dependence(Draft& draft) {
    const Adjacency adjacency = needs(draft);
    const auto components = Components(adjacency).find();
    std::vector<Equation> sorted;
    sorted.reserve(draft.model.equations.size());
    for (const auto& component : components) {
        const std::uint32_t v = component[0];
        const bool circular =
            component.size() > 1 || std::find(adjacency[v].begin(), adjacency[v].end(), v) != adjacency[v].end();
        if (circular) refuse_block(draft, component);
        Block block;
        for (const auto equation : component) {
            block.equations.push_back(static_cast<std::uint32_t>(sorted.size()));
            sorted.push_back(draft.model.equations[equation]);
        }
        draft.model.blocks.push_back(std::move(block));
    }
    draft.model.equations = std::move(sorted);
    for (std::uint32_t e = 0; e < draft.model.equations.size(); ++e)
        draft.equation_of[draft.model.equations[e].series] = e;
}

}  // namespace grdp::model
