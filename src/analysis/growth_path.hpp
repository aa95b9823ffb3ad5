// A projection whose components are held at chosen growth rates: the account that a required path is made of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// A total and the behavioural series that add up to it, subtotals taken apart.
struct Breakdown {
    std::uint32_t total = model::kNone;
    std::vector<std::uint32_t> parts;
};

/// Every total whose parts can be held; the one with most parts first.
[[nodiscard]] std::vector<Breakdown> breakdowns(const model::CompiledModel& model);

/// Growth of each part in each period of the horizon, %, row-major [part][period]; NaN: the cell is left to the model
/// (its base is not positive, so it has no growth rate).
class GrowthPath {
  public:
    /// The numbers asked for are expressions of the pool; they become the events of the copy that is projected.
    GrowthPath(const model::CompiledModel& model, Breakdown breakdown, const std::vector<model::NodeId>& numbers);

    /// Projects once to learn what the scenario itself says, given its observed numbers. Errors are those of engine::project.
    [[nodiscard]] Status prepare();

    [[nodiscard]] const std::vector<double>& plan() const { return plan_; }
    [[nodiscard]] const engine::Projection& planned() const { return planned_; }
    [[nodiscard]] const Breakdown& breakdown() const { return breakdown_; }
    [[nodiscard]] const model::CompiledModel& model() const { return model_; }
    [[nodiscard]] std::size_t at(std::size_t part, std::size_t horizon_period) const {
        return part * model_.horizon.size() + horizon_period;
    }
    [[nodiscard]] std::size_t cells() const { return plan_.size(); }
    /// Held by the scenario itself (`fix`).
    [[nodiscard]] bool held(std::size_t part, std::size_t horizon_period) const;

    /// The path along which every cell has the growth given.
    [[nodiscard]] Result<engine::Projection> along(const std::vector<double>& growth) const;
    /// The same model with those cells fixed: for simulations of what is known.
    [[nodiscard]] model::CompiledModel fixed(const std::vector<double>& growth, const std::vector<bool>& cells) const;

    /// Growth of a series over periods (grid indices) on those a year before, %; NaN for no periods and on a base that is
    /// not positive or not known.
    [[nodiscard]] double growth_over(const engine::Projection& path, std::uint32_t series,
                                     const std::vector<std::size_t>& periods) const;
    /// Volume a year before these periods.
    [[nodiscard]] double base_of(const engine::Projection& path, std::uint32_t series,
                                 const std::vector<std::size_t>& periods) const;

    /// Points to add to every cell of the mask so that number `which` becomes `wanted`; nothing if it does not respond or
    /// no such addition is found. The number is an affine function of the addition where it is a growth rate, and then two
    /// projections decide; otherwise the secant method goes on to 1e-10 of its size.
    [[nodiscard]] std::optional<double> addition(const std::vector<double>& growth, const std::vector<bool>& cells,
                                                 std::size_t which, double wanted) const;

  private:
    [[nodiscard]] std::optional<double> number(const std::vector<double>& growth, const std::vector<bool>& cells,
                                               double added, std::size_t which) const;

    model::CompiledModel model_;
    Breakdown breakdown_;
    std::vector<model::Fix> own_fixes_;
    engine::Projection planned_;
    std::vector<double> plan_;
};

/// growth + added on the cells of the mask.
[[nodiscard]] std::vector<double> raised(std::vector<double> growth, const std::vector<bool>& cells, double added);

}  // namespace grdp::analysis
