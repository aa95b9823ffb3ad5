// How every verb ends when it cannot answer.
#pragma once

#include <string_view>

#include "grdp/app/options.hpp"
#include "grdp/app/terminal.hpp"

namespace grdp::app {

/// Messages on standard error; with --json also the same messages as a document on standard output.
[[nodiscard]] ExitCode fail(std::string_view verb, const Options& options, Terminal& terminal,
                            const Diagnostics& diagnostics, const SourceSet& sources = {});

}  // namespace grdp::app
