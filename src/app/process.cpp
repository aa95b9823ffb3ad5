#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string>

#include "grdp/app/command.hpp"
#include "grdp/app/signals.hpp"
#include "grdp/app/terminal.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::app {
namespace {

constexpr int kBug = static_cast<int>(ExitCode::bug);

void say(const std::string& text) {
    static_cast<void>(!write(STDERR_FILENO, text.data(), text.size()));
}

void contract_broken(const char* kind, const char* condition, const char* file, int line) {
    say(std::string("grdp: a bug of ours: ") + kind + " " + condition + " does not hold at " + file + ":" +
        std::to_string(line) + "\nPlease report it with the files that led here.\n");
    _exit(kBug);
}

[[noreturn]] void exception_escaped() {
    say("grdp: a bug of ours: an exception nobody expected. Please report it with the files that led here.\n");
    _exit(kBug);
}

}  // namespace

void prepare_process() {
    reserve_standard_streams();
    install_signal_handlers();
    set_contract_handler(contract_broken);
    std::set_terminate(exception_escaped);
}

int run_process(int count, char** words, parallel::Messenger* others) {
    try {
        Terminal terminal;
        return static_cast<int>(run_command({words + 1, words + count}, terminal, others));
    } catch (const std::bad_alloc&) {
        say("grdp: out of memory\n");
        return static_cast<int>(ExitCode::files);
    } catch (const std::exception& error) {
        say(std::string("grdp: a bug of ours: ") + error.what() + "\nPlease report it with the files that led here.\n");
        return kBug;
    }
}

}  // namespace grdp::app
