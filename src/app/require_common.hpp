// What the questions of `grdp require` share.
#pragma once

#include <string_view>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/phrase.hpp"
#include "grdp/app/exit_code.hpp"
#include "grdp/app/options.hpp"
#include "grdp/app/terminal.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::app {

/// Each typed question becomes a source, so that messages can point into it; the phrases that could be read go to `use`.
template <class Use>
void read_phrases(const std::vector<std::string>& typed, std::string_view option, SourceSet& sources, Diagnostics& found, Use&& use) {
    for (const auto& text : typed) {
        const auto source = sources.add({std::string(option), text});
        const auto phrase = analysis::parse_phrase(text, source);
        if (!phrase) found.append(phrase.diagnostics());
        else use(*phrase);
    }
}


/// An error as fail() shows it; but that nothing can be done about the target is an answer (exit 4) with a document of its own.
[[nodiscard]] ExitCode refuse(const Options& options, Terminal& terminal, const model::CompiledModel& model, const Diagnostics& found,
                              const SourceSet& sources);

/// --solve and --vary.
[[nodiscard]] ExitCode require_inverse(const Options& options, model::Compilation& compiled, Terminal& terminal);

}  // namespace grdp::app
