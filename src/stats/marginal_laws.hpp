// Quantiles and distribution functions of the laws, private to the layer.
#pragma once

#include "grdp/stats/marginal.hpp"
#include "grdp/stats/special.hpp"

namespace grdp::stats {

/// Student's t with more degrees of freedom is taken as normal: at 1e6 the two differ by (z^3 - 3z)/(4 df),
/// 5e-6 sd within 3 sd and 1.5e-4 sd at 8.5 sd. (DI-7)
inline constexpr double kMostDegrees = 1e6;
[[nodiscard]] inline bool is_nearly_normal(const MarginalParameters& law) {
    return law.law == Law::student_t && law.p[0] > kMostDegrees;
}

/// The quantile of a probability known by both tails.
[[nodiscard]] double quantile_of(const MarginalParameters& law, BothTails p);

/// P(X < the point where the density has a kink) and its complement; lower 0 where there is none inside the support.
[[nodiscard]] BothTails kink_probability(const MarginalParameters& law);

}  // namespace grdp::stats
