// The model's identities and reports as functions of what they do not explain: data before the horizon and, inside it,
// behavioural and exogenous series. Behavioural equations are no relations here: a plan may want what the trend does not.
#pragma once

#include <cstdint>
#include <vector>

#include "dense.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// A number and its derivative in one direction.
struct Dual {
    double value = 0;
    double slope = 0;
};

/// A cell that the relations take as given.
struct Leaf {
    std::uint32_t series = 0;
    std::uint32_t period = 0;
    bool open = false;     ///< inside the horizon: a plan decides it; false: a datum
    double projected = 0;  ///< along the scenario's central path, or the datum
};

/// Values of the needed cells of the grid for one assignment of the leaves.
using Cells = std::vector<Dual>;

class Network {
  public:
    /// A cell whose own identity is not used: it becomes a leaf.
    struct Cut {
        std::uint32_t series = 0;
        std::uint32_t period = 0;
    };

    Network(const model::CompiledModel& model, const engine::Projection& path, const std::vector<model::NodeId>& wanted,
            std::vector<Cut> cuts = {});

    /// Lays out what one more series, or one more expression of relative periods, needs in a period.
    void include(std::uint32_t series, std::size_t period) { need_cell(series, period); }
    void include_expression(model::NodeId root, std::size_t period) { need(root, period); }

    [[nodiscard]] const std::vector<Leaf>& leaves() const { return leaves_; }
    /// The leaves as the projection has them.
    [[nodiscard]] Vector projected() const;
    /// `direction`: the leaf by which to differentiate, or none.
    static constexpr std::size_t kNoDirection = static_cast<std::size_t>(-1);
    [[nodiscard]] Cells cells(const Vector& leaves, std::size_t direction = kNoDirection) const;
    /// A node with absolute periods (a target).
    [[nodiscard]] Dual value(const Cells& cells, model::NodeId root) const { return evaluate(cells, root, 0); }
    /// An expression of relative periods, in one period.
    [[nodiscard]] Dual value_of(const Cells& cells, model::NodeId root, std::size_t period) const {
        return evaluate(cells, root, period);
    }
    /// A series in one period, if it was laid out.
    [[nodiscard]] bool holds(std::uint32_t series, std::size_t period) const { return known_[at(series, period)]; }
    [[nodiscard]] Dual cell(const Cells& cells, std::uint32_t series, std::size_t period) const {
        return cells[at(series, period)];
    }

  private:
    struct Step {
        std::size_t cell;
        model::NodeId right;
        std::size_t period;
    };

    [[nodiscard]] std::size_t at(std::uint32_t series, std::size_t period) const {
        return series * model_->grid.periods.size() + period;
    }
    void need(model::NodeId root, std::size_t period);
    void need_cell(std::uint32_t series, std::size_t period);
    [[nodiscard]] bool is_cut(std::uint32_t series, std::size_t period) const;
    [[nodiscard]] Dual evaluate(const Cells& cells, model::NodeId root, std::size_t period) const;

    const model::CompiledModel* model_;
    const engine::Projection* path_;
    std::vector<Cut> cuts_;
    std::vector<const model::Equation*> equation_;  ///< per series
    std::vector<bool> known_;                       ///< per cell: already laid out
    std::vector<Leaf> leaves_;
    std::vector<std::size_t> leaf_cells_;
    std::vector<Step> steps_;  ///< in order of dependence
};

/// The cells inside the horizon that an expression of absolute periods names itself, without following equations; a report is
/// followed into its own expression, because it only gives a formula a name.
[[nodiscard]] std::vector<Network::Cut> named_cells(const model::CompiledModel& model, model::NodeId root);

/// Whether the expression is positive whenever all levels are: products, quotients and sums of positive series. A growth
/// rate or a difference is not.
[[nodiscard]] bool is_positive_form(const model::CompiledModel& model, model::NodeId root);

/// Whether the expression compares a series with its own past: a growth rate, a contribution.
[[nodiscard]] bool looks_back(const model::CompiledModel& model, model::NodeId root, std::size_t period);

}  // namespace grdp::analysis
