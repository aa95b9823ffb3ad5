// The standard normal law over arrays, at the width of the processor and with the same bits on every one.
#pragma once

#include <cstddef>

#include "grdp/engine/sampling.hpp"

namespace grdp::engine {

/// Functions in place over `count` numbers; count a multiple of 8.
struct NormalScores {
    void (*quantiles)(double* probabilities, std::size_t count);  ///< quantile of each, absolute error below 1e-10
    void (*cdfs)(double* scores, std::size_t count);              ///< stats::normal_cdf of each
};
[[nodiscard]] NormalScores normal_scores(Isa isa);

}  // namespace grdp::engine
