#include "grdp/app/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "grdp/app/signals.hpp"

namespace grdp::app {
namespace {

// 0, or the errno of the failure; short writes and interruptions are continued.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

bool colours_wanted() {
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
           (term == nullptr || std::strcmp(term, "dumb") != 0);
}

}  // namespace

Terminal::Terminal() : colour_(colours_wanted()), watched_(isatty(STDERR_FILENO) != 0) {}

ExitCode Terminal::print(std::string_view text) {
    const int failure = write_all(STDOUT_FILENO, text);
    if (failure == 0) return ExitCode::done;
    if (failure != EPIPE) {
        Diagnostics diagnostics;
        diagnostics.add({.code = Code{6012},
                         .where = {},
                         .message = fmt::format("standard output cannot be written: {}", std::strerror(failure))});
        explain(diagnostics);
    }
    return ExitCode::files;
}

void Terminal::talk(std::string_view text) const {
    write_all(STDERR_FILENO, text);
}

ExitCode Terminal::explain(const Diagnostics& diagnostics, const SourceSet& sources) const {
    if (const int signal = interrupting_signal(); signal != 0) {
        talk("grdp: interrupted, nothing written\n");
        return static_cast<ExitCode>(128 + signal);
    }
    if (!diagnostics.empty()) talk(render(diagnostics, sources));
    return diagnostics.has_errors() ? exit_code_of(diagnostics) : ExitCode::done;
}

}  // namespace grdp::app
