// What the command tells a script.
#pragma once

#include "grdp/base/diagnostic.hpp"

namespace grdp::app {

enum class ExitCode : int {
    done = 0,
    usage = 2,      ///< the command line is wrong
    input = 3,      ///< model, scenario or data are wrong
    no = 4,         ///< the answer is no
    files = 5,      ///< a file or the disk
    numerical = 6,  ///< no finite result
    store = 7,      ///< a run file is damaged, or of another version
    bug = 70,       ///< ours
    interrupted = 130,
    terminated = 143,
};

/// The class of the first error; contract: there is one.
[[nodiscard]] ExitCode exit_code_of(const Diagnostics& diagnostics);

}  // namespace grdp::app
