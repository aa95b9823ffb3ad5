// Marginal laws of shocks: monotone increasing maps from a standard normal score to a deviation.
// docs/method/distributions.md, equations (DI-4) to (DI-12).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "grdp/stats/lanes/marginal_view.hpp"

namespace grdp::stats {

/// Parameters by law (all in the unit of the deviation unless said otherwise):
///   normal            sd >= 0                                  x = sd*z
///   two_piece_normal  left sd >= 0, right sd >= 0; mode 0, P(x < 0) = left/(left + right)
///   student_t         degrees of freedom > 2 (a number), sd >= 0: scaled to that standard deviation; above 1e6
///                     degrees normal
///   triangular        low <= mode <= high
///   pert              low <= mode <= high; beta-PERT with lambda = 4
///   uniform           low <= high
///   lognormal         scale != 0, sigma >= 0 (a number): scale*(exp(sigma*z) - 1), for a negative scale
///                     scale*(exp(-sigma*z) - 1), skewed to the left
/// Equal bounds, or a spread of zero, are a point mass.
enum class Law : std::uint8_t { normal, two_piece_normal, student_t, triangular, pert, uniform, lognormal };

struct MarginalParameters {
    Law law = Law::normal;
    std::array<double, 4> p = {};  ///< in the order above; unused places are ignored

    [[nodiscard]] bool operator==(const MarginalParameters&) const = default;
};

[[nodiscard]] constexpr std::size_t parameter_count(Law law) {
    return law == Law::normal ? 1 : (law == Law::triangular || law == Law::pert) ? 3 : 2;
}
/// "sd", "left", "low", ... as written in a model; contract: index < parameter_count(law).
[[nodiscard]] const char* parameter_name(Law law, std::size_t index);
/// "normal", "two_piece_normal", ...
[[nodiscard]] const char* law_name(Law law);

enum class MarginalFaultKind : std::uint8_t {
    not_finite,       ///< NaN or infinite
    negative_spread,  ///< sd, left, right or sigma below zero
    too_few_degrees,  ///< degrees of freedom at most 2: the standard deviation does not exist
    low_above_mode,   ///< low > mode
    mode_above_high,  ///< mode > high
    low_above_high,   ///< uniform only
    zero_scale,       ///< lognormal
    sigma_too_large,  ///< lognormal sigma above 10: exp overflows the moments
    too_large,        ///< a deviation above 1e150: its square overflows
    too_small,        ///< a spread other than zero below 1e-150: its square underflows
};

struct MarginalFault {
    MarginalFaultKind kind;
    std::size_t parameter;  ///< the offending parameter's index
    friend bool operator==(const MarginalFault&, const MarginalFault&) = default;
};

/// The first fault in the order of the parameters, or nothing.
[[nodiscard]] std::optional<MarginalFault> validate(const MarginalParameters& law);

// Contract of all that follows: validate(law) is empty.

[[nodiscard]] double mean(const MarginalParameters& law);
[[nodiscard]] double standard_deviation(const MarginalParameters& law);
[[nodiscard]] bool is_point_mass(const MarginalParameters& law);
/// P(X <= x), relative error of either tail about 1e-13.
[[nodiscard]] double cdf(const MarginalParameters& law, double x);
/// Smallest x with cdf(x) >= p, p in [0, 1]; infinite at 0 and 1 where the support is.
[[nodiscard]] double quantile(const MarginalParameters& law, double p);
/// quantile(normal_cdf(z)) without loss in the upper tail; exactly the deviation that the table approximates.
[[nodiscard]] double from_score(const MarginalParameters& law, double z);

class DensityLaw;

/// The map as the engine evaluates it: a formula, or quintic pieces of the score with a boundary at each kink.
/// |error| <= 2e-9 * max(sd, |x|) for |z| <= 8.5; scores beyond 8.5 are treated as +-8.5. A point mass yields its
/// constant exactly (+0.0 for a zero spread).
class MarginalTable {
  public:
    /// A point mass at zero.
    MarginalTable() = default;

    /// What lanes::evaluate_marginal takes; valid while this table lives and is not assigned to.
    [[nodiscard]] lanes::MarginalView view() const;
    /// The scalar twin of lanes::evaluate_marginal, equal to the last bit.
    [[nodiscard]] double evaluate(double z) const;

  private:
    friend MarginalTable build(const MarginalParameters& law);
    friend std::optional<MarginalTable> tabulate(const DensityLaw& law);
    lanes::MarginalView view_ = {};
    std::vector<double> coefficients_;
};

[[nodiscard]] MarginalTable build(const MarginalParameters& law);

}  // namespace grdp::stats
