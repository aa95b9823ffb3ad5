#include <fmt/format.h>

#include <filesystem>

#include "grdp/app/failure.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/journal.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/io/seal.hpp"
#include "grdp/io/sweep_store.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/json.hpp"
#include "sweep_answer.hpp"
#include "sweep_keep.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kStoreVerb = "store";
using report::Message;

std::string counted(std::uint64_t number, const Options& options) { return report::decimal_text(static_cast<double>(number), 0, options.language); }

ExitCode say(const Options& options, Terminal& terminal, const std::string& file, const std::string& text, bool sealed, std::uint64_t scenarios, const std::vector<std::uint64_t>& damaged) {
    return terminal.print(options.json ? report::store_json(file, sealed, scenarios, damaged) : text + "\n");
}

ExitCode check_scenarios(const Options& options, Terminal& terminal, const std::string& path, Result<io::SweepFile> file, Message message) {
    if (!file) return fail(kStoreVerb, options, terminal, file.diagnostics());
    if (const auto read = file->visit([](analysis::SweepRow&&) -> Status { return Done{}; }); !read) return fail(kStoreVerb, options, terminal, read.diagnostics());
    return say(options, terminal, path, report::text(message, options.language, counted(file->bytes(), options), counted(file->size(), options)), true, file->size(), {});
}

ExitCode check_sealed(const Options& options, Terminal& terminal, const std::string& path) {
    if (looks_like_part(path)) return check_scenarios(options, terminal, path, io::SweepFile::open_part(path), Message::store_sealed_part);
    if (looks_like_sweep(path)) return check_scenarios(options, terminal, path, io::SweepFile::open_sweep(path), Message::store_sealed);
    const auto run = io::read_run(path);
    if (!run) return fail(kStoreVerb, options, terminal, run.diagnostics());
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return say(options, terminal, path, report::text(Message::store_sealed_run, options.language, counted(size, options)), true, 0, {});
}

ExitCode check_open(const Options& options, Terminal& terminal, const std::string& path) {
    const auto report = io::check_journal(path);
    if (!report) return fail(kStoreVerb, options, terminal, report.diagnostics());
    const auto& state = report->state;
    std::string text = report::text(Message::store_journal, options.language, counted(report->contents, options));
    if (state.torn()) text += "\n" + report::text(Message::store_torn, options.language, counted(state.size - state.sound_bytes, options));
    if (const auto code = say(options, terminal, path, text, false, report->contents, state.damaged); code != ExitCode::done) return code;
    if (state.damaged.empty()) return ExitCode::done;
    Diagnostics diagnostics;
    for (const auto place : state.damaged)
        diagnostics.add({.code = Code{5013}, .where = {}, .message = fmt::format("the journal is damaged at byte {}; sound records follow", place), .expected = {},
                         .hint = fmt::format("keep what is sound: grdp store repair {} --into NEW", path), .notes = {}, .file = path});
    return terminal.explain(diagnostics);
}

ExitCode repair(const Options& options, Terminal& terminal, const std::string& path) {
    if (!options.sweep.into) {
        return fail(kStoreVerb, options, terminal, [] {
            Diagnostics diagnostics;
            diagnostics.add({.code = Code{6006}, .where = {}, .message = "nothing says where the sound part goes", .expected = {}, .hint = "add --into NEW; the damaged file stays as it is"});
            return diagnostics;
        }());
    }
    const auto report = io::repair_journal(path, *options.sweep.into);
    if (!report) return fail(kStoreVerb, options, terminal, report.diagnostics());
    return say(options, terminal, *options.sweep.into, report::text(Message::store_repaired, options.language, counted(report->contents, options), *options.sweep.into), false, report->contents, report->state.damaged);
}

bool begins_as_hdf5(const std::string& path) {
    const auto opened = io::open_regular_file(path, io::kSweepFileLimit);
    std::string head(4, '\0');
    return opened && io::read_whole(io::system_files(), opened->file.number(), head, 0) == 0 && head == "\x89HDF";
}

}  // namespace

ExitCode store(const Options& options, Terminal& terminal) {
    const auto& words = options.arguments;
    if (words.size() != 2 || (words[0] != "check" && words[0] != "repair")) {
        Diagnostics diagnostics;
        diagnostics.add({.code = Code{words.size() < 2 ? std::uint16_t{6006} : std::uint16_t{6005}}, .where = {}, .message = "grdp store does not know what to do", .expected = "check FILE, or repair FILE --into NEW"});
        return fail(kStoreVerb, options, terminal, diagnostics);
    }
    std::error_code error;
    std::string path = words[1];
    if (!std::filesystem::exists(path, error) && std::filesystem::exists(journal_path(path), error)) path = journal_path(path);
    if (words[0] == "repair") return repair(options, terminal, path);
    return path.ends_with(".journal") || !begins_as_hdf5(path) ? check_open(options, terminal, path) : check_sealed(options, terminal, path);
}

}  // namespace grdp::app
