// A run laid out in arrays, as docs/reference/run-file.md describes them.
#pragma once

#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/stored_run.hpp"

namespace grdp::io {

[[nodiscard]] LabelledArrays run_to_arrays(const StoredRun& run);

/// Arrays over series, periods, quantiles, bins and draws of what was simulated.
void ensemble_to_arrays(const StoredRun& run, LabelledArrays& arrays);

}  // namespace grdp::io
