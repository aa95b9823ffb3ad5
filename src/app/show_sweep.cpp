#include "show_sweep.hpp"

#include <filesystem>

#include "grdp/app/failure.hpp"
#include "grdp/io/journal.hpp"
#include "grdp/io/sweep_record.hpp"
#include "grdp/io/sweep_store.hpp"
#include "sweep_answer.hpp"
#include "sweep_keep.hpp"

namespace grdp::app {
namespace {

std::string journal_of(const Options& options) {
    std::error_code error;
    if (options.argument.ends_with(".journal")) return options.argument;
    const bool unfinished = !std::filesystem::exists(options.argument, error) && std::filesystem::exists(journal_path(options.argument), error);
    return unfinished ? journal_path(options.argument) : std::string();
}

ExitCode show_journal(const Options& options, const std::string& path, Terminal& terminal) {
    std::string lines;
    const auto report = io::read_journal(path, [&](io::RecordKind, std::string_view record, std::uint64_t) {
        if (const auto row = io::digest_of_record(record)) lines += row->id + " " + row->digest + "\n";
        return true;
    });
    if (!report) return fail("show", options, terminal, report.diagnostics());
    return terminal.print(lines);
}

ExitCode print_digests(Result<io::SweepFile> file, const Options& options, Terminal& terminal) {
    if (!file) return fail("show", options, terminal, file.diagnostics());
    std::string lines;
    const auto& ids = file->head().sweep.result.ids;
    const auto read = file->visit([&](analysis::SweepRow&& row) -> Status {
        lines += ids[row.row] + " " + io::row_digest(row) + "\n";
        return Done{};
    });
    if (!read) return fail("show", options, terminal, read.diagnostics());
    return terminal.print(lines);
}

ExitCode show_part(const Options& options, Terminal& terminal) {
    const auto part = read_for_answer(io::SweepFile::open_part(options.argument), [](const auto&) { return AnswerRows(); });
    if (!part) return fail("show", options, terminal, part.diagnostics());
    return answer_part(*part, options, terminal);
}

/// The questions are asked of the whole frame: what is kept of it depends on them.
ExitCode show_whole(const Options& options, Terminal& terminal) {
    auto file = io::SweepFile::open_sweep(options.argument);
    if (!file) return fail("show", options, terminal, file.diagnostics());
    const auto& all = file->head().sweep.result;
    if (const auto sound = check_questions(options, all.frame, all.axes); !sound) return fail("show", options, terminal, sound.diagnostics());
    const auto stored = read_for_answer(std::move(file), [&](const analysis::SweepFrame& frame) { return AnswerRows(options, frame); });
    if (!stored) return fail("show", options, terminal, stored.diagnostics());
    const auto text = sweep_answer(options, terminal, stored->sweep.result);
    if (!text) return fail("show", options, terminal, text.diagnostics());
    return terminal.print(*text);
}

}  // namespace

bool names_sweep(const Options& options) { return options.sweep.digests || looks_like_sweep(options.argument) || looks_like_part(options.argument) || !journal_of(options).empty(); }

ExitCode show_sweep(const Options& options, Terminal& terminal) {
    const auto journal = journal_of(options);
    if (options.sweep.digests && !journal.empty()) return show_journal(options, journal, terminal);
    if (!journal.empty()) {
        Diagnostics diagnostics;
        diagnostics.add({.code = Code{1001}, .where = {}, .message = "this sweep is not finished", .expected = {},
                         .hint = "run its command again; --digests lists what is kept already", .notes = {}, .file = options.argument});
        return fail("show", options, terminal, diagnostics);
    }
    const bool of_part = looks_like_part(options.argument);
    if (options.sweep.digests) return print_digests(of_part ? io::SweepFile::open_part(options.argument) : io::SweepFile::open_sweep(options.argument), options, terminal);
    return of_part ? show_part(options, terminal) : show_whole(options, terminal);
}

}  // namespace grdp::app
