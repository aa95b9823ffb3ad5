// Which targets cannot stand together, by how little, and what each is left by the others; AU-8.
#include <algorithm>
#include <numeric>

#include "audit_parts.hpp"

namespace grdp::analysis {
namespace {

constexpr std::size_t kExhaustive = 14;  // targets that are searched through by size: at most 2^14 small programmes

using Group = std::vector<const Check*>;

bool touches(const Check& check, std::uint32_t target) {
    return check.target == target ||
           std::any_of(check.terms.begin(), check.terms.end(), [&](const CheckTerm& term) { return term.target == target; });
}

bool share_a_target(const Check& a, const Check& b) {
    return touches(b, a.target) ||
           std::any_of(a.terms.begin(), a.terms.end(), [&](const CheckTerm& term) { return touches(b, term.target); });
}

// Checks that hang together through common targets; what disagrees in one group says nothing about another.
std::vector<Group> groups_of(const std::vector<Check>& checks) {
    std::vector<Group> groups;
    for (const auto& check : checks) {
        Group joined{&check};
        std::erase_if(groups, [&](const Group& group) {
            const bool linked = std::any_of(group.begin(), group.end(), [&](const Check* c) { return share_a_target(*c, check); });
            if (linked) joined.insert(joined.begin(), group.begin(), group.end());
            return linked;
        });
        groups.push_back(std::move(joined));
    }
    return groups;
}

/// Discrepancies of one case as a linear programme in the deviations of the stated numbers from those behind them.
class Deviations {
  public:
    Deviations(const SolvedSet& solved, const Group& checks, std::size_t at_case) {
        for (const Check* one : checks) {
            const Check& check = *one;
            note(check.target);
            for (const auto& term : check.terms)
                note(term.target);
        }
        const std::size_t m = targets_.size();
        problem_.a = Matrix(checks.size(), m + checks.size());
        for (std::size_t k = 0; k < checks.size(); ++k) {
            const auto& result = checks[k]->cases[at_case];
            const double scale = result.slack > 0 ? result.slack : 1.0;
            problem_.a(k, index_of(checks[k]->target)) -= 1 / scale;
            for (const auto& term : checks[k]->terms)
                problem_.a(k, index_of(term.target)) += term.weight / scale;
            problem_.a(k, m + k) = 1 / scale;
            problem_.b.push_back(-result.discrepancy / scale);
            scales_.push_back(scale);
            data_.push_back(result.slack_data + 1e-9 * std::max(1.0, size_of(result.stated)));
        }
        for (const auto target : targets_) {
            const auto& row = row_of(solved, target);
            const double rounding = rounding_of(row, row.cases[at_case]);
            low_.push_back(row.sense == model::Sense::at_most ? -kOpen : -rounding);
            high_.push_back(row.sense == model::Sense::at_least ? kOpen : rounding);
        }
    }

    [[nodiscard]] const std::vector<std::uint32_t>& targets() const { return targets_; }
    [[nodiscard]] double scale(std::size_t check) const { return scales_[check]; }
    [[nodiscard]] const BoxProblem& equations() const { return problem_; }

    /// `kept`: one flag per target; the others may be anything.
    [[nodiscard]] BoxProblem with(const std::vector<bool>& kept) const {
        BoxProblem problem = problem_;
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            problem.low.push_back(kept[i] ? low_[i] : -kOpen);
            problem.high.push_back(kept[i] ? high_[i] : kOpen);
        }
        for (const double slack : data_) {
            problem.low.push_back(-slack);
            problem.high.push_back(slack);
        }
        return problem;
    }
    [[nodiscard]] std::size_t index_of(std::uint32_t target) const {
        return static_cast<std::size_t>(std::find(targets_.begin(), targets_.end(), target) - targets_.begin());
    }

  private:
    void note(std::uint32_t target) {
        if (std::find(targets_.begin(), targets_.end(), target) == targets_.end()) targets_.push_back(target);
    }

    std::vector<std::uint32_t> targets_;
    BoxProblem problem_;
    Vector scales_;
    Vector data_;
    Vector low_;
    Vector high_;
};

// Leaves out one target after the other for as long as the rest still disagree.
std::vector<bool> filtered(const Deviations& deviations, std::size_t first) {
    const std::size_t m = deviations.targets().size();
    std::vector<bool> kept(m, true);
    for (std::size_t i = 0; i < m; ++i) {
        const std::size_t out = (first + i) % m;
        kept[out] = false;
        if (minimise(deviations.with(kept)).feasible) kept[out] = true;
    }
    return kept;
}

std::size_t size_of_set(const std::vector<bool>& kept) {
    return static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
}

// The first conflicting set of the least size, by trying all sizes below `size`.
std::optional<std::vector<bool>> smaller_set(const Deviations& deviations, std::size_t size) {
    const std::size_t m = deviations.targets().size();
    for (std::size_t wanted = 1; wanted < size; ++wanted) {
        std::vector<bool> kept(m, false);
        std::fill(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(wanted), true);
        do {
            if (!minimise(deviations.with(kept)).feasible) return kept;
        } while (std::prev_permutation(kept.begin(), kept.end()));
    }
    return std::nullopt;
}

std::vector<bool> least_conflict(const Deviations& deviations, bool& smallest) {
    const std::size_t m = deviations.targets().size();
    auto best = filtered(deviations, 0);
    for (std::size_t first = 1; first < m; ++first) {
        auto other = filtered(deviations, first);
        if (size_of_set(other) < size_of_set(best)) best = std::move(other);
    }
    smallest = m <= kExhaustive;
    if (!smallest) return best;
    const auto fewer = smaller_set(deviations, size_of_set(best));
    return fewer ? *fewer : best;
}

// y of the infeasible programme: the sum of y x discrepancy of the checks is more than all rounding together can give. Each
// stated number enters with its own total coefficient.
void certify(const SolvedSet& solved, const Deviations& deviations, const std::vector<bool>& kept, const Group& checks,
             const std::vector<Check>& all, Conflict& conflict) {
    const auto proof = minimise(deviations.with(kept)).proof;
    const std::size_t c = conflict.at_case;
    double largest = 0;
    for (std::size_t k = 0; k < checks.size(); ++k)
        largest = std::max(largest, size_of(proof[k] / deviations.scale(k)));
    std::vector<double> multipliers;
    for (std::size_t k = 0; k < checks.size(); ++k) {
        multipliers.push_back(proof[k] / deviations.scale(k) / largest);
        if (size_of(multipliers[k]) < 1e-9) continue;
        conflict.checks.push_back(static_cast<std::uint32_t>(checks[k] - all.data()));
        conflict.multipliers.push_back(multipliers[k]);
        conflict.excess -= multipliers[k] * checks[k]->cases[c].discrepancy;
        conflict.explained += size_of(multipliers[k]) * checks[k]->cases[c].slack_data;
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i]) continue;
        conflict.targets.push_back(deviations.targets()[i]);
        double coefficient = 0;
        for (std::size_t k = 0; k < checks.size(); ++k)
            coefficient += multipliers[k] * deviations.equations().a(k, i) * deviations.scale(k);
        const auto& row = row_of(solved, deviations.targets()[i]);
        conflict.explained += size_of(coefficient) * rounding_of(row, row.cases[c]);
    }
    std::sort(conflict.targets.begin(), conflict.targets.end());
}

}  // namespace

std::vector<Conflict> find_conflicts(const SolvedSet& solved, const std::vector<Check>& checks) {
    std::vector<Conflict> conflicts;
    for (const auto& group : groups_of(checks)) {
        std::optional<Conflict> found;
        for (std::size_t c = 0; c < solved.cases; ++c) {
            const Deviations deviations(solved, group, c);
            if (minimise(deviations.with(std::vector<bool>(deviations.targets().size(), true))).feasible) continue;
            Conflict conflict;
            conflict.at_case = static_cast<std::uint32_t>(c);
            certify(solved, deviations, least_conflict(deviations, conflict.smallest), group, checks, conflict);
            if (!found || conflict.targets.size() < found->targets.size()) found = std::move(conflict);
        }
        if (found) conflicts.push_back(std::move(*found));
    }
    return conflicts;
}

void leave_to_others(const SolvedSet& solved, const std::vector<Check>& checks, std::vector<Movement>& movements) {
    for (auto& movement : movements) {
        movement.low.assign(solved.cases, -kOpen);
        movement.high.assign(solved.cases, kOpen);
    }
    for (const auto& group : groups_of(checks)) {
        for (std::size_t c = 0; c < solved.cases; ++c) {
            const Deviations deviations(solved, group, c);
            for (auto& movement : movements) {
                const std::size_t own = deviations.index_of(movement.target);
                if (own == deviations.targets().size()) continue;
                std::vector<bool> kept(deviations.targets().size(), true);
                kept[own] = false;
                const auto problem = deviations.with(kept);
                Vector cost(problem.low.size(), 0.0);
                cost[own] = 1;
                const auto least = minimise(problem, cost);
                cost[own] = -1;
                const auto most = minimise(problem, cost);
                const double nothing = std::numeric_limits<double>::quiet_NaN();
                movement.low[c] = !least.feasible ? nothing : least.bounded ? movement.stated[c] + least.value : -kOpen;
                movement.high[c] = !most.feasible ? nothing : most.bounded ? movement.stated[c] - most.value : kOpen;
            }
        }
    }
}

std::vector<SignFault> sign_faults(const SolvedSet& solved) {
    std::vector<SignFault> faults;
    const auto& leaves = solved.system->network().leaves();
    for (std::size_t c = 0; c < solved.cases; ++c) {
        for (const std::size_t i : solved.system->unknown()) {
            const double value = (*solved.leaves[c])[i];
            if (leaves[i].projected * value >= 0) continue;
            faults.push_back({leaves[i].series, leaves[i].period, static_cast<std::uint32_t>(c), value});
        }
    }
    return faults;
}

}  // namespace grdp::analysis
