// The command from its words to its exit code.
#pragma once

#include <string>
#include <vector>

#include "grdp/app/terminal.hpp"
#include "grdp/parallel/messenger.hpp"

namespace grdp::app {

/// `words` follow the program's name. Of several processes the first answers and speaks, and the others help it.
[[nodiscard]] ExitCode run_command(const std::vector<std::string>& words, Terminal& terminal, parallel::Messenger* others = nullptr);

/// From main() to the exit code of the process: streams, signals, and what to say of a bug of ours.
void prepare_process();
[[nodiscard]] int run_process(int count, char** words, parallel::Messenger* others);

}  // namespace grdp::app
