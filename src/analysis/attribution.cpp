#include "grdp/analysis/attribution.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "cause_worlds.hpp"
#include "grdp/analysis/shapley.hpp"
#include "grdp/base/number.hpp"
#include "paired_runs.hpp"
#include "random_order.hpp"

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

/// Of each world at first.
constexpr std::uint64_t kFirstPoints = 256;
/// An error so much smaller than another is not seen beside it.
constexpr double kUnseen = 0.1;

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
    NumberWorlds(const CauseWorlds& worlds, const Explained& what)
        : worlds_(worlds), what_(what), acting_(worlds.acting(what)), effort_{what.probability ? kFirstPoints : 0, Estimator::automatic} {}

    [[nodiscard]] const Explained& what() const { return what_; }
    [[nodiscard]] std::size_t acting() const { return acting_; }
    [[nodiscard]] std::size_t players() const { return static_cast<std::size_t>(std::popcount(acting_)); }
    [[nodiscard]] std::size_t everyone() const { return (std::size_t{1} << players()) - 1; }
    [[nodiscard]] bool by_orders() const { return players() > kMostCauses; }

    /// Where all that can act has changed, the others change too: the world is then the second scenario itself.
    [[nodiscard]] std::size_t mask_of(std::size_t subset) const {
        return subset == everyone() && subset != 0 ? worlds_.everything() : spread_out(subset, acting_);
    }
    /// On the points that all worlds share.
    [[nodiscard]] const Runs* of(std::size_t subset) const { return worlds_.find(mask_of(subset), what_, effort_); }
    /// The scenarios themselves, as exactly as everywhere else.
    [[nodiscard]] const Runs* end(std::size_t subset) const { return worlds_.find(mask_of(subset), what_, {}); }

    [[nodiscard]] const WorldEffort& effort() const { return effort_; }
    void set_effort(const WorldEffort& effort) { effort_ = effort; }

  private:
    const CauseWorlds& worlds_;
    const Explained& what_;
    std::size_t acting_;
    WorldEffort effort_;
};

/// The subsets on the way of sixteen pairs of orders, or all of them.
std::vector<std::size_t> subsets_needed(const NumberWorlds& number, std::uint64_t seed) {
    std::vector<std::size_t> subsets;
    if (!number.by_orders()) {
        for (std::size_t subset = 0; subset <= number.everyone(); ++subset) subsets.push_back(subset);
        return subsets;
    }
    for (std::size_t pair = 0; pair < kRuns; ++pair) {
        std::size_t subset = 0;
        for (const std::size_t player : random_order(seed, pair, number.players())) {
            subsets.push_back(subset);
            subsets.push_back(number.everyone() ^ subset);  // of the reverse order
            subset |= std::size_t{1} << player;
        }
    }
    std::sort(subsets.begin(), subsets.end());
    subsets.erase(std::unique(subsets.begin(), subsets.end()), subsets.end());
    return subsets;
}

/// Every subset is a world. (SE-1)
std::optional<CauseParts> over_subsets(const NumberWorlds& number) {
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
std::optional<CauseParts> over_orders(const NumberWorlds& number, std::uint64_t seed) {
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

/// What the ends differ by from themselves on the shared points goes to the parts by their size: they sum to the difference. (SE-3)
void meet_the_ends(CauseParts& shares, const NumberWorlds& number) {
    const std::size_t players = number.players();
    const Runs &before = *number.end(0), &after = *number.end(number.everyone()), &near = *number.of(0), &far = *number.of(number.everyone());
    double whole = 0;
    for (const double part : shares.central) whole += magnitude(part);
    const auto add = [&](std::size_t i, double gap) { return whole > 0 ? gap * magnitude(shares.central[i]) / whole : gap / static_cast<double>(players); };
    std::vector<double> more(players);
    for (std::size_t i = 0; i < players; ++i) more[i] = add(i, (after.value - before.value) - (far.value - near.value));
    for (std::size_t i = 0; i < players; ++i) {
        for (std::size_t r = 0; r < kRuns; ++r) shares.of_runs[i][r] += add(i, (after.runs[r] - before.runs[r]) - (far.runs[r] - near.runs[r]));
    }
    for (std::size_t i = 0; i < players; ++i) shares.central[i] += more[i];
}

Estimate part_of(const CauseParts& shares, std::size_t player) {
    const Estimate of_runs = from_runs(shares.central[player], shares.of_runs[player]);
    return shares.of_orders.empty() ? of_runs : with_both_errors(of_runs, from_runs(shares.central[player], shares.of_orders[player]));
}

/// More points where they would make some part surer than its error of orders, and than was asked for; 0: there are enough.
std::uint64_t more_points(const NumberWorlds& number, const CauseParts& shares, const PlannerOptions& options) {
    double excess = 0;
    for (std::size_t i = 0; i < number.players(); ++i) {
        const double of_points = from_runs(shares.central[i], shares.of_runs[i]).standard_error;
        const double of_orders = shares.of_orders.empty() ? 0 : from_runs(shares.central[i], shares.of_orders[i]).standard_error;
        excess = std::max(excess, of_points / std::max(options.until_se, kUnseen * of_orders));
    }
    if (!(excess > 1)) return 0;
    std::uint64_t points = number.effort().points;
    // Where the first points are few the error may fall as 1/n; where that was not enough, as 1/sqrt(n).
    const double per_doubling = points == kFirstPoints ? 2.0 : 1.4142135623730951;
    for (double error = excess; error > 1; error /= per_doubling) points *= 2;
    return std::min(points, options.max_points);
}

/// The attribution of one number, made surer in rounds.
class Explanation {
  public:
    Explanation(const CauseWorlds& worlds, const Explained& what, const PlannerOptions& options)
        : number_(worlds, what), options_(options), subsets_(subsets_needed(number_, options.seed)) {}

    void want_ends(WorldsWanted& wanted) const {
        for (const std::size_t subset : {std::size_t{0}, number_.everyone()}) wanted.add(number_.mask_of(subset), number_.what(), {});
    }
    /// The estimator of the ends serves all worlds, so that their errors belong together.
    void choose_method() {
        const Runs *before = number_.end(0), *after = number_.end(number_.everyone());
        open_ = before != nullptr && after != nullptr;
        if (!open_ || !number_.what().probability) return;
        const auto rank = [](const Runs& end) { return std::pair(end.points, end.method); };
        number_.set_effort({kFirstPoints, std::max(rank(*before), rank(*after)).second});  // of the harder one, whichever comes first
    }
    [[nodiscard]] bool open() const { return open_; }
    void want(WorldsWanted& wanted) const {
        for (const std::size_t subset : subsets_) wanted.add(number_.mask_of(subset), number_.what(), number_.effort());
    }

    /// What the worlds computed so far say; open as long as more points would say more.
    void conclude() {
        shares_ = number_.by_orders() ? over_orders(number_, options_.seed) : over_subsets(number_);
        open_ = false;
        if (!shares_ || !number_.what().probability) return;
        meet_the_ends(*shares_, number_);
        const std::uint64_t points = more_points(number_, *shares_, options_);
        const bool used = std::any_of(subsets_.begin(), subsets_.end(), [&](std::size_t subset) { return uses_points(*number_.of(subset)); });
        if (points <= number_.effort().points || !used) return;
        number_.set_effort({points, number_.effort().method});
        open_ = true;
    }

    [[nodiscard]] std::optional<Attribution> answer(std::size_t causes) const {
        if (!shares_) return std::nullopt;
        const Runs &before = *number_.end(0), &after = *number_.end(number_.everyone());
        Attribution answer;
        answer.what = number_.what();
        answer.worlds = subsets_.size();
        answer.orders = shares_->of_orders.empty() ? 0 : 2 * kRuns;
        answer.before = before.value;
        answer.after = after.value;
        answer.difference = number_.players() == 0 ? Estimate{} : answer.what.probability ? difference(before, after) : from_runs(after.value - before.value, {});
        for (std::size_t cause = 0, player = 0; cause < causes; ++cause) {
            const bool acts = (number_.acting() >> cause & 1u) != 0;
            answer.parts.push_back(acts ? part_of(*shares_, player) : Estimate{});
            player += acts ? 1 : 0;
        }
        return answer;
    }

  private:
    static bool uses_points(const Runs& runs) { return runs.method != Estimator::plain && runs.method != Estimator::closed; }

    NumberWorlds number_;
    const PlannerOptions& options_;
    std::vector<std::size_t> subsets_;
    std::optional<CauseParts> shares_;
    bool open_ = true;
};

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
    CauseWorlds worlds(before, after, causes, options, executor);
    std::vector<Explanation> explanations;
    for (const Explained& what : numbers) explanations.emplace_back(worlds, what, options);
    WorldsWanted ends;
    for (const Explanation& one : explanations) one.want_ends(ends);
    worlds.compute(ends);
    for (Explanation& one : explanations) one.choose_method();
    const auto open = [](const Explanation& one) { return one.open(); };
    while (std::any_of(explanations.begin(), explanations.end(), open)) {
        WorldsWanted wanted;
        for (const Explanation& one : explanations) {
            if (one.open()) one.want(wanted);
        }
        worlds.compute(wanted);
        for (Explanation& one : explanations) {
            if (one.open()) one.conclude();
        }
    }
    std::vector<std::optional<Attribution>> found;
    for (const Explanation& one : explanations) found.push_back(one.answer(causes.causes.size()));
    return found;
}

}  // namespace grdp::analysis
