#include "grdp/analysis/attribution.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "grdp/analysis/shapley.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/projection.hpp"
#include "paired_runs.hpp"
#include "random_order.hpp"
#include "reach.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

/// "trend" of "trend[industry]", "sd(volume)" of "sd(volume[services])".
std::string without_indices(const std::string& name) {
    std::string stem;
    int depth = 0;
    for (const char c : name) {
        if (c == '[') ++depth;
        if (depth == 0) stem += c;
        if (c == ']') --depth;
    }
    return stem;
}

std::string name_in(const DifferingInput& input, Grouping by) {
    switch (by) {
        case Grouping::group: return cause_group_name(input.group);
        case Grouping::name: return input.kind == InputKind::observed ? "observed" : without_indices(input.name);
        default: return input.name;
    }
}

std::vector<Cause> grouped(const std::vector<DifferingInput>& inputs, Grouping by) {
    std::vector<Cause> causes;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::string name = name_in(inputs[i], by);
        const auto same = [&](const Cause& one) { return one.group == inputs[i].group && one.name == name; };
        auto at = by == Grouping::item ? causes.end() : std::find_if(causes.begin(), causes.end(), same);
        if (at == causes.end()) at = causes.insert(causes.end(), {inputs[i].group, name, {}});
        at->inputs.push_back(i);
    }
    return causes;
}

std::optional<std::uint32_t> grid_index(const CompiledModel& model, accounts::Period period) {
    if (period.frequency() != model.frequency || !model.grid.periods.contains(period)) return std::nullopt;
    return static_cast<std::uint32_t>(model.grid.periods.index(period));
}

/// The worlds between two scenarios, each computed once.
class Worlds {
  public:
    Worlds(const CompiledModel& before, const CompiledModel& after, const Causes& causes, const PlannerOptions& options, engine::Executor& executor)
        : before_(before), after_(after), causes_(causes), options_(options), executor_(executor) {}

    /// Bits of the causes that can change the number.
    std::size_t acting(const Explained& what) const {
        Reach reach = reach_of_observations(before_);
        reach.add(reach_of_observations(after_));
        std::string own;
        if (what.probability) {
            const model::Event& first = before_.events[what.event.before];
            const model::Event& second = after_.events[what.event.after];
            reach.add(reach_of_expression(before_, first.is_band ? first.value : first.condition));
            reach.add(reach_of_expression(after_, second.is_band ? second.value : second.condition));
            own = first.name + '@' + first.period_text;
        } else {
            reach.add(reach_of_series(before_, what.series));
            reach.add(reach_of_series(after_, after_.find_series(before_.series[what.series].name)));
        }
        std::size_t mask = 0;
        for (std::size_t i = 0; i < causes_.causes.size(); ++i) {
            const auto& inputs = causes_.causes[i].inputs;
            const bool acts = std::any_of(inputs.begin(), inputs.end(), [&](std::size_t at) {
                const DifferingInput& input = causes_.inputs[at];
                if (input.kind == InputKind::event) return what.probability && input.key == own;
                return reach.may_act(input);
            });
            if (acts) mask |= std::size_t{1} << i;
        }
        return mask;
    }

    std::optional<Runs> number(const Explained& what, std::size_t mask) {
        if (what.probability) return probability(what, mask);
        const auto value = projected(what, mask, world_of(mask));
        if (!value) return std::nullopt;
        Runs runs;
        runs.value = *value;
        runs.runs.fill(*value);
        return runs;
    }

  private:
    std::optional<Runs> probability(const Explained& what, std::size_t mask) {
        const std::pair key(mask, what.event.before);
        auto known = events_.find(key);
        if (known == events_.end()) {
            const std::uint32_t event = based_on_after(mask) ? what.event.after : what.event.before;
            known = events_.emplace(key, event_runs(world_of(mask), event, options_, executor_)).first;
        }
        return known->second ? std::optional(known->second->of(what.side)) : std::nullopt;
    }

    /// As between() chooses.
    [[nodiscard]] bool based_on_after(std::size_t mask) const {
        const bool everything = mask == (std::size_t{1} << causes_.causes.size()) - 1 && mask != 0;
        bool model = false, changed = false;
        for (std::size_t i = 0; i < causes_.causes.size(); ++i) {
            for (const std::size_t at : causes_.causes[i].inputs) {
                if (causes_.inputs[at].kind != InputKind::model) continue;
                model = true;
                changed = (mask >> i & 1u) != 0;
            }
        }
        return model ? changed : everything;
    }

    const CompiledModel& world_of(std::size_t mask) {
        const auto known = worlds_.find(mask);
        if (known != worlds_.end()) return known->second;
        constexpr std::size_t kKept = 256;
        if (worlds_.size() >= kKept) worlds_.clear();
        std::vector<bool> changed(causes_.inputs.size(), false);
        for (std::size_t i = 0; i < causes_.causes.size(); ++i) {
            for (const std::size_t at : causes_.causes[i].inputs) changed[at] = (mask >> i & 1u) != 0;
        }
        auto world = between(before_, after_, causes_.inputs, changed);
        world.inputs.clear();  // texts of files, of no use here
        return worlds_.emplace(mask, std::move(world)).first->second;
    }

    std::optional<double> projected(const Explained& what, std::size_t mask, const CompiledModel& world) {
        auto known = paths_.find(mask);
        if (known == paths_.end()) {
            auto path = engine::project(world);
            known = paths_.emplace(mask, path ? std::optional(*std::move(path)) : std::nullopt).first;
        }
        const std::uint32_t series = world.find_series(before_.series[what.series].name);
        const auto period = grid_index(world, what.period);
        if (!known->second || series == model::kNone || !period) return std::nullopt;
        const double value = known->second->value(series, *period);
        return finite(value) ? std::optional(value) : std::nullopt;
    }

    const CompiledModel& before_;
    const CompiledModel& after_;
    const Causes& causes_;
    const PlannerOptions& options_;
    engine::Executor& executor_;
    std::map<std::size_t, CompiledModel> worlds_;
    std::map<std::size_t, std::optional<engine::Projection>> paths_;
    std::map<std::pair<std::size_t, std::uint32_t>, std::optional<EventRuns>> events_;
};

/// The subset of `acting` that the bits of `small` stand for.
std::size_t spread_out(std::size_t small, std::size_t acting) {
    std::size_t mask = 0;
    for (std::size_t bit = 0; acting != 0; ++bit) {
        const std::size_t lowest = acting & (~acting + 1);
        if ((small >> bit & 1u) != 0) mask |= lowest;
        acting ^= lowest;
    }
    return mask;
}

/// The parts of one number as each way of computing it gives them.
struct CauseParts {
    std::vector<double> central;                       ///< [player]
    std::vector<std::array<double, kRuns>> of_runs;    ///< [player][replicate]
    std::vector<std::array<double, kRuns>> of_orders;  ///< [player][pair of orders]; empty where every subset was a world
};

/// A number in the worlds of the subsets of the causes that act on it, numbered by the players' bits.
class NumberWorlds {
  public:
    NumberWorlds(Worlds& worlds, const Explained& what, std::size_t causes)
        : worlds_(worlds), what_(what), acting_(worlds.acting(what)), full_(causes == 0 ? 0 : (std::size_t{1} << causes) - 1) {}

    [[nodiscard]] std::size_t acting() const { return acting_; }
    [[nodiscard]] std::size_t players() const { return static_cast<std::size_t>(std::popcount(acting_)); }
    [[nodiscard]] std::size_t everyone() const { return (std::size_t{1} << players()) - 1; }

    /// Where all that can act has changed, the others change too: the world is then the second scenario itself.
    const Runs* of(std::size_t subset) {
        const auto known = found_.find(subset);
        if (known != found_.end()) return &known->second;
        const auto runs = worlds_.number(what_, subset == everyone() && subset != 0 ? full_ : spread_out(subset, acting_));
        return runs ? &found_.emplace(subset, *runs).first->second : nullptr;
    }
    [[nodiscard]] std::size_t evaluated() const { return found_.size(); }

  private:
    Worlds& worlds_;
    const Explained& what_;
    std::size_t acting_, full_;
    std::map<std::size_t, Runs> found_;
};

/// Every subset is a world. (SE-1)
std::optional<CauseParts> over_subsets(NumberWorlds& number) {
    const std::size_t players = number.players();
    std::vector<const Runs*> worth;
    for (std::size_t subset = 0; subset <= number.everyone(); ++subset) {
        worth.push_back(number.of(subset));
        if (worth.back() == nullptr) return std::nullopt;
    }
    std::vector<double> numbers(worth.size());
    const auto values = [&](auto&& pick) {
        for (std::size_t s = 0; s < worth.size(); ++s) numbers[s] = pick(*worth[s]);
        return shapley_values(numbers, players);
    };
    CauseParts shares{values([](const Runs& runs) { return runs.value; }), std::vector<std::array<double, kRuns>>(players), {}};
    for (std::size_t r = 0; r < kRuns; ++r) {
        const auto one = values([&](const Runs& runs) { return runs.runs[r]; });
        for (std::size_t i = 0; i < players; ++i) shares.of_runs[i][r] = one[i];
    }
    return shares;
}

/// Sixteen random orders, each followed by its reverse: in every order the steps sum to the difference. (SE-2)
std::optional<CauseParts> over_orders(NumberWorlds& number, std::uint64_t seed) {
    const std::size_t players = number.players();
    CauseParts shares{std::vector<double>(players, 0.0), std::vector<std::array<double, kRuns>>(players), std::vector<std::array<double, kRuns>>(players)};
    for (std::size_t pair = 0; pair < kRuns; ++pair) {
        auto order = random_order(seed, pair, players);
        for (int direction = 0; direction < 2; ++direction) {
            std::size_t subset = 0;
            const Runs* before = number.of(subset);
            for (const std::size_t player : order) {
                subset |= std::size_t{1} << player;
                const Runs* after = number.of(subset);
                if (before == nullptr || after == nullptr) return std::nullopt;
                shares.of_orders[player][pair] += (after->value - before->value) / 2;
                shares.central[player] += (after->value - before->value) / (2 * kRuns);
                for (std::size_t r = 0; r < kRuns; ++r) shares.of_runs[player][r] += (after->runs[r] - before->runs[r]) / (2 * kRuns);
                before = after;
            }
            std::reverse(order.begin(), order.end());
        }
    }
    return shares;
}

Estimate part_of(const CauseParts& shares, std::size_t player) {
    const Estimate of_runs = from_runs(shares.central[player], shares.of_runs[player]);
    return shares.of_orders.empty() ? of_runs : with_both_errors(of_runs, from_runs(shares.central[player], shares.of_orders[player]));
}

std::optional<Attribution> explain(Worlds& worlds, const Explained& what, std::size_t causes, std::uint64_t seed) {
    NumberWorlds number(worlds, what, causes);
    const std::size_t players = number.players();
    const auto shares = players <= kMostCauses ? over_subsets(number) : over_orders(number, seed);
    if (!shares) return std::nullopt;
    const Runs& before = *number.of(0);
    const Runs& after = *number.of(number.everyone());
    Attribution answer;
    answer.what = what;
    answer.worlds = number.evaluated();
    answer.orders = shares->of_orders.empty() ? 0 : 2 * kRuns;
    answer.before = before.value;
    answer.after = after.value;
    answer.difference = players == 0 ? Estimate{} : what.probability ? difference(before, after) : from_runs(after.value - before.value, {});
    for (std::size_t cause = 0, player = 0; cause < causes; ++cause) {
        const bool acts = (number.acting() >> cause & 1u) != 0;
        answer.parts.push_back(acts ? part_of(*shares, player) : Estimate{});
        player += acts ? 1 : 0;
    }
    return answer;
}

}  // namespace

Causes causes_of(const CompiledModel& before, const CompiledModel& after, Grouping wanted) {
    Causes found;
    found.inputs = differing_inputs(before, after);
    for (const Grouping by : {Grouping::item, Grouping::name, Grouping::group}) {
        if (wanted != Grouping::automatic && by < wanted) continue;
        found.by = by;
        found.causes = grouped(found.inputs, by);
        if (found.causes.size() <= (wanted == Grouping::automatic ? kMostCauses : kMostOrderedCauses)) break;
    }
    return found;
}

std::vector<std::optional<Attribution>> attribute(const CompiledModel& before, const CompiledModel& after, const Causes& causes,
                                                  const std::vector<Explained>& numbers, const PlannerOptions& options,
                                                  engine::Executor& executor) {
    Worlds worlds(before, after, causes, options, executor);
    std::vector<std::optional<Attribution>> found;
    for (const Explained& what : numbers) found.push_back(explain(worlds, what, causes.causes.size(), options.seed));
    return found;
}

}  // namespace grdp::analysis
