#include "crowded_slot.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <span>

#include "trace.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

constexpr std::size_t kParts = 256;

struct Part {
    std::uint64_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();
};
using Parts = std::array<Part, kParts>;

bool belongs(const Crowd& crowd, double x) {
    if (crowd.slot != Crowd::kNoSlot) return finite(x) && slot_of(crowd.frame, x) == crowd.slot;
    return x >= crowd.low && x <= crowd.high;
}

/// Monotone in x; the ends of a crowd lie in different parts.
std::size_t part_of(const Crowd& crowd, double scale, double x) {
    if (x <= crowd.low) return 0;
    if (x >= crowd.high) return kParts - 1;
    const double place = (x - crowd.low) * scale;
    return place < double{kParts - 1} ? static_cast<std::size_t>(place) : kParts - 1;
}

double scale_of(const Crowd& crowd) {
    const double scale = double{kParts} / (crowd.high - crowd.low);
    return finite(scale) ? scale : 0.0;
}

void divide(const Crowd& crowd, const double* values, std::size_t count, Parts& parts) {
    const double scale = scale_of(crowd);
    for (std::size_t k = 0; k < count; ++k) {
        const double x = values[k];
        if (!belongs(crowd, x)) continue;
        Part& part = parts[part_of(crowd, scale, x)];
        ++part.count;
        part.least = std::min(part.least, x);
        part.greatest = std::max(part.greatest, x);
    }
}

/// A worker that looks at the raw values of the crowded cells.
struct Divider {
    Divider(const Program& program, const Sampling& sampling, std::span<const Crowd> crowds)
        : worker(program, sampling),
          kept(program.cell_sinks),
          parts(crowds.size()) {
        for (const Crowd& crowd : crowds) {
            kept[crowd.cell].resize(kernel::kChunk);
            worker.cells[crowd.cell].kept = kept[crowd.cell].data();
        }
    }

    void run(std::span<const Crowd> crowds, std::uint64_t first, std::uint64_t count) {
        worker.run_chunk(first, count, kernel::Pass::measure);
        for (std::size_t i = 0; i < crowds.size(); ++i) {
            divide(crowds[i], kept[crowds[i].cell].data(), static_cast<std::size_t>(count), parts[i]);
        }
    }

    Worker worker;
    std::vector<std::vector<double>> kept;
    std::vector<Parts> parts;
};

/// One pass: the parts of every crowd, or nothing if it was stopped.
std::optional<std::vector<Parts>> divide_all(std::span<const Crowd> crowds, const Program& program,
                                             const Sampling& sampling, Executor& executor, Journey& journey) {
    const Plan plan = Plan::of(sampling);
    std::vector<std::unique_ptr<Divider>> dividers(executor.workers());
    const auto task = [&](std::size_t number, std::size_t which) {
        if (!dividers[which]) dividers[which] = std::make_unique<Divider>(program, sampling, crowds);
        const std::uint64_t first = number * plan.paths_per_task;
        const std::uint64_t last = std::min(plan.paths, first + plan.paths_per_task);
        for (std::uint64_t at = first; at < last && !journey.cancelled(); at += kernel::kChunk) {
            dividers[which]->run(crowds, plan.first_path + at, std::min<std::uint64_t>(kernel::kChunk, last - at));
        }
    };
    journey.expect(plan.paths);
    if (!executor.run(plan.tasks(), task, journey.watch(plan.paths_per_task, plan.paths)) || journey.cancelled())
        return std::nullopt;
    journey.pass_done(plan.paths);
    std::vector<Parts> total(crowds.size());
    for (const std::unique_ptr<Divider>& divider : dividers) {
        for (std::size_t i = 0; divider && i < crowds.size(); ++i) {
            for (std::size_t p = 0; p < kParts; ++p) {
                const Part& part = divider->parts[i][p];
                total[i][p].count += part.count;
                total[i][p].least = std::min(total[i][p].least, part.least);
                total[i][p].greatest = std::max(total[i][p].greatest, part.greatest);
            }
        }
    }
    return total;
}

/// Ranks whose part holds one value are found; the others wait in smaller crowds.
void narrow(const Crowd& crowd, const Parts& parts, std::vector<RankedValue>& found, std::vector<Crowd>& waiting) {
    std::uint64_t below = crowd.below;
    auto next = crowd.ranks.begin();
    for (const Part& part : parts) {
        const auto first = next;
        while (next != crowd.ranks.end() && *next <= below + part.count)
            ++next;
        if (first != next && part.least == part.greatest) {
            for (auto rank = first; rank != next; ++rank)
                found.push_back({crowd.cell, *rank, part.least + 0.0});
        } else if (first != next) {
            waiting.push_back({crowd.cell, {}, Crowd::kNoSlot, part.least, part.greatest, below, {first, next}});
        }
        below += part.count;
    }
}

}  // namespace

std::optional<std::vector<RankedValue>> resolve(std::vector<Crowd> crowds, const Program& program,
                                                const Sampling& sampling, Executor& executor, Journey& journey) {
    std::vector<RankedValue> found;
    const std::uint64_t each = sizeof(Parts) * executor.workers();
    const auto room = static_cast<std::size_t>(std::max<std::uint64_t>(sampling.memory_limit / each, 1));
    while (!crowds.empty()) {
        const std::vector<Crowd> now(crowds.end() - static_cast<std::ptrdiff_t>(std::min(room, crowds.size())),
                                     crowds.end());
        crowds.resize(crowds.size() - now.size());
        const auto parts = divide_all(now, program, sampling, executor, journey);
        if (!parts) return std::nullopt;
        for (std::size_t i = 0; i < now.size(); ++i)
            narrow(now[i], (*parts)[i], found, crowds);
    }
    return found;
}

}  // namespace grdp::engine
