#include <algorithm>
#include <filesystem>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/row_pile.hpp"
#include "grdp/io/sweep_merge.hpp"
#include "sweep_answer.hpp"
#include "sweep_keep.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kMergeVerb = "merge";
constexpr std::string_view kSealedSignature = "\x89HDF\r\n\x1a\n";

Status check_merge(const Options& options) {
    if (options.sweep.check) return Done{};
    if (!options.out) return Diagnostic{.code = Code{6006}, .where = {}, .message = "nothing says where the merged sweep goes", .expected = {}, .hint = "add --out FILE.h5"};
    if (auto writable = io::check_writable(*options.out); !writable) return writable;
    return check_overwrites_nothing(*options.out, options.arguments, kSealedSignature);
}

/// A part that is still being computed has its journal only; one that is not there was expected to be a part.
Diagnostics explained(const std::string& path, const Diagnostics& found) {
    Diagnostics diagnostics;
    std::error_code error;
    if (!std::filesystem::exists(path, error) && std::filesystem::exists(journal_path(path), error)) {
        diagnostics.add({.code = Code{1001}, .where = {}, .message = "this shard is not finished", .expected = {}, .hint = "run its command again: what it finished is kept", .notes = {}, .file = path});
        return diagnostics;
    }
    for (Diagnostic item : found.items()) {
        if (item.code == Code{1001} && item.expected.empty()) item.expected = "a part written by grdp sweep --shard or grdp merge --partial";
        if (item.code == Code{1001} && item.hint.empty()) item.hint = "name the files that --shard wrote with --out; with --partial those that are there are joined alone";
        diagnostics.add(std::move(item));
    }
    return diagnostics;
}

/// The parts without their rows, which are gathered beside them.
struct Joined {
    explicit Joined(const Options& options) : pile(options.out.value_or("")) {}

    io::PartMerger merger;
    io::RowPile pile;
    std::vector<analysis::SweepRow> kept;  ///< as the answer wants them
    std::uint64_t scenarios = 0, failed = 0;
};

/// Every row is read and held to its digest, also where it is not needed.
Status take_rows(io::SweepFile& file, const Options& options, bool sound, Joined& joined) {
    const AnswerRows wanted(options, file.head().sweep.result.frame);
    return file.visit([&](analysis::SweepRow&& row) -> Status {
        ++joined.scenarios;
        joined.failed += row.failed ? 1 : 0;
        if (options.sweep.check || !sound) return Done{};
        joined.kept.push_back(wanted.of(row));
        return joined.pile.add(row);
    });
}

/// All parts; all faults at once.
Result<Joined> joined_parts(const Options& options) {
    Joined joined(options);
    Diagnostics faults;
    for (const auto& path : options.arguments) {
        auto file = io::SweepFile::open_part(path);
        if (!file) {
            faults.append(explained(path, file.diagnostics()));
            continue;
        }
        if (const auto taken = take_rows(*file, options, !faults.has_errors(), joined); !taken) {
            faults.append(taken.diagnostics());
            continue;
        }
        auto head = (*std::move(file)).take_head();
        if (options.sweep.check) {
            head.sweep.result.ids = {};
            head.sweep.result.points = {};
        }
        if (const auto added = joined.merger.add(std::move(head), path); !added) faults.append(added.diagnostics());
    }
    if (faults.has_errors()) return faults;
    return joined;
}

report::PartSummary counted(const Joined& joined, const io::StoredPart& part) {
    auto summary = summary_of(part);
    summary.scenarios = joined.scenarios;
    summary.failed = joined.failed;
    return summary;
}

/// Complete or not, without the scenarios themselves.
ExitCode check_parts(Joined joined, const Options& options, Terminal& terminal) {
    const auto part = std::move(joined.merger).part();
    if (const auto complete = io::check_complete(part); !complete) return fail(kMergeVerb, options, terminal, complete.diagnostics());
    return print_part(counted(joined, part), options, terminal);
}

ExitCode merge_some(Joined joined, const Options& options, Terminal& terminal) {
    auto part = std::move(joined.merger).part();
    const auto rows = joined.pile.rows(part.sweep.result.frame);
    if (!rows) return fail(kMergeVerb, options, terminal, rows.diagnostics());
    if (const auto written = io::write_part(*options.out, part, **rows); !written) return fail(kMergeVerb, options, terminal, written.diagnostics());
    part.sweep.result.rows = std::move(joined.kept);
    return answer_part(part, options, terminal);
}

ExitCode merge_all(Joined joined, const Options& options, Terminal& terminal) {
    auto sweep = std::move(joined.merger).whole();
    if (!sweep) return fail(kMergeVerb, options, terminal, sweep.diagnostics());
    auto& result = sweep->result;
    if (const auto sound = check_questions(options, result.frame, result.axes); !sound) return fail(kMergeVerb, options, terminal, sound.diagnostics());
    const auto rows = joined.pile.rows(result.frame);
    if (!rows) return fail(kMergeVerb, options, terminal, rows.diagnostics());
    if (const auto written = io::write_sweep(*options.out, *sweep, **rows); !written) return fail(kMergeVerb, options, terminal, written.diagnostics());
    result.frame = AnswerRows(options, result.frame).frame(result.frame);
    result.rows = std::move(joined.kept);
    std::sort(result.rows.begin(), result.rows.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    const auto text = sweep_answer(options, terminal, result);
    if (!text) return fail(kMergeVerb, options, terminal, text.diagnostics());
    if (const auto code = terminal.print(*text); code != ExitCode::done) return code;
    return failed_scenarios(result, options, terminal);
}

}  // namespace

ExitCode merge(const Options& options, Terminal& terminal) {
    if (const auto possible = check_merge(options); !possible) return fail(kMergeVerb, options, terminal, possible.diagnostics());
    auto joined = joined_parts(options);
    if (!joined) return fail(kMergeVerb, options, terminal, joined.diagnostics());
    if (options.sweep.check) return check_parts(*std::move(joined), options, terminal);
    return options.sweep.partial ? merge_some(*std::move(joined), options, terminal) : merge_all(*std::move(joined), options, terminal);
}

}  // namespace grdp::app
