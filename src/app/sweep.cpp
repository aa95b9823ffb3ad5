#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/progress_bar.hpp"
#include "grdp/app/signals.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/sweep_merge.hpp"
#include "grdp/io/sweep_store.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "sweep_answer.hpp"
#include "sweep_keep.hpp"
#include "sweep_plan.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kSweepVerb = "sweep";
constexpr std::string_view kSealedSignature = "\x89HDF\r\n\x1a\n";
constexpr std::size_t kLargestShard = 512;
constexpr std::size_t kFirstShared = 256;      ///< scenarios of a worker that share their draws
constexpr std::size_t kLargestShared = 16384;
constexpr double kShardSeconds = 0.5;  // what a kill can cost, and how often the disk is waited for

/// Ctrl-C reaches every simulation of a shard.
class Cancel final : public engine::Progress {
  public:
    void advanced(std::uint64_t, std::uint64_t) override {}
    [[nodiscard]] bool cancelled() const override { return interrupting_signal() != 0; }
};

/// Shard after shard: computed by all threads, made durable, announced.
class Runner {
  public:
    Runner(const SweepJob& job, const Options& options, const Terminal& terminal, SweepKeeper& keeper)
        : job_(job), options_(options), keeper_(keeper), threads_(options.threads), progress_(terminal, options.language, Counted::scenarios) {
        const auto compile = [this](std::size_t file, const std::vector<std::string>& statements) { return compile_again(job_.files[file], options_, statements); };
        for (std::size_t i = 0; i < threads_.workers(); ++i) workers_.emplace_back(job.plan, compile);
    }

    /// Done, or why the store takes no more; an interruption is no error: interrupted() tells.
    Status run(const std::vector<std::uint64_t>& missing) {
        const bool together = workers_.front().may_share();
        const std::size_t largest = together ? kLargestShared : kLargestShard;
        std::size_t size = threads_.workers() * (together ? kFirstShared : 1);
        for (std::size_t begin = 0; begin < missing.size() && !progress_.cancelled();) {
            const std::size_t count = std::min(size, missing.size() - begin);
            const double before = progress_.seconds();
            const std::vector<std::uint64_t> numbers(missing.begin() + static_cast<std::ptrdiff_t>(begin), missing.begin() + static_cast<std::ptrdiff_t>(begin + count));
            auto rows = together ? shared_shard(numbers, begin, missing.size()) : shard(numbers, begin, missing.size());
            computed_ += rows.size();
            if (auto kept = keeper_.keep(std::move(rows)); !kept) return kept;
            begin += count;
            if (progress_.seconds() - before < kShardSeconds / 2) size = std::min((together ? 8 : 2) * size, largest);
            if (progress_.seconds() - before > 2 * kShardSeconds) size = std::max(size / 2, threads_.workers());
        }
        return Done{};
    }

    [[nodiscard]] std::size_t computed() const { return computed_; }
    [[nodiscard]] double seconds() const { return progress_.seconds(); }

  private:
    std::vector<analysis::SweepRow> shard(const std::vector<std::uint64_t>& numbers, std::size_t before, std::size_t all) {
        std::vector<std::optional<analysis::SweepRow>> rows(numbers.size());
        threads_.run(
            numbers.size(),
            [&](std::size_t task, std::size_t worker) {
                engine::SerialExecutor serial;
                rows[task] = workers_[worker].run(numbers[task], serial, &cancel_);
            },
            [&](std::size_t done) {
                progress_.advanced(before + done, all);
                return !progress_.cancelled();
            });
        std::vector<analysis::SweepRow> finished;
        for (auto& row : rows) {
            if (row) finished.push_back(*std::move(row));
        }
        return finished;
    }

    /// Each worker takes a stretch of the shard, so that it lays out the draws once.
    std::vector<analysis::SweepRow> shared_shard(const std::vector<std::uint64_t>& numbers, std::size_t before, std::size_t all) {
        const std::size_t parts = std::min(threads_.workers(), numbers.size());
        std::vector<std::vector<analysis::SweepRow>> rows(parts);
        const auto begin = [&](std::size_t part) { return numbers.begin() + static_cast<std::ptrdiff_t>(part * numbers.size() / parts); };
        threads_.run(
            parts,
            [&](std::size_t task, std::size_t worker) {
                engine::SerialExecutor serial;
                if (auto done = workers_[worker].run_together({begin(task), begin(task + 1)}, serial, &cancel_)) rows[task] = *std::move(done);
            },
            [&](std::size_t done) {
                progress_.advanced(before + done * numbers.size() / parts, all);
                return !progress_.cancelled();
            });
        std::vector<analysis::SweepRow> finished;
        for (auto& part : rows) std::move(part.begin(), part.end(), std::back_inserter(finished));
        return finished;
    }

    const SweepJob& job_;
    const Options& options_;
    SweepKeeper& keeper_;
    parallel::ThreadExecutor threads_;
    ProgressBar progress_;
    Cancel cancel_;
    std::vector<analysis::SweepWorker> workers_;
    std::size_t computed_ = 0;
};

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
    const auto part = io::read_part(*options.out);
    if (!part || part->sweep.content != job.content) return Done{};
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
    if (options.sweep.shard) {
        auto part = looks_like_part(*options.out) ? io::read_part(*options.out) : Result<io::StoredPart>(Diagnostic{.code = Code{5001}, .where = {}, .message = "no part"});
        if (!part || part->sweep.content != job.content) return std::nullopt;  // of this shard: check_out() has seen to it
        return std::move(part->sweep);
    }
    if (!looks_like_sweep(*options.out)) return std::nullopt;
    auto stored = io::read_sweep(*options.out);
    if (!stored || stored->content != job.content) return std::nullopt;
    return *std::move(stored);
}

ExitCode answer_sweep(const SweepJob& job, const Options& options, Terminal& terminal, io::StoredSweep stored) {
    if (options.sweep.shard) return answer_part(part_of(job, options, std::move(stored)), options, terminal);
    const auto& result = stored.result;
    if (!options.sweep.announce) {
        const auto text = sweep_answer(options, terminal, result);
        if (!text) return fail(kSweepVerb, options, terminal, text.diagnostics());
        if (const auto code = terminal.print(*text); code != ExitCode::done) return code;
    }
    return failed_scenarios(result, options, terminal);
}

ExitCode compute(const SweepJob& job, const Options& options, Terminal& terminal) {
    auto keeper = SweepKeeper::open(job, options, terminal);
    if (!keeper) return fail(kSweepVerb, options, terminal, keeper.diagnostics());
    if (const auto code = terminal.explain(keeper.diagnostics()); code != ExitCode::done) return code;
    const auto missing = keeper->missing();
    const std::uint64_t all = keeper->all();
    const auto count = [&](std::size_t number) { return report::decimal_text(static_cast<double>(number), 0, options.language); };
    if (missing.size() < all) terminal.talk(report::text(report::Message::sweep_resumed, options.language, count(all - missing.size()), count(all)) + "\n");
    {
        Runner runner(job, options, terminal, *keeper);
        if (const auto ran = runner.run(missing); !ran) return fail(kSweepVerb, options, terminal, ran.diagnostics());
        if (interrupting_signal() != 0) return tell_interrupted(options, terminal, all - missing.size() + runner.computed(), all);
        const double rate = static_cast<double>(runner.computed()) / std::max(runner.seconds(), 1e-9);
        if (terminal.watched()) terminal.talk(report::text(report::Message::sweep_took, options.language, count(runner.computed()), report::decimal_text(runner.seconds(), 2, options.language),
                                                            report::decimal_text(rate, 1, options.language)) + "\n");
    }
    auto stored = keeper->finish();
    if (!stored) return fail(kSweepVerb, options, terminal, stored.diagnostics());
    return answer_sweep(job, options, terminal, *std::move(stored));
}

}  // namespace

ExitCode sweep(const Options& options, Terminal& terminal) {
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
    return compute(job, options, terminal);
}

}  // namespace grdp::app
