// What scenarios that run alone and scenarios that share their draws have in common.
#pragma once

#include <vector>

#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/sweep_run.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/engine/ensemble.hpp"

namespace grdp::analysis {

/// With the seed of the row and without quantiles.
[[nodiscard]] engine::Sampling sampling_of(const SweepPlan& plan, const SweepRow& row);

/// The answers of one scenario in the order of the frame.
void fill_row(const model::CompiledModel& model, const SweepFrame& frame, const engine::Ensemble& ensemble, const std::vector<EventAnswer>& answers, SweepRow& row);

[[nodiscard]] SweepRow failed_row(const SweepPlan& plan, SweepRow row, const Diagnostics& failure);

}  // namespace grdp::analysis
