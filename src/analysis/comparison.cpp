#include "grdp/analysis/comparison.hpp"

#include <algorithm>
#include <map>

#include "grdp/analysis/decomposition.hpp"
#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "paired_cells.hpp"
#include "paired_runs.hpp"

namespace grdp::analysis {
namespace {

using engine::Quantity;
using model::CompiledModel;

/// Cells whose paths are held in memory together: all draws are drawn anew for the next ones.
constexpr std::size_t kLeastAtOnce = 16;
constexpr std::size_t kNumbersAtOnce = std::size_t{1} << 23;

class Comparer {
  public:
    Comparer(const CompiledModel& before, const CompiledModel& after, const ComparisonOptions& options, engine::Executor& executor)
        : before_(before), after_(after), options_(options), executor_(executor) {}

    Result<Comparison> run() {
        if (options_.sampling.draws < kLeastComparedDraws) {
            return Diagnostic{Code{7302}, {}, std::to_string(options_.sampling.draws) + " draws are too few for the error of a difference",
                              "at least " + std::to_string(kLeastComparedDraws) + " draws", "add --draws 100000"};
        }
        const auto path_before = engine::project(before_), path_after = engine::project(after_);
        if (!path_before) return path_before.diagnostics();
        if (!path_after) return path_after.diagnostics();
        list_cells();
        events_ = common_events(before_, after_);
        if (cells_.empty() && events_.empty()) {
            return Diagnostic{Code{7301}, {}, "the two have no event and no number in common", "the same events by name and period, or the same series",
                              "let both extend one base scenario"};
        }
        if (auto drawn = draw_cells(*path_before, *path_after); !drawn) return drawn.diagnostics();
        estimate_events();
        growth(*path_before, *path_after);
        explain();
        return std::move(found_);
    }

  private:
    struct Pair {
        std::uint32_t series = 0, other = 0;
        accounts::Period period;
    };

    void list_cells() {
        for (const std::uint32_t series : options_.series) {
            const std::uint32_t other = after_.find_series(before_.series[series].name);
            if (other == model::kNone || before_.frequency != after_.frequency) continue;
            for (std::size_t t = 0; t < before_.horizon.size(); ++t) {
                const accounts::Period period = before_.horizon.at(t);
                if (after_.horizon.contains(period)) cells_.push_back({series, other, period});
            }
        }
    }

    Status draw_cells(const engine::Projection& path_before, const engine::Projection& path_after) {
        const std::size_t at_once = std::max<std::size_t>(kLeastAtOnce, kNumbersAtOnce / options_.sampling.draws);
        for (std::size_t first = 0; first < cells_.size(); first += at_once) {
            const std::size_t last = std::min(first + at_once, cells_.size());
            std::vector<Quantity> own, other;
            for (std::size_t i = first; i < last; ++i) {
                own.push_back(Quantity::cell(cells_[i].series, place_in(before_, cells_[i].period)));
                other.push_back(Quantity::cell(cells_[i].other, place_in(after_, cells_[i].period)));
            }
            const auto a = sample_paths(engine::Response(before_, own, options_.sampling.dispersion), options_.sampling, executor_);
            if (!a) return a.diagnostics();
            const auto b = sample_paths(engine::Response(after_, other, options_.sampling.dispersion), options_.sampling, executor_);
            if (!b) return b.diagnostics();
            for (std::size_t i = first; i < last; ++i) {
                auto numbers = paired_numbers(a->of(i - first), b->of(i - first), a->draws, options_.sampling.probabilities);
                ComparedCell cell;
                cell.series = cells_[i].series;
                cell.period = cells_[i].period;
                cell.projected_before = path_before.value(cells_[i].series, place_in(before_, cell.period));
                cell.projected_after = path_after.value(cells_[i].other, place_in(after_, cell.period));
                cell.mean_before = numbers.mean_before;
                cell.mean_after = numbers.mean_after;
                cell.mean = numbers.mean;
                cell.quantiles_before = std::move(numbers.quantiles_before);
                cell.quantiles_after = std::move(numbers.quantiles_after);
                cell.quantiles = std::move(numbers.quantiles);
                cell.failed = numbers.failed;
                found_.cells.push_back(std::move(cell));
            }
        }
        return Done{};
    }

    static std::uint32_t place_in(const CompiledModel& model, accounts::Period period) {
        return static_cast<std::uint32_t>(model.grid.periods.index(period));
    }

    [[nodiscard]] std::vector<EventSide> sides_of(const EventPair& pair) const {
        const model::Event& event = before_.events[pair.before];
        const bool two = event.is_band && finite(event.low) && finite(event.high);
        return two ? std::vector{EventSide::within, EventSide::at_least} : std::vector{EventSide::within};
    }

    void estimate_events() {
        for (const EventPair& pair : events_) {
            const auto a = event_runs(before_, pair.before, options_.planner, executor_);
            const auto b = event_runs(after_, pair.after, options_.planner, executor_);
            if (!a || !b) continue;
            for (const EventSide side : sides_of(pair)) {
                const Runs& own = a->of(side);
                const Runs& other = b->of(side);
                found_.events.push_back({pair, side, own.own, other.own, difference(own, other), own.points, other.points});
            }
        }
    }

    void growth(const engine::Projection& path_before, const engine::Projection& path_after) {
        for (const Decomposition& own : decompositions(before_)) {
            for (const Decomposition& other : decompositions(after_)) {
                if (after_.series[other.total].name != before_.series[own.total].name) continue;
                add_growth(decomposition_account(path_before, before_, own), decomposition_account(path_after, after_, other));
            }
        }
    }

    void add_growth(const DecompositionAccount& own, const DecompositionAccount& other) {
        const auto add = [&](const PartAccount& part, const std::vector<PartAccount>& others) {
            const accounts::Period period = before_.grid.periods.at(part.period);
            for (const PartAccount& same : others) {
                if (after_.series[same.series].name != before_.series[part.series].name || after_.grid.periods.at(same.period) != period) continue;
                found_.growth.push_back({own.decomposition.total, part.series, period, part.growth, same.growth, part.contribution, same.contribution});
            }
        };
        for (const PartAccount& total : own.total) add(total, other.total);
        for (const auto& part : own.parts) {
            for (const PartAccount& cell : part) {
                for (const auto& same : other.parts) add(cell, same);
            }
        }
    }

    void explain() {
        found_.causes = causes_of(before_, after_, options_.grouping);
        if (found_.causes.causes.empty()) return;
        std::vector<Explained> numbers;
        for (const Pair& cell : cells_) {
            const auto& wanted = options_.explained;
            if (std::find(wanted.begin(), wanted.end(), cell.series) != wanted.end()) numbers.push_back({false, cell.series, cell.period, {}, EventSide::within});
        }
        for (const ComparedEvent& event : found_.events) {
            if (event.before.value != event.after.value) numbers.push_back({true, model::kNone, {}, event.event, event.side});
        }
        auto all = attribute(before_, after_, found_.causes, numbers, options_.planner, executor_);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i]) found_.attributions.push_back(*std::move(all[i]));
            else found_.unexplained.push_back(numbers[i].probability ? before_.events[numbers[i].event.before].name
                                                                     : before_.series[numbers[i].series].name + '@' + numbers[i].period.text());
        }
    }

    const CompiledModel& before_;
    const CompiledModel& after_;
    const ComparisonOptions& options_;
    engine::Executor& executor_;
    std::vector<Pair> cells_;
    std::vector<EventPair> events_;
    Comparison found_;
};

}  // namespace

Result<Comparison> compare(const CompiledModel& before, const CompiledModel& after, const ComparisonOptions& options, engine::Executor& executor) {
    const OnOneGrid both = on_one_grid(before, after);
    return Comparer(both.before, both.after, options, executor).run();
}

}  // namespace grdp::analysis
