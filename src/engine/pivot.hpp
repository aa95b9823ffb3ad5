// Observations that bend in one uncertain parameter and are straight lines once it is given. (CD-7) to (CD-10)
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gradient.hpp"
#include "grdp/stats/density_law.hpp"

namespace grdp::engine {

class Conditioning;

/// An observed value of the unconditioned graph.
struct ObservedValue {
    std::uint32_t observed = 0;  ///< index into CompiledModel::observed
    ValueId value = 0;
};

/// The parameter's direction among the normals, its law given the observations, and the observed values as functions of
/// it. Given t, the position along `row`, observation j says q_j(t)'z = u_j(t).
struct Pivot {
    std::vector<double> row;    ///< unit length, orthogonal to the constant rows
    stats::MarginalTable law;   ///< t of the original position row'z
    double centre = 0;          ///< median of t
    std::vector<std::vector<double>> rows;  ///< q_j at the centre, orthonormal
    std::vector<double> u;                  ///< u_j at the centre
    std::vector<double> mean;      ///< of each coordinate, given the observations
    std::vector<double> variance;
    double distance2 = 0;          ///< squared Mahalanobis distance of the most plausible point
    // The formulas of the observed values, laws of dispersion 1; all laws that chance reaches are normal.
    std::vector<Value> formulas;
    std::vector<stats::MarginalTable> laws;
    std::vector<ValueId> roots;
    std::vector<double> numbers;
};

struct PivotFound {
    Pivot pivot;
    std::vector<std::size_t> settled;  ///< which of the open ones
};

/// One that is to be settled: a root of the function and its number.
struct OpenValue {
    std::size_t place = 0;
    ValueId root = 0;
    double number = 0;
};

/// The parameter that settles most of the open values; nothing if none settles any.
[[nodiscard]] std::optional<PivotFound> find_pivot(GraphFunction& function, const Graph& graph, const Program& program,
                                                   const Conditioning& known, const std::vector<OpenValue>& open,
                                                   const std::vector<std::vector<double>>& probes);

}  // namespace grdp::engine
