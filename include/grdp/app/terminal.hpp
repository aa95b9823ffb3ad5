// The two streams: results on standard output, talk on standard error.
#pragma once

#include <string>
#include <string_view>

#include "grdp/app/exit_code.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::app {

class Terminal {
  public:
    /// Colours only on a terminal, and not if NO_COLOR is set (no-color.org) or TERM is "dumb".
    Terminal();

    /// Writes a result whole. A closed pipe ends the command quietly, another failure (no space) is explained: both
    /// give ExitCode::files.
    [[nodiscard]] ExitCode print(std::string_view text);
    /// Best effort: if standard error is gone there is nobody to tell.
    void talk(std::string_view text) const;
    /// Renders the messages on standard error; the exit code is that of the first error, done if there is none.
    ExitCode explain(const Diagnostics& diagnostics, const SourceSet& sources = {}) const;

    [[nodiscard]] report::Style style() const { return {.colour = colour_}; }
    /// Whether standard error is a terminal, where a progress bar makes sense.
    [[nodiscard]] bool watched() const { return watched_; }

  private:
    bool colour_ = false;
    bool watched_ = false;
};

}  // namespace grdp::app
