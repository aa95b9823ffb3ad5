// `show` and `export` of a sweep.
#pragma once

#include "grdp/app/options.hpp"
#include "grdp/app/terminal.hpp"

namespace grdp::app {

/// A finished sweep, or with --digests also the journal of one that is not.
[[nodiscard]] bool names_sweep(const Options& options);
[[nodiscard]] ExitCode show_sweep(const Options& options, Terminal& terminal);

}  // namespace grdp::app
