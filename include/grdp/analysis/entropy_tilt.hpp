// Weights nearest to equal ones under which given functions have given means. docs/method/judgement.md
#pragma once

#include <cstddef>
#include <vector>

namespace grdp::analysis {

struct EntropyTilt {
    bool found = false;
    std::vector<double> weights;      ///< sum 1
    std::vector<double> multipliers;  ///< per function
    int iterations = 0;
    double effective = 0;
    double entropy = 0;
};

/// `functions` [count x draws] row-major, already less their wanted means: weights proportional to exp(sum of multiplier times
/// function), by Newton's method on the convex dual with halved steps (JU-2). Not found: no weights give these means.
[[nodiscard]] EntropyTilt entropy_tilt(const std::vector<double>& functions, std::size_t count, std::size_t draws);

/// Mean of f under the weights with its standard error, the estimation of the multipliers included (JU-4).
struct WeightedMean {
    double value = 0;
    double standard_error = 0;
};
[[nodiscard]] WeightedMean weighted_mean(const std::vector<double>& f, const EntropyTilt& tilt, const std::vector<double>& functions,
                                         std::size_t count);

/// Solves A x = b for a small symmetric positive definite A (row-major); false if it is singular.
[[nodiscard]] bool solve_symmetric(std::vector<double> a, std::vector<double> b, std::vector<double>& x);

}  // namespace grdp::analysis
