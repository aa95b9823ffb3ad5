// Shocks and uncertain parameters as values of the graph.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "grdp/model/compiled_model.hpp"
#include "grdp/stats/correlation.hpp"
#include "pivot_graph.hpp"
#include "program.hpp"

namespace grdp::engine {

/// Innovation of shock j in period t: x = D * F_j^-1(Phi(sum_k L_jk z_kt)) with L L' the correlation of the scores and z
/// the normals addressed by (seed, path, ordinal of t, k); the shock itself is e_t = r e_{t-1} + x_t, e = 0 before the
/// horizon. Parameter i is value + D sd z with z at ordinal 0, which no period has, and number i. docs/method/engine.md
/// Under observations the normals are those of the constrained world, around their conditional centre.
class Innovations {
  public:
    /// `conditioning` may be null: nothing is observed.
    Innovations(const model::CompiledModel& model, Graph& graph, Program& program, const Conditioning* conditioning);

    [[nodiscard]] ValueId parameter(std::uint32_t index);
    /// The shock, persistence included, in a period of the horizon (0 is its first).
    [[nodiscard]] ValueId shock(std::uint32_t index, std::size_t horizon_period);

  private:
    /// Behind a fix the shock is off and starts again from zero.
    [[nodiscard]] bool held(std::uint32_t shock, std::size_t horizon_period) const;
    ValueId innovation(std::uint32_t shock, std::size_t horizon_period);
    /// Deviation of a law whose score is the sum of weighted normals.
    using Terms = std::vector<std::pair<NormalAddress, double>>;
    ValueId deviation(const Terms& terms, std::uint32_t law);
    /// The same where the pivot or what follows from it has a say: centre and rest are functions of its position.
    ValueId turning_deviation(const Terms& terms, std::uint32_t law, const Conditioning::Form& form);
    [[nodiscard]] bool turns(const Conditioning::Form& form);
    PivotGraph& pivot();
    /// The score without what the constant rows explain of it.
    ValueId unexplained(const Terms& terms, const Conditioning::Form& form);
    ValueId sum(const Terms& terms);
    /// Q_i z: what the original draw says where an observation has spoken.
    ValueId row(std::size_t i);
    std::uint32_t law_place(const stats::MarginalParameters& law);

    const model::CompiledModel& model_;
    Graph& graph_;
    Program& program_;
    stats::SquareMatrix factor_;
    std::vector<std::vector<ValueId>> shocks_;  ///< [shock][horizon period], as far as known
    std::vector<stats::MarginalParameters> known_laws_;
    const Conditioning* conditioning_;
    std::vector<ValueId> known_rows_;
    std::optional<PivotGraph> pivot_;
    ValueId position_ = 0;           ///< of the pivot, given the observations
    ValueId original_position_ = 0;  ///< and as drawn
};

}  // namespace grdp::engine
