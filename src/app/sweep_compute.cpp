#include "sweep_compute.hpp"

#include <algorithm>
#include <iterator>

#include "grdp/app/verbs.hpp"

namespace grdp::app {
namespace {

constexpr std::size_t kFirstShared = 256;  // scenarios of a worker that share their draws
constexpr std::size_t kLargestShared = 16384;
constexpr std::size_t kSharedGrowth = 8;

/// Ranks of one machine share its processors: unless told otherwise, each takes one.
std::size_t threads_wanted(const Options& options) {
    const bool shared = options.others != nullptr && options.others->ranks() > 1;
    return options.threads == 0 && shared ? 1 : options.threads;
}

}  // namespace

SweepBench::SweepBench(const SweepJob& job, const Options& options) : threads_(threads_wanted(options)) {
    const auto compile = [&job, &options](std::size_t file, const std::vector<std::string>& statements) { return compile_again(job.files[file], options, statements); };
    for (std::size_t i = 0; i < threads_.workers(); ++i) workers_.emplace_back(job.plan, compile);
    apart_.apart = analysis::apart_of(job.plan);
}

parallel::GroupPace SweepBench::pace() const {
    parallel::GroupPace pace(threads_.workers());
    if (apart_.apart != analysis::Apart::no) return pace;
    pace.first = threads_.workers() * kFirstShared;
    pace.largest = kLargestShared;
    pace.growth = kSharedGrowth;
    return pace;
}

std::vector<analysis::SweepRow> SweepBench::compute_together(const std::vector<std::uint64_t>& numbers, const Watch& watch) {
    const std::size_t parts = std::min(threads_.workers(), numbers.size());
    std::vector<std::vector<analysis::SweepRow>> rows(parts);
    const auto begin = [&](std::size_t part) { return numbers.begin() + static_cast<std::ptrdiff_t>(part * numbers.size() / parts); };
    threads_.run(
        parts,
        [&](std::size_t task, std::size_t worker) {
            engine::SerialExecutor serial;
            if (auto done = workers_[worker].run_together({begin(task), begin(task + 1)}, serial, &cancel_)) rows[task] = *std::move(done);
        },
        [&](std::size_t done) { return watch(done * numbers.size() / parts) && !cancel_.cancelled(); });
    std::vector<analysis::SweepRow> finished;
    for (auto& part : rows) std::move(part.begin(), part.end(), std::back_inserter(finished));
    return finished;
}

std::vector<analysis::SweepRow> SweepBench::compute(const std::vector<std::uint64_t>& numbers, const Watch& watch) {
    if (apart_.apart == analysis::Apart::no) return compute_together(numbers, watch);
    std::vector<std::optional<analysis::SweepRow>> rows(numbers.size());
    threads_.run(
        numbers.size(),
        [&](std::size_t task, std::size_t worker) {
            engine::SerialExecutor serial;
            rows[task] = workers_[worker].run(numbers[task], serial, &cancel_);
        },
        [&](std::size_t done) { return watch(done) && !cancel_.cancelled(); });
    std::vector<analysis::SweepRow> finished;
    for (auto& row : rows) {
        if (!row) continue;
        ++(row->failed ? apart_.failed : apart_.alone);
        finished.push_back(*std::move(row));
    }
    return finished;
}

analysis::SweepSharing SweepBench::sharing() const {
    analysis::SweepSharing all = apart_;
    for (const auto& worker : workers_) all.add(worker.sharing());
    return all;
}

Status SweepRunner::run(const std::vector<std::uint64_t>& missing) {
    const parallel::Keep keep_sent_records = [this](const std::vector<std::string>& records) { return keep_sent(records); };
    all_ = missing.size();
    lead_.assign(job_.content, missing, bench_.pace());
    while (!progress_.cancelled()) {
        const auto group = lead_.take();
        if (group.empty()) break;
        if (auto done = compute_own(group, keep_sent_records); !done) return done;
    }
    return lead_.gather(keep_sent_records, [&] { return progress_.cancelled(); });
}

Status SweepRunner::compute_own(const std::vector<std::uint64_t>& group, const parallel::Keep& keep_sent) {
    const double before = progress_.seconds();
    Status heard = Done{};
    auto rows = bench_.compute(group, [&](std::size_t done) {
        progress_.advanced(computed_ + done, all_);
        if (heard) heard = lead_.serve(keep_sent);
        return static_cast<bool>(heard);
    });
    computed_ += rows.size();
    auto kept = keeper_.keep(std::move(rows));
    if (!heard) return heard;
    lead_.took(progress_.seconds() - before);
    return kept ? lead_.serve(keep_sent) : kept;
}

Status SweepRunner::keep_sent(const std::vector<std::string>& records) {
    auto rows = keeper_.rows_of(records);
    if (!rows) return rows.diagnostics();
    computed_ += rows->size();
    sent_ += rows->size();
    return keeper_.keep(*std::move(rows));
}

analysis::SweepSharing SweepRunner::sharing() const {
    auto sharing = bench_.sharing();
    sharing.elsewhere = sent_;
    return sharing;
}

void help_sweep(const Options& options, parallel::Messenger& others) {
    const auto planned = plan_sweep(options);
    const SweepJob* job = std::get_if<SweepJob>(&planned);
    if (job == nullptr) return parallel::help(others, {}, std::get<SweepRefusal>(planned).diagnostics.items().front().message, 1, {});
    SweepBench bench(*job, options);
    parallel::help(others, job->content, {}, bench.pace(), [&](const parallel::TaskNumbers& numbers) {
        const auto begin = std::chrono::steady_clock::now();
        parallel::Made made;
        for (const auto& row : bench.compute(numbers, [](std::size_t) { return true; })) made.results.push_back(record_of(*job, row));
        made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return made;
    });
}

}  // namespace grdp::app
