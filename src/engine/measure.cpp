#include "measure.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include "trace.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

constexpr std::uint64_t kPilotPaths = 1024;
constexpr std::uint64_t kMaximumTasks = 1024;

/// A worker with what it adds up beyond a block.
struct Measurer {
    Measurer(const Program& program, const Sampling& sampling, const std::vector<Frame>& frames)
        : worker(program, sampling), slots(frames.size() * kernel::kSlots, 0) {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            worker.cells[i].shift = frames[i].shift;
            worker.cells[i].low = frames[i].low;
            worker.cells[i].bins_per_unit = frames[i].bins_per_unit;
            worker.cells[i].slots = &slots[i * kernel::kSlots];
        }
    }

    void count_failures(std::uint64_t first, std::uint64_t count) {
        for (std::uint64_t k = 0; k < count; ++k) {
            if (worker.failed[static_cast<std::size_t>(k)] == 0) continue;
            ++failed_paths;
            if (first_failures.size() < kNamedFailures) first_failures.push_back(first + k);
        }
    }

    /// 32-bit slots are emptied long before they could overflow.
    void flush_slots(std::uint64_t more) {
        pending += more;
        if (pending < (std::uint64_t{1} << 31)) return;
        totals.resize(slots.size(), 0);
        for (std::size_t i = 0; i < slots.size(); ++i)
            totals[i] += slots[i];
        std::fill(slots.begin(), slots.end(), 0u);
        pending = 0;
    }

    Worker worker;
    std::vector<std::uint32_t> slots;
    std::vector<std::uint64_t> totals;
    std::uint64_t pending = 0;
    std::uint64_t failed_paths = 0;
    std::vector<std::uint64_t> first_failures;  ///< tasks reach a worker in ascending order
};

/// One block; its partial of every cell goes to `combiners`.
void measure_block(Measurer& measurer, std::uint64_t first, std::uint64_t count, double* kept, std::uint64_t stride,
                   std::vector<stats::PairwiseCombiner>& combiners, std::uint64_t block) {
    Worker& worker = measurer.worker;
    worker.clear_sums();
    std::vector<std::uint64_t> failed_before(worker.cells.size());
    for (std::size_t i = 0; i < worker.cells.size(); ++i)
        failed_before[i] = worker.cells[i].failed;
    for (std::uint64_t done = 0; done < count; done += kernel::kChunk) {
        const std::uint64_t n = std::min<std::uint64_t>(kernel::kChunk, count - done);
        for (std::size_t i = 0; kept != nullptr && i < worker.cells.size(); ++i) {
            worker.cells[i].kept = kept + i * stride + done;
        }
        worker.run_chunk(first + done, n, kernel::Pass::measure);
        if (worker.any_failed) measurer.count_failures(first + done, n);
    }
    for (std::size_t i = 0; i < worker.cells.size(); ++i) {
        const kernel::CellSink& sink = worker.cells[i];
        stats::MomentLanes lanes;
        std::copy(std::begin(sink.sum), std::end(sink.sum), lanes.sum.begin());
        std::copy(std::begin(sink.sum2), std::end(sink.sum2), lanes.sum2.begin());
        lanes.n = count - (sink.failed - failed_before[i]);
        combiners[i].add(block, lanes.total());
    }
}

void merge(Measured& into, const Measurer& from) {
    for (std::size_t i = 0; i < into.cells.size(); ++i) {
        MeasuredCell& cell = into.cells[i];
        const kernel::CellSink& sink = from.worker.cells[i];
        for (std::size_t s = 0; s < kernel::kSlots; ++s) {
            const std::size_t at = i * kernel::kSlots + s;
            cell.slots[s] += from.slots[at] + (from.totals.empty() ? 0 : from.totals[at]);
        }
        cell.failed += sink.failed;
        for (std::size_t l = 0; l < kernel::kLogicalLanes; ++l) {
            cell.least = std::min(cell.least, sink.least[l]);
            cell.greatest = std::max(cell.greatest, sink.greatest[l]);
        }
    }
    for (std::size_t i = 0; i < into.events.size(); ++i) {
        into.events[i].below += from.worker.events[i].below;
        into.events[i].within += from.worker.events[i].within;
        into.events[i].above += from.worker.events[i].above;
        into.events[i].failed += from.worker.events[i].failed;
    }
    for (std::size_t i = 0; i < into.checks.size(); ++i) {
        into.checks[i].violations += from.worker.checks[i].violations;
        into.checks[i].first_path = std::min(into.checks[i].first_path, from.worker.checks[i].first_path);
    }
    into.failed_paths += from.failed_paths;
    into.first_failures.insert(into.first_failures.end(), from.first_failures.begin(), from.first_failures.end());
}

/// A range half as wide again on either side; bins of a sensible width even where all values are equal.
Frame frame_around(double first, double least, double greatest) {
    Frame frame;
    if (!(least <= greatest)) return frame;  // nothing finite in the pilot
    frame.shift = first;
    const double width = greatest - least;
    frame.low = least - 0.5 * width;
    frame.high = greatest + 0.5 * width;
    frame.bins_per_unit = double{kernel::kBins} / (frame.high - frame.low);
    if (width > 0 && finite(frame.high - frame.low) && finite(frame.bins_per_unit)) return frame;
    const double magnitude = least < 0 ? -least : least;
    const double reach = magnitude > 1e-300 && magnitude < 1e300 ? magnitude * 0x1p-20 : 1.0;
    frame.low = least - reach;
    frame.high = least + reach;
    frame.bins_per_unit = double{kernel::kBins} / (frame.high - frame.low);
    return frame;
}

}  // namespace

Executor::Watch Journey::watch(std::uint64_t per_task, std::uint64_t pass_total) {
    if (progress_ == nullptr) return {};
    return [this, per_task, pass_total](std::size_t done) {
        progress_->advanced(before_ + std::min<std::uint64_t>(done * per_task, pass_total), total_);
        return !progress_->cancelled();
    };
}

Plan Plan::of(const Sampling& sampling) {
    Plan plan{sampling.first_path, sampling.draws, kBlockPaths};
    while ((plan.paths + plan.paths_per_task - 1) / plan.paths_per_task > kMaximumTasks)
        plan.paths_per_task *= 2;
    return plan;
}

std::vector<Frame> pilot(const Program& program, const Sampling& sampling) {
    if (program.cell_sinks == 0) return {};
    Worker worker(program, sampling);
    std::vector<double> values(worker.cells.size() * kernel::kChunk);
    for (std::size_t i = 0; i < worker.cells.size(); ++i)
        worker.cells[i].kept = &values[i * kernel::kChunk];
    std::vector<double> first(worker.cells.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::uint64_t path = 0; path < kPilotPaths; path += kernel::kChunk) {
        worker.run_chunk(path, kernel::kChunk, kernel::Pass::measure);
        for (std::size_t i = 0; i < first.size(); ++i) {
            for (std::size_t k = 0; k < kernel::kChunk && !finite(first[i]); ++k)
                first[i] = values[i * kernel::kChunk + k];
        }
    }
    std::vector<Frame> frames;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const kernel::CellSink& sink = worker.cells[i];
        frames.push_back(frame_around(first[i], *std::min_element(std::begin(sink.least), std::end(sink.least)),
                                      *std::max_element(std::begin(sink.greatest), std::end(sink.greatest))));
    }
    return frames;
}

Measured measure(const Program& program, const Sampling& sampling, const std::vector<Frame>& frames, double* kept,
                 Executor& executor, Journey& journey) {
    const Plan plan = Plan::of(sampling);
    std::vector<std::unique_ptr<Measurer>> measurers(executor.workers());
    std::vector<stats::MomentPartial> partials(plan.tasks() * frames.size());
    const auto task = [&](std::size_t number, std::size_t worker) {
        std::unique_ptr<Measurer>& measurer = measurers[worker];
        if (!measurer) measurer = std::make_unique<Measurer>(program, sampling, frames);
        const std::uint64_t begin = number * plan.paths_per_task;
        const std::uint64_t end = std::min(plan.paths, begin + plan.paths_per_task);
        std::vector<stats::PairwiseCombiner> combiners(frames.size());
        std::uint64_t block = 0;
        for (std::uint64_t at = begin; at < end && !journey.cancelled(); at += kBlockPaths, ++block) {
            measure_block(*measurer, plan.first_path + at, std::min(kBlockPaths, end - at),
                          kept == nullptr ? nullptr : kept + at, plan.paths, combiners, block);
        }
        for (std::size_t i = 0; i < frames.size(); ++i)
            partials[number * frames.size() + i] = combiners[i].total();
        measurer->flush_slots(end - begin);
    };
    Measured measured;
    measured.complete =
        executor.run(plan.tasks(), task, journey.watch(plan.paths_per_task, plan.paths)) && !journey.cancelled();
    if (!measured.complete) return measured;

    journey.pass_done(plan.paths);
    measured.cells.resize(frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        stats::PairwiseCombiner total;
        for (std::size_t t = 0; t < plan.tasks(); ++t)
            total.add(t, partials[t * frames.size() + i]);
        measured.cells[i].moments = total.total();
        measured.cells[i].least = std::numeric_limits<double>::infinity();
        measured.cells[i].greatest = -std::numeric_limits<double>::infinity();
        measured.cells[i].slots.assign(kernel::kSlots, 0);
    }
    measured.events.resize(program.event_sinks);
    measured.checks.resize(program.check_sinks);
    for (const std::unique_ptr<Measurer>& measurer : measurers) {
        if (measurer) merge(measured, *measurer);
    }
    std::sort(measured.first_failures.begin(), measured.first_failures.end());
    if (measured.first_failures.size() > kNamedFailures) measured.first_failures.resize(kNamedFailures);
    return measured;
}

}  // namespace grdp::engine
