#include "grdp/analysis/shapley_effects.hpp"

#include <algorithm>

#include "grdp/analysis/shapley.hpp"
#include "grdp/base/number.hpp"
#include "reach.hpp"
#include "share_worlds.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

constexpr double kEnough = 0.01;
constexpr std::uint64_t kFirstDraws = 1'024;
constexpr std::size_t kLaneCount = engine::ResponseLanes::kLanes;

/// Shapley effects over all subsets of the inputs. (SE-8)
class SubsetShares {
  public:
    SubsetShares(const ShareWorlds& worlds, const engine::Sampling& sampling, std::vector<UncertainInput> inputs) : worlds_(worlds), sampling_(sampling) {
        found_.inputs = std::move(inputs);
        found_.exact = worlds.exact();
    }

    Result<UncertaintyShares> run(engine::Executor& executor) {
        worlds_.spaces().each([&](std::size_t mask, const Basis& basis) { subsets_.emplace_back(mask, basis); });
        std::sort(subsets_.begin(), subsets_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [mask, basis] : subsets_) left_.push_back(worlds_.left_of_surrogate(basis));
        if (found_.exact) return exact();
        draw(executor);
        return sampled();
    }

  private:
    Result<UncertaintyShares> exact() {
        const std::size_t n = found_.inputs.size();
        const double whole = left_.front();
        if (!(whole > 0)) return nothing_to_share();
        found_.variance = whole;
        std::vector<double> worth;
        for (const double left : left_) worth.push_back((whole - left) / whole);
        for (const double share : shapley_values(worth, n)) found_.shapley.push_back(known_share(share));
        for (std::size_t i = 0; i < n; ++i) {
            found_.first_order.push_back(known_share(worth[std::size_t{1} << i]));
            found_.total.push_back(known_share(1 - worth[worth.size() - 1 - (std::size_t{1} << i)]));
        }
        return std::move(found_);
    }

    void draw(engine::Executor& executor) {
        const std::size_t blocks = static_cast<std::size_t>(sampling_.draws) / kLaneCount + 1;
        draws_ = blocks * kLaneCount;
        halves_.assign(subsets_.size() * draws_, 0.0);
        const auto task = [&](std::size_t block, std::size_t) {
            ShareWorlds::Paths paths(worlds_, block * kLaneCount, kLaneCount);
            for (std::size_t s = 0; s < subsets_.size(); ++s) paths.left(subsets_[s].second, left_[s], halves_.data() + s * draws_ + block * kLaneCount);
        };
        executor.run(blocks, task, {});
    }

    Result<UncertaintyShares> sampled() {
        const std::size_t n = found_.inputs.size(), all = subsets_.size() - 1;
        found_.draws = draws_;
        const std::vector<double> whole(halves_.begin(), halves_.begin() + static_cast<std::ptrdiff_t>(draws_));
        double mean = 0;
        for (const double x : whole) mean += x / static_cast<double>(draws_);
        if (!finite(mean)) return too_few_for_index("some paths have no finite value");
        if (!(mean > 0)) return nothing_to_share();
        found_.variance = mean;
        std::vector<std::vector<double>> shares(n, std::vector<double>(draws_)), first = shares, total = shares;
        std::vector<double> worth(subsets_.size());
        for (std::size_t k = 0; k < draws_; ++k) {
            for (std::size_t s = 0; s < worth.size(); ++s) worth[s] = whole[k] - halves_[s * draws_ + k];
            const auto values = shapley_values(worth, n);
            for (std::size_t i = 0; i < n; ++i) {
                shares[i][k] = values[i];
                first[i][k] = worth[std::size_t{1} << i];
                total[i][k] = worth[all] - worth[all - (std::size_t{1} << i)];
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            found_.shapley.push_back(share_of(shares[i], whole));
            found_.first_order.push_back(share_of(first[i], whole));
            found_.total.push_back(share_of(total[i], whole));
        }
        if (auto enough = check_share_errors(found_, sampling_.draws); !enough) return enough.diagnostics();
        return std::move(found_);
    }

    const ShareWorlds& worlds_;
    const engine::Sampling& sampling_;
    std::vector<std::pair<std::size_t, Basis>> subsets_;
    std::vector<double> left_;    ///< per subset, of the surrogate
    std::vector<double> halves_;  ///< [subset x draw]
    std::size_t draws_ = 0;
    UncertaintyShares found_;
};

std::string stem_of_input(const std::string& name) { return name.substr(0, name.find('[')); }

double worst(const UncertaintyShares& shares) {
    double most = 0;
    for (const Estimate& share : shares.shapley) most = std::max(most, share.standard_error);
    return most;
}

void add_input(std::vector<UncertainInput>& inputs, const std::string& name, bool is_shock, std::uint32_t member) {
    const auto same = [&](const UncertainInput& one) { return one.is_shock == is_shock && one.name == name; };
    const auto at = std::find_if(inputs.begin(), inputs.end(), same);
    if (at != inputs.end()) at->members.push_back(member);
    else inputs.push_back({name, is_shock, {member}});
}

}  // namespace

std::vector<UncertainInput> uncertain_inputs(const CompiledModel& model, const UncertainNumber& number) {
    Reach reach;
    if (number.event) {
        const model::Event& event = model.events[number.index];
        reach = reach_of_expression(model, event.is_band ? event.value : event.condition);
    } else {
        reach = reach_of_series(model, number.index);
    }
    reach.add(reach_of_observations(model));
    std::vector<UncertainInput> inputs;
    for (const bool one_by_one : {true, false}) {
        inputs.clear();
        for (std::uint32_t i = 0; i < model.shocks.size(); ++i) {
            if (!reach.shocks.contains(model.shocks[i].name) || stats::is_point_mass(model.shocks[i].law)) continue;
            add_input(inputs, one_by_one ? model.shocks[i].name : stem_of_input(model.shocks[i].name), true, i);
        }
        for (std::uint32_t i = 0; i < model.parameters.size(); ++i) {
            if (model.parameters[i].sd > 0 && reach.parameters.contains(model.parameters[i].name)) add_input(inputs, stem_of_input(model.parameters[i].name), false, i);
        }
        if (inputs.size() <= kMostUncertainInputs) break;
    }
    return inputs;
}

Result<UncertaintyShares> uncertainty_shares(const CompiledModel& model, const UncertainNumber& number, const engine::Sampling& sampling, engine::Executor& executor,
                                             std::size_t most_subsets) {
    const auto inputs = uncertain_inputs(model, number);
    if (inputs.empty()) return nothing_to_share();
    // points double until every share is known to 1 % of the variance, at most to the draws allowed
    engine::Sampling own = sampling;
    const ShareWorlds worlds(model, number, own, inputs);
    if (!worlds.exact() && sampling.draws < kLeastIndexDraws) return too_few_for_index(std::to_string(sampling.draws) + " draws are too few for an index of sensitivity");
    for (own.draws = std::min<std::uint64_t>(kFirstDraws, sampling.draws);; own.draws *= 2) {
        auto shares = inputs.size() <= most_subsets ? SubsetShares(worlds, own, inputs).run(executor) : shares_over_orders(worlds, own, inputs, executor);
        const bool last = 2 * own.draws > sampling.draws;
        if (last || (shares && (worlds.exact() || worst(*shares) <= kEnough)) || (!shares && shares.diagnostics().items().front().code != Code{7311})) return shares;
    }
}

}  // namespace grdp::analysis
