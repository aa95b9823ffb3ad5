// Coverage experiments: an estimator repeated with many seeds against a truth known far better than its error.
#pragma once

#include <string>

#include "grdp/analysis/event_estimate.hpp"

namespace grdp::test {

inline constexpr int kRepeats = 1000;

/// A value with its standard error.
struct Truth {
    double value = 0;
    double error = 0;
};

/// The truth by an accurate estimator at a seed that no repeat uses, until `error`.
[[nodiscard]] Truth truth_of(const model::CompiledModel& model, std::uint32_t event, analysis::Estimator estimator, double error);

/// Demands that the 95 % interval of `within` covers in 93-97 % of kRepeats repeats (at 95 % that share's own standard error is
/// 0.7 points) and that the truth's error is at most 0.15 of theirs, and prints a row of docs/method/estimators.md.
/// until_se 1: the first points, 256 of a band and 1,024 of a condition or the surrogate; else points double until then. Plain sampling takes 8,192 paths.
void covers(const std::string& what, const model::CompiledModel& model, std::uint32_t event, analysis::Estimator estimator, Truth truth,
            double until_se = 1);

}  // namespace grdp::test
