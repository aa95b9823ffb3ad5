#include <filesystem>
#include <functional>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/atomic_file.hpp"
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

/// All parts that can be joined, `seen` each; all faults at once.
Result<io::PartMerger> joined(const std::vector<std::string>& paths, const std::function<void(io::StoredPart&)>& seen = {}) {
    io::PartMerger merger;
    Diagnostics faults;
    for (const auto& path : paths) {
        auto part = io::read_part(path);
        if (!part) {
            faults.append(explained(path, part.diagnostics()));
            continue;
        }
        if (seen) seen(*part);
        if (const auto added = merger.add(*std::move(part), path); !added) faults.append(added.diagnostics());
    }
    if (faults.has_errors()) return faults;
    return merger;
}

/// Complete or not, without the scenarios themselves.
ExitCode check_parts(const Options& options, Terminal& terminal) {
    std::uint64_t scenarios = 0, failed = 0;
    auto merger = joined(options.arguments, [&](io::StoredPart& part) {
        const auto summary = summary_of(part);
        scenarios += summary.scenarios;
        failed += summary.failed;
        auto& result = part.sweep.result;
        result.rows = {};
        result.ids = {};
        result.points = {};
    });
    if (!merger) return fail(kMergeVerb, options, terminal, merger.diagnostics());
    const auto part = std::move(*merger).part();
    auto summary = summary_of(part);
    summary.scenarios = scenarios;
    summary.failed = failed;
    if (const auto complete = io::check_complete(part); !complete) return fail(kMergeVerb, options, terminal, complete.diagnostics());
    return print_part(summary, options, terminal);
}

ExitCode merge_some(io::PartMerger merger, const Options& options, Terminal& terminal) {
    const auto part = std::move(merger).part();
    if (const auto written = io::write_part(*options.out, part); !written) return fail(kMergeVerb, options, terminal, written.diagnostics());
    return answer_part(part, options, terminal);
}

ExitCode merge_all(io::PartMerger merger, const Options& options, Terminal& terminal) {
    const auto sweep = std::move(merger).whole();
    if (!sweep) return fail(kMergeVerb, options, terminal, sweep.diagnostics());
    if (const auto sound = check_questions(options, sweep->result.frame, sweep->result.axes); !sound) return fail(kMergeVerb, options, terminal, sound.diagnostics());
    if (const auto written = io::write_sweep(*options.out, *sweep); !written) return fail(kMergeVerb, options, terminal, written.diagnostics());
    const auto text = sweep_answer(options, terminal, sweep->result);
    if (!text) return fail(kMergeVerb, options, terminal, text.diagnostics());
    if (const auto code = terminal.print(*text); code != ExitCode::done) return code;
    return failed_scenarios(sweep->result, options, terminal);
}

}  // namespace

ExitCode merge(const Options& options, Terminal& terminal) {
    if (const auto possible = check_merge(options); !possible) return fail(kMergeVerb, options, terminal, possible.diagnostics());
    if (options.sweep.check) return check_parts(options, terminal);
    auto merger = joined(options.arguments);
    if (!merger) return fail(kMergeVerb, options, terminal, merger.diagnostics());
    return options.sweep.partial ? merge_some(*std::move(merger), options, terminal) : merge_all(*std::move(merger), options, terminal);
}

}  // namespace grdp::app
