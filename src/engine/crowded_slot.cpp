#include "crowded_slot.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <span>
#include <utility>

#include "grdp/base/contract.hpp"
#include "trace.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

constexpr std::size_t kParts = 256;
constexpr std::uint64_t kFew = 16'384;  ///< values that are collected rather than divided

struct Part {
    std::uint64_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();
};
using Parts = std::array<Part, kParts>;

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

/// What a pass makes of a crowd: its parts, or its values where these are few.
struct Content {
    Parts parts;
    std::vector<double> values;
};

bool is_few(const Crowd& crowd) { return crowd.count <= kFew; }

/// One more value of a crowd.
void take(const Crowd& crowd, double scale, double x, Content& content) {
    if (is_few(crowd)) {
        content.values.push_back(x);
        return;
    }
    Part& part = content.parts[part_of(crowd, scale, x)];
    ++part.count;
    part.least = std::min(part.least, x);
    part.greatest = std::max(part.greatest, x);
}

/// Which crowds a slot of a cell holds.
struct CrowdedCell {
    static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
    std::uint32_t cell = 0;
    Frame frame;
    std::vector<std::uint32_t> first = std::vector<std::uint32_t>(kernel::kSlots, kNone);  ///< crowd of each slot
    std::vector<double> values = std::vector<double>(kernel::kChunk);
};

/// A worker that looks at the raw values of the crowded cells.
struct Divider {
    Divider(const Program& program, const Sampling& sampling, std::span<const Crowd> all)
        : worker(program, sampling), crowds(all), next(all.size(), CrowdedCell::kNone), contents(all.size()) {
        for (std::uint32_t i = 0; i < crowds.size(); ++i) {
            const Crowd& crowd = crowds[i];
            scales.push_back(scale_of(crowd));
            auto known = std::find_if(cells.begin(), cells.end(), [&](const CrowdedCell& cell) { return cell.cell == crowd.cell; });
            if (known == cells.end()) {
                cells.emplace_back();
                known = cells.end() - 1;
                known->cell = crowd.cell;
                known->frame = crowd.frame;
            }
            next[i] = std::exchange(known->first[crowd.slot], i);
        }
        for (CrowdedCell& cell : cells) worker.cells[cell.cell].kept = cell.values.data();
    }

    void run(std::uint64_t first, std::uint64_t count) {
        worker.run_chunk(first, count, kernel::Pass::measure);
        for (const CrowdedCell& cell : cells) {
            for (std::size_t k = 0; k < count; ++k) look_at(cell, cell.values[k]);
        }
    }

    void look_at(const CrowdedCell& cell, double x) {
        if (!finite(x)) return;
        for (std::uint32_t i = cell.first[slot_of(cell.frame, x)]; i != CrowdedCell::kNone; i = next[i]) {
            const Crowd& crowd = crowds[i];
            if (crowd.whole || (x >= crowd.low && x <= crowd.high)) take(crowd, scales[i], x, contents[i]);
        }
    }

    Worker worker;
    std::span<const Crowd> crowds;
    std::vector<double> scales;
    std::vector<CrowdedCell> cells;
    std::vector<std::uint32_t> next;  ///< the next crowd of the same slot
    std::vector<Content> contents;
};

/// One pass: the content of every crowd, or nothing if it was stopped.
std::optional<std::vector<Content>> look_at_all(std::span<const Crowd> crowds, const Program& program,
                                             const Sampling& sampling, Executor& executor, Journey& journey) {
    const Plan plan = Plan::of(sampling);
    std::vector<std::unique_ptr<Divider>> dividers(executor.workers());
    const auto task = [&](std::size_t number, std::size_t which) {
        if (!dividers[which]) dividers[which] = std::make_unique<Divider>(program, sampling, crowds);
        const std::uint64_t first = number * plan.paths_per_task;
        const std::uint64_t last = std::min(plan.paths, first + plan.paths_per_task);
        for (std::uint64_t at = first; at < last && !journey.cancelled(); at += kernel::kChunk) {
            dividers[which]->run(plan.first_path + at, std::min<std::uint64_t>(kernel::kChunk, last - at));
        }
    };
    journey.expect(plan.paths);
    if (!executor.run(plan.tasks(), task, journey.watch(plan.paths_per_task, plan.paths)) || journey.cancelled())
        return std::nullopt;
    journey.pass_done(plan.paths);
    std::vector<Content> total(crowds.size());
    for (const std::unique_ptr<Divider>& divider : dividers) {
        for (std::size_t i = 0; divider && i < crowds.size(); ++i) {
            const Content& own = divider->contents[i];
            total[i].values.insert(total[i].values.end(), own.values.begin(), own.values.end());
            for (std::size_t p = 0; p < kParts; ++p) {
                Part& part = total[i].parts[p];
                part.count += own.parts[p].count;
                part.least = std::min(part.least, own.parts[p].least);
                part.greatest = std::max(part.greatest, own.parts[p].greatest);
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
            waiting.push_back({crowd.cell, crowd.frame, crowd.slot, false, part.least, part.greatest, below, part.count, {first, next}});
        }
        below += part.count;
    }
}

void select(const Crowd& crowd, std::vector<double>& values, std::vector<RankedValue>& found) {
    GRDP_EXPECTS(values.size() == crowd.count);
    auto sorted = values.begin();
    for (const std::uint64_t rank : crowd.ranks) {
        const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(rank - crowd.below - 1);
        std::nth_element(sorted, wanted, values.end());
        found.push_back({crowd.cell, rank, *wanted + 0.0});
        sorted = wanted + 1;
    }
}

}  // namespace

std::optional<std::vector<RankedValue>> resolve(std::vector<Crowd> crowds, const Program& program,
                                                const Sampling& sampling, Executor& executor, Journey& journey) {
    std::vector<RankedValue> found;
    const std::uint64_t each = (sizeof(Parts) + 2 * kFew * sizeof(double)) * executor.workers();
    const auto room = static_cast<std::size_t>(std::max<std::uint64_t>(sampling.memory_limit / each, 1));
    while (!crowds.empty()) {
        const std::vector<Crowd> now(crowds.end() - static_cast<std::ptrdiff_t>(std::min(room, crowds.size())),
                                     crowds.end());
        crowds.resize(crowds.size() - now.size());
        auto contents = look_at_all(now, program, sampling, executor, journey);
        if (!contents) return std::nullopt;
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (is_few(now[i])) select(now[i], (*contents)[i].values, found);
            else narrow(now[i], (*contents)[i].parts, found, crowds);
        }
    }
    return found;
}

}  // namespace grdp::engine
