// What observations say about the normals behind a model: linear constraints, exact for every shape of the rest.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "gradient.hpp"
#include "grdp/base/diagnostic.hpp"
#include "pivot.hpp"

namespace grdp::engine {

/// The law of the independent normals z under Q z = u with orthonormal rows Q: centre Q'u, deviation z - Q'Q z (CD-3).
/// Nothing to say: no rows.
class Conditioning {
  public:
    Conditioning() = default;
    explicit Conditioning(std::vector<NormalAddress> coordinates);

    [[nodiscard]] const std::vector<NormalAddress>& coordinates() const { return coordinates_; }
    [[nodiscard]] const std::vector<std::vector<double>>& rows() const { return rows_; }
    [[nodiscard]] const std::vector<double>& centre() const { return centre_; }
    /// Squared Mahalanobis distance of all observations together, chi-square with degrees() degrees.
    [[nodiscard]] double distance2() const;
    [[nodiscard]] std::size_t degrees() const;

    /// Contract: `direction` has one entry per coordinate and length 1, orthogonal to all rows.
    void add(std::vector<double> direction, double u);
    /// The last thing that becomes known.
    void set_pivot(Pivot pivot);
    [[nodiscard]] const std::optional<Pivot>& pivot() const { return pivot_; }
    /// Mean and variance of a normal, given all that is known.
    [[nodiscard]] std::pair<double, double> moments(const NormalAddress& address) const;
    /// Takes the part of a vector that no constant row explains.
    void project_out(std::vector<double>& vector) const;
    /// The point of the constrained world nearest to `point`.
    [[nodiscard]] std::vector<double> constrained(const std::vector<double>& point) const;

    /// A linear form of normals (a score) under the constraints: its centre, its weight on each row, and the length of
    /// what stays random. With a pivot: where the pivot stands at its median.
    struct Form {
        double centre = 0;
        double fixed_centre = 0;       ///< what the constant rows give it
        std::vector<double> weights;   ///< on the constant rows
        double along_pivot = 0;
        std::vector<double> inside;    ///< with a pivot: its weight on every coordinate
        double spread = 0;  ///< exactly 0 where the observations settle it
        double length2 = 0;
        double by_pivot2 = 0;  ///< explained by the pivot and its observations
        [[nodiscard]] double explained() const;  ///< part of its variance, in [0, 1]
    };
    [[nodiscard]] Form form(const std::vector<std::pair<NormalAddress, double>>& terms) const;

  private:
    std::vector<NormalAddress> coordinates_;
    std::vector<std::vector<double>> rows_;
    std::vector<double> u_;
    std::vector<double> centre_;
    std::optional<Pivot> pivot_;
};

struct Conditioned {
    Conditioning conditioning;
    std::vector<double> tolerances;  ///< per observed value: how near to its number every path must come
    Diagnostics diagnostics;
};

/// Errors: E2643 a certain number that differs from the observed one, E2644 observations that contradict each other, E2645 an
/// observation that is not a linear form of the normals, not even given one parameter, E2647 one out of reach. Warnings: W2646 one that adds nothing,
/// W2648 observations that the model held for nearly impossible. docs/method/conditioning.md
[[nodiscard]] Conditioned condition(const model::CompiledModel& model, const Graph& graph, const Program& program,
                                    const std::vector<ObservedValue>& observed);

}  // namespace grdp::engine
