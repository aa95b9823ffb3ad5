// The simulated part of a run in arrays.
#pragma once

#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/stored_run.hpp"

namespace grdp::io {

/// Arrays over series, periods, quantiles, bins and draws of what was simulated. Contract: run.ensemble.
void ensemble_to_arrays(const StoredRun& run, LabelledArrays& arrays);

}  // namespace grdp::io
