#include "worker.hpp"

#include <algorithm>
#include <limits>
#include <new>

namespace grdp::engine {

Worker::Worker(const Program& program, const Sampling& sampling)
    : cells(program.cell_sinks), events(program.event_sinks), checks(program.check_sinks), failed(kernel::kChunk, 0),
      code_(program.code()), execute_(kernel_for(sampling.isa)), seed_(sampling.seed), dispersion_(sampling.dispersion),
      words_(words_for(sampling.generator, sampling.isa)) {
    const std::size_t size = std::max<std::size_t>(program.registers, 1) * kernel::kChunk;
    registers_.reset(static_cast<double*>(::operator new[](size * sizeof(double), std::align_val_t{64})));
    std::fill_n(registers_.get(), size, 0.0);
    for (const EventSlot& slot : program.events) {
        if (program.event_sinks == 0 || slot.wanted.sink == kNoSink) continue;  // a whole program keeps values instead
        events[slot.wanted.sink].low = slot.low;
        events[slot.wanted.sink].high = slot.high;
    }
    clear_sums();
    for (kernel::CellSink& sink : cells) {
        std::fill(std::begin(sink.least), std::end(sink.least), std::numeric_limits<double>::infinity());
        std::fill(std::begin(sink.greatest), std::end(sink.greatest), -std::numeric_limits<double>::infinity());
    }
}

void Worker::clear_sums() {
    for (kernel::CellSink& sink : cells) {
        std::fill(std::begin(sink.sum), std::end(sink.sum), 0.0);
        std::fill(std::begin(sink.sum2), std::end(sink.sum2), 0.0);
    }
}

void Worker::run_chunk(std::uint64_t first, std::uint64_t count, kernel::Pass pass) {
    if (any_failed) std::fill(failed.begin(), failed.end(), std::uint8_t{0});
    kernel::Run run;
    run.seed = seed_;
    run.first_path = first;
    run.paths = count;
    run.dispersion = dispersion_;
    run.registers = registers_.get();
    run.cells = cells.data();
    run.events = events.data();
    run.checks = checks.data();
    run.failed = failed.data();
    run.pass = pass;
    run.words = words_;
    execute_(code_, run);
    any_failed = run.any_failed;
}

}  // namespace grdp::engine
