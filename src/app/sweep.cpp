#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/signals.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/sweep_merge.hpp"
#include "grdp/io/sweep_store.hpp"
#include "grdp/parallel/crew.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/sweep_text.hpp"
#include "sweep_answer.hpp"
#include "sweep_compute.hpp"
#include "sweep_keep.hpp"
#include "sweep_plan.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kSweepVerb = "sweep";
constexpr std::string_view kSealedSignature = "\x89HDF\r\n\x1a\n";

Status check_sweep_request(const Options& options) {
    const auto isa = options.sampling.isa;
    if (isa != engine::Isa::automatic && engine::resolve_isa(isa) != isa)
        return Diagnostic{.code = Code{6011}, .where = {}, .message = fmt::format("this processor has no {}", engine::isa_name(isa)), .expected = {},
                          .hint = fmt::format("the best it has is {}", engine::isa_name(engine::resolve_isa(isa)))};
    if (options.sweep.shard && !options.out)
        return Diagnostic{.code = Code{7211}, .where = {}, .message = "--shard computes a part, and nothing says where it goes", .expected = "--out FILE.h5, another file for each shard", .hint = "grdp merge joins the files"};
    if (options.sweep.announce && options.json)
        return Diagnostic{.code = Code{7208}, .where = {}, .message = "--announce and --json both claim standard output", .expected = "one of them", .hint = "grdp show FILE.h5 --json afterwards"};
    return Done{};
}

/// The same sweep stands there, in shards that are not asked for: finished work is not overwritten by mistake.
Status check_other_shard(const Options& options, const SweepJob& job) {
    if (!looks_like_part(*options.out)) return Done{};
    const auto file = io::SweepFile::open_part(*options.out);
    if (!file || file->head().sweep.content != job.content) return Done{};
    const auto* part = &file->head();
    const auto& shard = options.sweep.shard;
    if (shard && part->shards == shard->count && part->held == std::vector{shard->number}) return Done{};
    return Diagnostic{.code = Code{6010}, .where = {}, .message = fmt::format("this file holds shards {} of {} of this sweep and would be overwritten", io::shard_list(part->held), part->shards),
                      .expected = {}, .hint = "name another file with --out", .notes = {}, .file = *options.out};
}

Status check_out(const Options& options, const SweepJob& job) {
    if (!options.out) return Done{};
    if (auto writable = io::check_writable(*options.out); !writable) return writable;
    std::vector<std::string> read = options.sweep.lists;
    for (const auto& file : job.files) {
        const auto paths = paths_of(file.sources);
        read.insert(read.end(), paths.begin(), paths.end());
    }
    if (auto kept = check_other_shard(options, job); !kept) return kept;
    return check_overwrites_nothing(*options.out, read, kSealedSignature);
}

ExitCode tell_interrupted(const Options& options, Terminal& terminal, std::uint64_t kept, std::uint64_t all) {
    using report::Message;
    const auto count = [&](std::uint64_t number) { return report::decimal_text(static_cast<double>(number), 0, options.language); };
    const auto text = options.out ? report::text(Message::sweep_interrupted, options.language, count(kept), count(all), journal_path(*options.out))
                                  : report::text(Message::sweep_interrupted_unkept, options.language);
    terminal.talk("grdp: " + text + "\n");
    return static_cast<ExitCode>(128 + interrupting_signal());
}

/// The finished file of the same sweep, if it stands there already.
std::optional<io::StoredSweep> finished_before(const Options& options, const SweepJob& job) {
    std::error_code error;
    if (!options.out || !std::filesystem::exists(*options.out, error) || std::filesystem::exists(journal_path(*options.out), error)) return std::nullopt;
    const bool of_part = options.sweep.shard.has_value();  // of this shard: check_out() has seen to it
    if (of_part ? !looks_like_part(*options.out) : !looks_like_sweep(*options.out)) return std::nullopt;
    auto file = of_part ? io::SweepFile::open_part(*options.out) : io::SweepFile::open_sweep(*options.out);
    if (!file || file->head().sweep.content != job.content) return std::nullopt;
    auto stored = read_for_answer(std::move(file), [&](const analysis::SweepFrame& frame) { return AnswerRows(options, frame); });
    if (!stored) return std::nullopt;
    return std::move(stored->sweep);
}

ExitCode answer_sweep(const SweepJob& job, const Options& options, Terminal& terminal, io::StoredSweep stored, const std::optional<analysis::SweepSharing>& sharing = std::nullopt) {
    if (sharing && !options.json) terminal.talk(report::sweep_sharing_text(*sharing, stored.result.ids, options.language));
    if (options.sweep.shard) return answer_part(part_of(job, options, std::move(stored)), options, terminal);
    const auto& result = stored.result;
    if (!options.sweep.announce) {
        const auto text = sweep_answer(options, terminal, result, sharing);
        if (!text) return fail(kSweepVerb, options, terminal, text.diagnostics());
        if (const auto code = terminal.print(*text); code != ExitCode::done) return code;
    }
    return failed_scenarios(result, options, terminal);
}

Diagnostics rank_interrupted() {
    Diagnostics diagnostics;
    diagnostics.add({.code = Code{4005}, .where = {}, .message = "another rank of this job was interrupted", .expected = {}, .hint = "what is finished is kept; the same command goes on from there"});
    return diagnostics;
}

ExitCode compute(const SweepJob& job, const Options& options, Terminal& terminal, parallel::CrewLead& lead) {
    auto keeper = SweepKeeper::open(job, options, terminal);
    if (!keeper) return fail(kSweepVerb, options, terminal, keeper.diagnostics());
    if (const auto code = terminal.explain(keeper.diagnostics()); code != ExitCode::done) return code;
    const auto missing = keeper->missing();
    const std::uint64_t all = keeper->all();
    std::optional<analysis::SweepSharing> sharing;
    const auto count = [&](std::size_t number) { return report::decimal_text(static_cast<double>(number), 0, options.language); };
    if (missing.size() < all) terminal.talk(report::text(report::Message::sweep_resumed, options.language, count(all - missing.size()), count(all)) + "\n");
    {
        SweepRunner runner(job, options, terminal, *keeper, lead);
        if (const auto ran = runner.run(missing); !ran) return fail(kSweepVerb, options, terminal, ran.diagnostics());
        if (interrupting_signal() != 0) return tell_interrupted(options, terminal, all - missing.size() + runner.computed(), all);
        if (lead.undone() > 0) return fail(kSweepVerb, options, terminal, rank_interrupted());
        if (options.sweep.events_only && runner.computed() > 0) sharing = runner.sharing();
        const double rate = static_cast<double>(runner.computed()) / std::max(runner.seconds(), 1e-9);
        if (terminal.watched()) terminal.talk(report::text(report::Message::sweep_took, options.language, count(runner.computed()), report::decimal_text(runner.seconds(), 2, options.language),
                                                            report::decimal_text(rate, 1, options.language)) + "\n");
    }
    auto stored = keeper->finish();
    if (!stored) return fail(kSweepVerb, options, terminal, stored.diagnostics());
    return answer_sweep(job, options, terminal, *std::move(stored), sharing);
}

}  // namespace

ExitCode sweep(const Options& options, Terminal& terminal) {
    parallel::CrewLead lead(options.others);  // lets the other ranks go whatever happens here
    if (const auto possible = check_sweep_request(options); !possible) return fail(kSweepVerb, options, terminal, possible.diagnostics());
    auto planned = plan_sweep(options);
    if (const auto* refusal = std::get_if<SweepRefusal>(&planned)) return fail(kSweepVerb, options, terminal, refusal->diagnostics, refusal->sources);
    const SweepJob& job = std::get<SweepJob>(planned);
    if (const auto sound = check_questions(options, job.plan.frame, job.plan.design.axes); !sound) return fail(kSweepVerb, options, terminal, sound.diagnostics());
    if (const auto free = check_out(options, job); !free) return fail(kSweepVerb, options, terminal, free.diagnostics());
    if (const auto code = terminal.explain(job.warnings); code != ExitCode::done) return code;
    if (auto before = finished_before(options, job)) {
        terminal.talk(report::text(report::Message::sweep_complete, options.language) + "\n");
        return answer_sweep(job, options, terminal, *std::move(before));
    }
    return compute(job, options, terminal, lead);
}

}  // namespace grdp::app
