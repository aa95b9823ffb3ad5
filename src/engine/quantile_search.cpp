#include "quantile_search.hpp"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>

#include "crowded_slot.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/interval.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

constexpr std::uint64_t kMostMemory = 24u << 20;  ///< however much the caller allows: further passes cost less than a machine that swaps
constexpr std::uint64_t kCopies = 4;  ///< a collected value stands in a growing buffer, in the union and in its slot

/// The order statistics that one cell needs.
struct Search {
    std::uint32_t cell = 0;
    std::uint64_t finite = 0;
    std::vector<std::uint64_t> ranks;  ///< ascending, distinct, from 1
    std::vector<std::uint8_t> wanted;  ///< [kSlots]
    std::uint64_t collected = 0;       ///< values that the wanted slots hold
    std::vector<double> found;         ///< per rank
};

std::uint64_t sum(const std::vector<std::uint64_t>& counts) {
    std::uint64_t total = 0;
    for (const std::uint64_t count : counts)
        total += count;
    return total;
}

/// The ranks that a number of finite values asks for; computed once per number, since most cells have the same.
class Ranks {
  public:
    struct Triple {
        std::uint64_t low, value, high;  ///< low may be 0 and high n + 1: no order statistic reaches that far
    };
    explicit Ranks(const std::vector<double>& probabilities) : probabilities_(probabilities) {}

    const std::vector<Triple>& of(std::uint64_t n) {
        std::vector<Triple>& triples = known_[n];
        for (std::size_t i = triples.size(); i < probabilities_.size(); ++i) {
            const stats::RankInterval interval = stats::quantile_rank_interval(probabilities_[i], n);
            triples.push_back({interval.low, stats::quantile_rank(probabilities_[i], n), interval.high});
        }
        return triples;
    }

  private:
    const std::vector<double>& probabilities_;
    std::unordered_map<std::uint64_t, std::vector<Triple>> known_;
};

Search plan_search(std::uint32_t cell, const MeasuredCell& measured, Ranks& ranks) {
    Search search;
    search.cell = cell;
    search.finite = sum(measured.slots);
    search.wanted.assign(kernel::kSlots, 0);
    if (search.finite < 2) return search;
    for (const Ranks::Triple& triple : ranks.of(search.finite)) {
        for (const std::uint64_t rank : {triple.low, triple.value, triple.high}) {
            if (rank >= 1 && rank <= search.finite) search.ranks.push_back(rank);
        }
    }
    std::sort(search.ranks.begin(), search.ranks.end());
    search.ranks.erase(std::unique(search.ranks.begin(), search.ranks.end()), search.ranks.end());
    std::uint64_t below = 0;
    auto next = search.ranks.begin();
    for (std::size_t slot = 0; slot < kernel::kSlots && next != search.ranks.end(); ++slot) {
        below += measured.slots[slot];
        if (*next > below) continue;
        search.wanted[slot] = 1;
        search.collected += measured.slots[slot];
        while (next != search.ranks.end() && *next <= below)
            ++next;
    }
    return search;
}

/// Leaves the fullest slots to further passes where a cell alone would need more than its room.
void leave_crowded(Search& search, const MeasuredCell& measured, const Frame& frame, std::uint64_t room,
                   std::vector<Crowd>& crowds) {
    if (search.collected <= room) return;
    const auto slots =
        static_cast<std::uint64_t>(std::count(search.wanted.begin(), search.wanted.end(), std::uint8_t{1}));
    std::uint64_t below = 0;
    auto next = search.ranks.begin();
    for (std::size_t slot = 0; slot < kernel::kSlots; below += measured.slots[slot++]) {
        if (search.wanted[slot] == 0) continue;
        const auto first = next;
        while (next != search.ranks.end() && *next <= below + measured.slots[slot])
            ++next;
        if (measured.slots[slot] <= std::max<std::uint64_t>(room / slots, 1)) continue;
        const double left = frame.low + (static_cast<double>(slot) - 1) / frame.bins_per_unit;
        const double right = frame.low + static_cast<double>(slot) / frame.bins_per_unit;
        crowds.push_back({search.cell,
                          frame,
                          slot,
                          true,
                          slot == 0 ? measured.least : left,
                          slot == kernel::kSlots - 1 ? measured.greatest : right,
                          below,
                          measured.slots[slot],
                          {first, next}});
        search.wanted[slot] = 0;
        search.collected -= measured.slots[slot];
    }
}

/// The values fall into their slots; within a slot each rank is selected. Ranks count the slots that were not
/// collected.
void pick(Search& search, const MeasuredCell& measured, const Frame& frame, const std::vector<double>& values) {
    GRDP_EXPECTS(values.size() == search.collected);
    std::vector<std::vector<double>> by_slot(kernel::kSlots);
    for (const double x : values)
        by_slot[slot_of(frame, x)].push_back(x);
    std::uint64_t below = 0;
    std::size_t slot = 0, sorted = 0;  // sorted: how far the slot's values are in their places
    search.found.assign(search.ranks.size(), 0.0);
    for (std::size_t i = 0; i < search.ranks.size(); ++i) {
        const std::uint64_t rank = search.ranks[i];
        while (rank > below + measured.slots[slot]) {
            below += measured.slots[slot++];
            sorted = 0;
        }
        if (search.wanted[slot] == 0) continue;  // a crowd
        std::vector<double>& own = by_slot[slot];
        const auto wanted = static_cast<std::size_t>(rank - below - 1);
        const auto at = [&](std::size_t k) { return own.begin() + static_cast<std::ptrdiff_t>(k); };
        std::nth_element(at(sorted), at(wanted), own.end());
        search.found[i] = own[wanted] + 0.0;
        sorted = wanted + 1;
    }
}

/// One pass that collects for the searches [begin, end).
bool collect(const Program& program, const Sampling& sampling, const std::vector<Frame>& frames,
             const Measured& measured, std::vector<Search>& searches, std::size_t begin, std::size_t end,
             Executor& executor, Journey& journey) {
    struct Collector {
        std::unique_ptr<Worker> worker;
        std::vector<std::vector<double>> values;
    };
    const Plan plan = Plan::of(sampling);
    std::vector<Collector> collectors(executor.workers());
    const auto prepare = [&](Collector& collector) {
        collector.worker = std::make_unique<Worker>(program, sampling);
        collector.values.resize(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            kernel::CellSink& sink = collector.worker->cells[searches[i].cell];
            sink.low = frames[searches[i].cell].low;
            sink.bins_per_unit = frames[searches[i].cell].bins_per_unit;
            sink.wanted = searches[i].wanted.data();
        }
    };
    const auto task = [&](std::size_t number, std::size_t which) {
        Collector& collector = collectors[which];
        if (!collector.worker) prepare(collector);
        const std::uint64_t first = number * plan.paths_per_task;
        const std::uint64_t last = std::min(plan.paths, first + plan.paths_per_task);
        for (std::uint64_t at = first; at < last && !journey.cancelled(); at += kernel::kChunk) {
            for (std::size_t i = begin; i < end; ++i) {
                std::vector<double>& values = collector.values[i - begin];
                kernel::CellSink& sink = collector.worker->cells[searches[i].cell];
                if (values.size() < sink.collected_count + kernel::kChunk)
                    values.resize(2 * values.size() + kernel::kChunk);
                sink.collected = values.data();
            }
            collector.worker->run_chunk(plan.first_path + at, std::min<std::uint64_t>(kernel::kChunk, last - at),
                                        kernel::Pass::collect);
        }
    };
    if (!executor.run(plan.tasks(), task, journey.watch(plan.paths_per_task, plan.paths)) || journey.cancelled())
        return false;
    journey.pass_done(plan.paths);
    for (std::size_t i = begin; i < end; ++i) {
        std::vector<double> all;
        for (const Collector& collector : collectors) {
            if (!collector.worker) continue;
            const std::uint64_t count = collector.worker->cells[searches[i].cell].collected_count;
            const std::vector<double>& values = collector.values[i - begin];
            all.insert(all.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
        }
        pick(searches[i], measured.cells[searches[i].cell], frames[searches[i].cell], all);
    }
    return true;
}

std::vector<Quantile> quantiles_of(const Search& search, const std::vector<double>& probabilities, Ranks& ranks) {
    std::vector<Quantile> quantiles;
    if (search.finite < 2) return quantiles;
    const auto at = [&](std::uint64_t rank) {
        const auto place = std::lower_bound(search.ranks.begin(), search.ranks.end(), rank) - search.ranks.begin();
        return search.found[static_cast<std::size_t>(place)];
    };
    const std::vector<Ranks::Triple>& triples = ranks.of(search.finite);
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        Quantile quantile;
        quantile.probability = probabilities[i];
        quantile.value = at(triples[i].value);
        if (triples[i].low >= 1) quantile.low = at(triples[i].low);
        if (triples[i].high <= search.finite) quantile.high = at(triples[i].high);
        quantiles.push_back(quantile);
    }
    return quantiles;
}

}  // namespace

std::optional<std::vector<std::vector<Quantile>>> search_quantiles(const Program& program, const Sampling& sampling,
                                                                   const std::vector<Frame>& frames,
                                                                   const Measured& measured, Executor& executor,
                                                                   Journey& journey) {
    Ranks ranks(sampling.probabilities);
    std::vector<Search> searches;
    for (std::uint32_t i = 0; i < measured.cells.size(); ++i) {
        searches.push_back(plan_search(i, measured.cells[i], ranks));
    }
    const std::uint64_t room = std::max<std::uint64_t>(std::min(sampling.memory_limit, kMostMemory) / (kCopies * sizeof(double)), 1);
    std::vector<Crowd> crowds;
    for (Search& search : searches) {
        leave_crowded(search, measured.cells[search.cell], frames[search.cell], room, crowds);
    }
    for (std::size_t begin = 0; begin < searches.size();) {
        std::uint64_t collected = 0;
        std::size_t end = begin;
        while (end < searches.size() && (end == begin || collected + searches[end].collected <= room)) {
            collected += searches[end++].collected;
        }
        if (begin > 0) journey.expect(sampling.draws);
        if (!collect(program, sampling, frames, measured, searches, begin, end, executor, journey)) return std::nullopt;
        begin = end;
    }
    const auto resolved = resolve(std::move(crowds), program, sampling, executor, journey);
    if (!resolved) return std::nullopt;
    for (const RankedValue& ranked : *resolved) {
        Search& search = searches[ranked.cell];
        const auto place =
            std::lower_bound(search.ranks.begin(), search.ranks.end(), ranked.rank) - search.ranks.begin();
        search.found[static_cast<std::size_t>(place)] = ranked.value;
    }
    std::vector<std::vector<Quantile>> quantiles;
    for (const Search& search : searches)
        quantiles.push_back(quantiles_of(search, sampling.probabilities, ranks));
    return quantiles;
}

}  // namespace grdp::engine
