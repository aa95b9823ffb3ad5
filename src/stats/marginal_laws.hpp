// Quantiles and distribution functions of the laws, private to the layer.
#pragma once

#include "grdp/stats/marginal.hpp"
#include "grdp/stats/special.hpp"

namespace grdp::stats {

/// The quantile of a probability known by both tails.
[[nodiscard]] double quantile_of(const MarginalParameters& law, BothTails p);

/// P(X < the point where the density has a kink), or 0 where there is none inside the support.
[[nodiscard]] double kink_probability(const MarginalParameters& law);

}  // namespace grdp::stats
