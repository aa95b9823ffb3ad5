// A run laid out in arrays, as docs/reference/run-file.md lists them, and back.
#pragma once

#include <string>

#include "grdp/base/result.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/stored_run.hpp"

namespace grdp::io {

/// Contract: the projection covers the model's grid and events.
[[nodiscard]] LabelledArrays run_to_arrays(const StoredRun& run);

/// Trusts nothing: E5001 another format, E5004 a newer version, E5005 an array that is missing, of another type or shape,
/// or holds what does not fit the others. `path` is named in messages.
[[nodiscard]] Result<StoredRun> run_from_arrays(const LabelledArrays& arrays, const std::string& path);

}  // namespace grdp::io
