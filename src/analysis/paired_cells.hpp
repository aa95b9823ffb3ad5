// Differences of means and quantiles on the same paths.
#pragma once

#include <vector>

#include "grdp/analysis/estimate.hpp"

namespace grdp::analysis {

struct PairedNumbers {
    double mean_before = 0, mean_after = 0;
    Estimate mean;
    std::vector<double> quantiles_before, quantiles_after;
    std::vector<Estimate> quantiles;
    std::size_t failed = 0;  ///< pairs left out because one of the two is not finite
};

/// `draws` numbers each, pair by pair. The error of a mean's difference is that of the differences (SE-5); that of a quantile's
/// comes from 32 batches of pairs (SE-6). Contract: enough finite pairs for two a batch; else the numbers are NaN.
[[nodiscard]] PairedNumbers paired_numbers(const double* before, const double* after, std::size_t draws, const std::vector<double>& probabilities);

}  // namespace grdp::analysis
