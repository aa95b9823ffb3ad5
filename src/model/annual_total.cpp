#include "annual_total.hpp"

#include <fmt/format.h>

#include <map>

namespace grdp::model {
namespace {

constexpr std::int32_t kQuarters = 4;

class AnnualTotal {
  public:
    AnnualTotal(Draft& draft, const ast::Expr& subject, accounts::Period last)
        : draft_(draft), subject_(subject), last_(static_cast<std::int32_t>(last.ordinal())), year_(last.year()) {}

    NodeId run() {
        std::vector<Node> quarterly;
        Expander expander(draft_.names, quarterly, draft_.report, draft_.model.frequency);
        const NodeId root = expander.expand_at(subject_, accounts::Period::quarterly(year_, kQuarters));
        if (root == kNone) return kNone;
        const NodeId annual = copy(quarterly, root, 0);
        return failed_ ? kNone : annual;
    }

  private:
    /// `ordinal` of the period in which relative offsets are read. The pool grows meanwhile, so nodes are taken by value.
    NodeId copy(const std::vector<Node>& from, NodeId id, std::int32_t ordinal) {
        Node node = from[id];
        if (failed_) return 0;
        if (node.op == Op::series) return series(node.index, node.absolute ? node.offset : ordinal + node.offset);
        for (NodeId* part : {&node.a, &node.b, &node.c}) {
            if (*part != kNone) *part = copy(from, *part, ordinal);
        }
        return push(node);
    }

    NodeId series(std::uint32_t index, std::int32_t ordinal) {
        const auto known = known_.find({index, ordinal});
        if (known != known_.end()) return known->second;
        const NodeId found = fresh(index, ordinal);
        known_[{index, ordinal}] = found;
        return found;
    }

    NodeId fresh(std::uint32_t index, std::int32_t ordinal) {
        const Series& one = draft_.model.series[index];
        if ((last_ - ordinal) % kQuarters != 0) {
            return refuse(fmt::format("{} compares quarters within the year", source_text(subject_)),
                          fmt::format("the target may name the last quarter: {}Q4 {} ...", year_, source_text(subject_)));
        }
        const Unit& unit = draft_.names.find_stem(one.stem)->unit;
        const bool money = like(unit, "bn_vnd") || like(unit, "bn_usd");
        const bool computed = one.kind == SeriesKind::report || (one.kind == SeriesKind::identity && !money);
        if (computed && draft_.equation_of[index] != kNone) {
            const Equation equation = draft_.model.equations[draft_.equation_of[index]];
            return copy(draft_.model.nodes, equation.right, ordinal);
        }
        if (unit.same_apart_from_prices(Unit())) {
            return refuse(fmt::format("{} in {} has no total of a year", one.name, one.unit),
                          fmt::format("the target may speak of a level or its growth, or name a quarter: {}Q4", year_));
        }
        const NodeId sum = total(index, ordinal);
        return like(unit, "person") || like(unit, "worker") ? times(sum, 0.25) : sum;
    }

    static bool like(const Unit& unit, std::string_view name) {
        const auto other = builtin_unit(name);
        return other && unit.same_apart_from_prices(*other);
    }

    NodeId total(std::uint32_t index, std::int32_t ordinal) {
        NodeId sum = kNone;
        for (std::int32_t lag = 0; lag < kQuarters; ++lag) {
            Node node;
            node.op = Op::series;
            node.absolute = true;
            node.index = index;
            node.offset = ordinal - lag;
            const NodeId quarter = push(node);
            if (sum == kNone) {
                sum = quarter;
                continue;
            }
            Node plus;
            plus.op = Op::add;
            plus.a = sum;
            plus.b = quarter;
            sum = push(plus);
        }
        return sum;
    }

    NodeId times(NodeId value, double factor) {
        Node number;
        number.value = factor;
        Node product;
        product.op = Op::mul;
        product.a = value;
        product.b = push(number);
        return push(product);
    }

    NodeId push(const Node& node) {
        draft_.model.nodes.push_back(node);
        return static_cast<NodeId>(draft_.model.nodes.size() - 1);
    }

    NodeId refuse(const std::string& what, std::string hint) {
        if (!failed_) {
            draft_.report.error(2708, subject_.where, fmt::format("the target of the year {} cannot be read: {}", year_, what),
                                "levels that add up over quarters, numbers of people, or growth and ratios of these", std::move(hint));
        }
        failed_ = true;
        return 0;
    }

    Draft& draft_;
    const ast::Expr& subject_;
    std::int32_t last_;
    int year_;
    bool failed_ = false;
    std::map<std::pair<std::uint32_t, std::int32_t>, NodeId> known_;
};

}  // namespace

NodeId annual_total(Draft& draft, const ast::Expr& subject, accounts::Period last) {
    return AnnualTotal(draft, subject, last).run();
}

}  // namespace grdp::model
