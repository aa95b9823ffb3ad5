// One target set as a system of equations: which targets are independent, which follow from them, and what follows.
// docs/method/audit.md, equations AU-1 to AU-5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/base/result.hpp"
#include "stated_network.hpp"

namespace grdp::analysis {

/// A target with a model line.
struct StatedRow {
    std::uint32_t target = 0;  ///< index into the set
    model::NodeId value = model::kNone;
    model::Sense sense = model::Sense::band;
    double half_unit = 0;          ///< of the last printed digit, of any of its cases
    double splice = 1;             ///< printed figure of the year before over what the data give; AU-2
    double printed_before = 0;     ///< that figure; NaN: none
    bool positive = false;         ///< a level or a share: never changes its sign
    std::vector<double> cases;     ///< as printed
};

/// Half a unit of the last digit of the shortest decimal that reads back to `value`; 43000 is taken as printed to the unit.
[[nodiscard]] double half_unit(double value);

class StatedSystem {
  public:
    /// Contract: the set has a target with a model line. Error: E7002 a target without a value at the scenario's own figures.
    /// `cuts`: identities left out; `also`: further cells to lay out.
    [[nodiscard]] static Result<StatedSystem> make(const model::CompiledModel& model, const engine::Projection& path,
                                                   std::uint32_t target_set, std::vector<Network::Cut> cuts = {},
                                                   const std::vector<Network::Cut>& also = {});

    [[nodiscard]] const std::vector<StatedRow>& rows() const { return rows_; }
    /// Independent targets, and those that follow from them; indices of rows.
    [[nodiscard]] const std::vector<std::size_t>& basis() const { return basis_; }
    [[nodiscard]] const std::vector<std::size_t>& derived() const { return derived_; }
    /// Leaves that the targets leave open and the scenario must settle: the surest first.
    [[nodiscard]] const std::vector<std::size_t>& held() const { return held_; }
    [[nodiscard]] const std::vector<std::size_t>& unknown() const { return unknown_; }
    [[nodiscard]] const Network& network() const { return network_; }

    /// The leaves at which every independent target has the value stated (in the order of basis()); nothing if none is found.
    [[nodiscard]] std::optional<Vector> solve(const Vector& stated, const Vector& start = {}) const;
    /// Every row's value, as it would be printed.
    [[nodiscard]] Vector values(const Vector& leaves) const;
    /// d derived / d basis at a solution: [derived x basis]; AU-4. Tiny entries are zero.
    [[nodiscard]] Matrix coefficients(const Vector& leaves) const;
    /// d cell / d basis at a solution, of any cell that was laid out; nothing if it also rests on a leaf that neither the targets
    /// nor held() settle, or on none of them.
    [[nodiscard]] std::optional<Vector> coefficients_of(const Vector& leaves, std::uint32_t series, std::size_t period) const;
    /// |d discrepancy / d datum| x half a unit of its last digit, summed over the data: [derived]; AU-5. `without`: leaves whose
    /// rounding is known better.
    [[nodiscard]] Vector rounding_of_data(const Vector& leaves, const std::vector<std::size_t>& without) const;

  private:
    StatedSystem(const model::CompiledModel& model, Network network) : model_(&model), network_(std::move(network)) {}
    void find_structure();
    [[nodiscard]] std::optional<Vector> newton(const Vector& stated, Vector leaves, bool keep_signs) const;
    [[nodiscard]] Matrix jacobian(const Vector& leaves, const std::vector<std::size_t>& directions) const;
    [[nodiscard]] double spread_of(const Leaf& leaf) const;
    [[nodiscard]] Matrix basis_slopes(const Vector& leaves) const;

    const model::CompiledModel* model_;
    Network network_;
    std::vector<StatedRow> rows_;
    std::vector<std::size_t> basis_;
    std::vector<std::size_t> derived_;
    std::vector<std::size_t> held_;
    std::vector<std::size_t> unknown_;
};

}  // namespace grdp::analysis
