#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "grdp/app/failure.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/json.hpp"
#include "starter.hpp"

namespace grdp::app {
namespace {

namespace fs = std::filesystem;

// Every file that stands in the way is named at once.
Diagnostics files_in_the_way(const fs::path& folder) {
    Diagnostics diagnostics;
    for (const auto& file : starter_files()) {
        const fs::path path = folder / file.name;
        std::error_code ignored;
        if (!fs::exists(fs::symlink_status(path, ignored))) continue;
        diagnostics.add({.code = Code{6010},
                         .where = {},
                         .message = "the file exists already",
                         .expected = {},
                         .hint = "choose another folder; nothing was written",
                         .notes = {},
                         .file = path.string()});
    }
    return diagnostics;
}

Status make_folder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (!failure) return Done{};
    return Diagnostic{.code = Code{1008},
                      .where = {},
                      .message = fmt::format("the folder cannot be made: {}", failure.message()),
                      .expected = {},
                      .hint = {},
                      .notes = {},
                      .file = folder.string()};
}

}  // namespace

ExitCode init(const Options& options, Terminal& terminal) {
    const fs::path folder(options.argument);
    if (const auto obstacles = files_in_the_way(folder); obstacles.has_errors())
        return fail("init", options, terminal, obstacles);
    if (const auto made = make_folder(folder); !made) return fail("init", options, terminal, made.diagnostics());
    std::vector<std::string> names;
    for (const auto& file : starter_files()) {
        names.emplace_back(file.name);
        const auto written = io::write_file_atomically((folder / file.name).string(), file.text);
        if (!written) return fail("init", options, terminal, written.diagnostics());
    }
    if (options.json) return terminal.print(report::init_json(folder.string(), names));
    const std::string scenario = (folder / "base.scenario").string();
    return terminal.print(report::text(report::Message::init_done, options.language, folder.string(), scenario));
}

}  // namespace grdp::app
