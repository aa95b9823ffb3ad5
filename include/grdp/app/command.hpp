// The command from its words to its exit code.
#pragma once

#include <string>
#include <vector>

#include "grdp/app/terminal.hpp"

namespace grdp::app {

/// `words` follow the program's name.
[[nodiscard]] ExitCode run_command(const std::vector<std::string>& words, Terminal& terminal);

}  // namespace grdp::app
