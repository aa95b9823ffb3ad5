#include "quantile_search.hpp"

#include <algorithm>
#include <memory>

#include "grdp/base/contract.hpp"
#include "grdp/stats/interval.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

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
    for (const std::uint64_t count : counts) total += count;
    return total;
}

Search plan_search(std::uint32_t cell, const MeasuredCell& measured, const std::vector<double>& probabilities) {
    Search search;
    search.cell = cell;
    search.finite = sum(measured.slots);
    search.wanted.assign(kernel::kSlots, 0);
    if (search.finite < 2) return search;
    for (const double p : probabilities) {
        const stats::RankInterval interval = stats::quantile_rank_interval(p, search.finite);
        for (const std::uint64_t rank : {interval.low, stats::quantile_rank(p, search.finite), interval.high}) {
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
        while (next != search.ranks.end() && *next <= below) ++next;
    }
    return search;
}

/// Values of the wanted slots, sorted, give each rank: those of the slots before are counted already.
void pick(Search& search, const MeasuredCell& measured, std::vector<double>& values) {
    GRDP_EXPECTS(values.size() == search.collected);
    std::sort(values.begin(), values.end());
    std::uint64_t below = 0, skipped = 0;  // skipped: values of slots that were not collected
    std::size_t slot = 0;
    for (const std::uint64_t rank : search.ranks) {
        while (rank > below + measured.slots[slot]) {
            below += measured.slots[slot];
            if (search.wanted[slot] == 0) skipped += measured.slots[slot];
            ++slot;
        }
        search.found.push_back(values[static_cast<std::size_t>(rank - 1 - skipped)] + 0.0);
    }
}

/// One pass that collects for the searches [begin, end).
bool collect(const Program& program, const Sampling& sampling, const std::vector<Frame>& frames, const Measured& measured,
             std::vector<Search>& searches, std::size_t begin, std::size_t end, Executor& executor, Journey& journey) {
    struct Collector {
        std::unique_ptr<Worker> worker;
        std::vector<std::vector<double>> values;
    };
    const Plan plan = Plan::of(sampling);
    std::vector<Collector> collectors(executor.workers());
    const auto prepare = [&](Collector& collector) {
        collector.worker = std::make_unique<Worker>(program, sampling.isa, sampling.seed, sampling.dispersion);
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
        for (std::uint64_t at = first; at < last; at += kernel::kChunk) {
            for (std::size_t i = begin; i < end; ++i) {
                std::vector<double>& values = collector.values[i - begin];
                kernel::CellSink& sink = collector.worker->cells[searches[i].cell];
                if (values.size() < sink.collected_count + kernel::kChunk) values.resize(2 * values.size() + kernel::kChunk);
                sink.collected = values.data();
            }
            collector.worker->run_chunk(plan.first_path + at, std::min<std::uint64_t>(kernel::kChunk, last - at),
                                        kernel::Pass::collect);
        }
    };
    if (!executor.run(plan.tasks(), task, journey.watch(plan.paths_per_task, plan.paths))) return false;
    journey.pass_done(plan.paths);
    for (std::size_t i = begin; i < end; ++i) {
        std::vector<double> all;
        for (const Collector& collector : collectors) {
            if (!collector.worker) continue;
            const std::uint64_t count = collector.worker->cells[searches[i].cell].collected_count;
            const std::vector<double>& values = collector.values[i - begin];
            all.insert(all.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
        }
        pick(searches[i], measured.cells[searches[i].cell], all);
    }
    return true;
}

std::vector<Quantile> quantiles_of(const Search& search, const std::vector<double>& probabilities) {
    std::vector<Quantile> quantiles;
    if (search.finite < 2) return quantiles;
    const auto at = [&](std::uint64_t rank) {
        const auto place = std::lower_bound(search.ranks.begin(), search.ranks.end(), rank) - search.ranks.begin();
        return search.found[static_cast<std::size_t>(place)];
    };
    for (const double p : probabilities) {
        const stats::RankInterval interval = stats::quantile_rank_interval(p, search.finite);
        Quantile quantile;
        quantile.probability = p;
        quantile.value = at(stats::quantile_rank(p, search.finite));
        if (interval.low >= 1) quantile.low = at(interval.low);
        if (interval.high <= search.finite) quantile.high = at(interval.high);
        quantiles.push_back(quantile);
    }
    return quantiles;
}

}  // namespace

std::optional<std::vector<std::vector<Quantile>>> search_quantiles(const Program& program, const Sampling& sampling,
                                                                   const std::vector<Frame>& frames, const Measured& measured,
                                                                   Executor& executor, Journey& journey) {
    std::vector<Search> searches;
    for (std::uint32_t i = 0; i < measured.cells.size(); ++i) {
        searches.push_back(plan_search(i, measured.cells[i], sampling.probabilities));
    }
    const std::uint64_t room = std::max<std::uint64_t>(sampling.memory_limit / sizeof(double), 1);
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
    std::vector<std::vector<Quantile>> quantiles;
    for (const Search& search : searches) quantiles.push_back(quantiles_of(search, sampling.probabilities));
    return quantiles;
}

}  // namespace grdp::engine
