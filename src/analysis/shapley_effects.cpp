#include "grdp/analysis/shapley_effects.hpp"

#include <algorithm>

#include "band_covariance.hpp"
#include "grdp/accounts/band.hpp"
#include "grdp/analysis/path_sample.hpp"
#include "grdp/analysis/shapley.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/random.hpp"
#include "input_spaces.hpp"
#include "reach.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

constexpr double kNormal95OfShares = 1.959963984540054;
constexpr double kMostError = 0.05;
constexpr double kEnough = 0.01;
constexpr std::uint64_t kFirstDraws = 1'024;
constexpr std::size_t kLaneCount = engine::ResponseLanes::kLanes;

engine::Quantity quantity_of(const UncertainNumber& number) {
    return number.event ? engine::Quantity::event(number.index) : engine::Quantity::cell(number.index, number.period);
}

Diagnostic too_few_for_index(const std::string& why) {
    return {Code{7311}, {}, why, "at least " + std::to_string(kLeastIndexDraws) + " draws, and enough for standard errors below 5 % of the variance", "add --draws, ten times as many"};
}

/// The number less its mean per deviation: what an event asks, in the units of the surrogate.
struct LinearSurrogate {
    double centre = 0;
    std::vector<double> gradient;
    double size = 0;  ///< of the gradient: standard deviation of the surrogate
    double low = 0, high = 0;  ///< band of an event, in standard deviations
};

/// Worth of subsets: the variance that knowledge of the inputs removes. (SE-8)
class ShareEstimator {
  public:
    ShareEstimator(const CompiledModel& model, const UncertainNumber& number, const engine::Sampling& sampling, std::vector<UncertainInput> inputs)
        : model_(model), number_(number), sampling_(sampling), response_(model, {quantity_of(number)}, sampling.dispersion),
          spaces_(model, response_, inputs, sampling.dispersion) {
        found_.inputs = std::move(inputs);
        const std::vector<double> origin(response_.coordinates().size(), 0.0);
        surrogate_.centre = response_.at(origin).front();
        const bool affine = response_.affine(0, std::vector<bool>(origin.size(), true));
        surrogate_.gradient = response_.gradient(origin, affine ? 1.0 : 0x1p-7);
        surrogate_.size = stats::sqrt(inner(surrogate_.gradient, surrogate_.gradient));
        if (number.event && model.events[number.index].is_band) {
            const model::Event& event = model.events[number.index];
            surrogate_.low = (accounts::inclusive_low(std::min(event.low, event.high)) - surrogate_.centre) / surrogate_.size;
            surrogate_.high = (accounts::inclusive_high(std::max(event.low, event.high)) - surrogate_.centre) / surrogate_.size;
        }
        const bool truth = number.event && !model.events[number.index].is_band;
        usable_ = !truth && finite(surrogate_.centre) && surrogate_.size > 0;
        found_.exact = usable_ && affine;
    }

    Result<UncertaintyShares> run(engine::Executor& executor) {
        spaces_.each([&](std::size_t mask, const Basis& basis) { subsets_.emplace_back(mask, basis); });
        std::sort(subsets_.begin(), subsets_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [mask, basis] : subsets_) left_.push_back(left_of_surrogate(basis));
        if (found_.exact) return exact();
        if (sampling_.draws < kLeastIndexDraws) return too_few_for_index(std::to_string(sampling_.draws) + " draws are too few for an index of sensitivity");
        draw(executor);
        return sampled();
    }

  private:
    /// Variance of the surrogate (or of its event) that is left when the inputs of the basis are known: closed form.
    [[nodiscard]] double left_of_surrogate(const Basis& basis) const {
        if (!usable_) return 0;
        double known = 0;
        for (const auto& unit : basis) {
            const double along = inner(surrogate_.gradient, unit);
            known += along * along;
        }
        const double whole = surrogate_.size * surrogate_.size;
        known = std::min(known, whole);
        if (!number_.event) return whole - known;
        const double p = band_mass(surrogate_.low, surrogate_.high);
        return p * (1 - p) - band_covariance(surrogate_.low, surrogate_.high, known / whole);
    }

    Result<UncertaintyShares> exact() {
        const std::size_t n = found_.inputs.size();
        const double whole = left_.front();
        if (!(whole > 0)) return nothing();
        found_.variance = whole;
        std::vector<double> worth;
        for (const double left : left_) worth.push_back((whole - left) / whole);
        const auto exactly = [](double x) { return Estimate{x, 0, x, x}; };
        for (const double share : shapley_values(worth, n)) found_.shapley.push_back(exactly(share));
        for (std::size_t i = 0; i < n; ++i) {
            found_.first_order.push_back(exactly(worth[std::size_t{1} << i]));
            found_.total.push_back(exactly(1 - worth[worth.size() - 1 - (std::size_t{1} << i)]));
        }
        return std::move(found_);
    }

    static Diagnostic nothing() {
        return {Code{7313}, {}, "the number has no uncertainty to be shared out", "a number that some shock or uncertain parameter reaches", "or an event that may happen or not"};
    }

    /// Per path and subset half the squared difference of two worlds that share the inputs of the subset. (SE-11)
    void draw(engine::Executor& executor) {
        const std::size_t blocks = static_cast<std::size_t>(sampling_.draws) / kLaneCount + 1;
        draws_ = blocks * kLaneCount;
        halves_.assign(subsets_.size() * draws_, 0.0);
        executor.run(blocks, [&](std::size_t block, std::size_t) { draw_block(block); }, {});
    }

    void draw_block(std::size_t block) {
        const std::size_t n = response_.coordinates().size();
        engine::ResponseLanes lanes(response_, sampling_.isa);
        std::vector<double> own(n * kLaneCount), other(n * kLaneCount);
        for (std::size_t i = 0; i < n; ++i) {
            const engine::Coordinate& at = response_.coordinates()[i];
            for (std::size_t k = 0; k < kLaneCount; ++k) {
                own[i * kLaneCount + k] = normal(2 * (block * kLaneCount + k), at);
                other[i * kLaneCount + k] = normal(2 * (block * kLaneCount + k) + 1, at);
            }
        }
        std::vector<double> base(kLaneCount), base_line(kLaneCount), mixed(n * kLaneCount), now(kLaneCount), now_line(kLaneCount);
        evaluate(lanes, own, base, base_line);
        for (std::size_t s = 0; s < subsets_.size(); ++s) {
            mix(subsets_[s].second, own, other, mixed);
            evaluate(lanes, mixed, now, now_line);
            for (std::size_t k = 0; k < kLaneCount; ++k) {
                const double gap = base[k] - now[k], line = base_line[k] - now_line[k];
                halves_[s * draws_ + block * kLaneCount + k] = (gap * gap - line * line) / 2 + left_[s];
            }
        }
    }

    [[nodiscard]] double normal(std::uint64_t path, const engine::Coordinate& at) const {
        const stats::NormalPair pair = stats::normal_pair(sampling_.seed, path, at.ordinal, at.index / 2);
        return at.index % 2 == 0 ? pair.z0 : pair.z1;
    }

    /// What lies in the space of the basis from `own`, the rest from `other`.
    static void mix(const Basis& basis, const std::vector<double>& own, const std::vector<double>& other, std::vector<double>& mixed) {
        mixed = other;
        std::vector<double> along(kLaneCount);
        for (const auto& unit : basis) {
            std::fill(along.begin(), along.end(), 0.0);
            for (std::size_t i = 0; i < unit.size(); ++i) {
                if (unit[i] == 0) continue;
                for (std::size_t k = 0; k < kLaneCount; ++k) along[k] += unit[i] * (own[i * kLaneCount + k] - other[i * kLaneCount + k]);
            }
            for (std::size_t i = 0; i < unit.size(); ++i) {
                if (unit[i] == 0) continue;
                for (std::size_t k = 0; k < kLaneCount; ++k) mixed[i * kLaneCount + k] += unit[i] * along[k];
            }
        }
    }

    void evaluate(engine::ResponseLanes& lanes, const std::vector<double>& z, std::vector<double>& value, std::vector<double>& line) const {
        const std::size_t n = response_.coordinates().size();
        std::fill(line.begin(), line.end(), 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            std::copy_n(z.begin() + static_cast<std::ptrdiff_t>(i * kLaneCount), kLaneCount, lanes.coordinate(i));
            if (!usable_) continue;
            for (std::size_t k = 0; k < kLaneCount; ++k) line[k] += surrogate_.gradient[i] * z[i * kLaneCount + k];
        }
        lanes.run(kLaneCount);
        std::copy_n(lanes.output(0), kLaneCount, value.begin());
        if (!number_.event) return;
        for (std::size_t k = 0; k < kLaneCount; ++k) {
            value[k] = place(model_.events[number_.index], value[k]) == Place::within ? 1 : 0;
            const double score = usable_ ? line[k] / surrogate_.size : 0;
            line[k] = usable_ && score >= surrogate_.low && score <= surrogate_.high ? 1 : 0;
        }
    }

    Result<UncertaintyShares> sampled() {
        const std::size_t n = found_.inputs.size(), all = subsets_.size() - 1;
        found_.draws = draws_;
        std::vector<double> whole(halves_.begin(), halves_.begin() + static_cast<std::ptrdiff_t>(draws_));
        double mean = 0;
        for (const double x : whole) mean += x / static_cast<double>(draws_);
        if (!(mean > 0)) return finite(mean) ? nothing() : too_few_for_index("some paths have no finite value");
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
            found_.shapley.push_back(ratio(shares[i], whole, mean));
            found_.first_order.push_back(ratio(first[i], whole, mean));
            found_.total.push_back(ratio(total[i], whole, mean));
            if (found_.shapley.back().standard_error > kMostError) {
                return too_few_for_index(std::to_string(sampling_.draws) + " draws leave the share of " + found_.inputs[i].name + " uncertain by " +
                               std::to_string(static_cast<int>(100 * found_.shapley.back().standard_error)) + " % of the variance");
            }
        }
        return std::move(found_);
    }

    /// Share of the variance by the delta method; a share lies in [0, 1], so do estimate and interval.
    [[nodiscard]] Estimate ratio(const std::vector<double>& part, const std::vector<double>& whole, double mean) const {
        const auto count = static_cast<double>(draws_);
        double sum = 0;
        for (const double x : part) sum += x / count;
        const double share = sum / mean;
        double squares = 0;
        for (std::size_t k = 0; k < draws_; ++k) {
            const double d = (part[k] - share * whole[k]) / mean;
            squares += d * d;
        }
        const double error = stats::sqrt(squares / (count - 1) / count);
        const auto clamp = [](double x) { return std::clamp(x, 0.0, 1.0); };
        return {clamp(share), error, clamp(share - kNormal95OfShares * error), clamp(share + kNormal95OfShares * error)};
    }

    const CompiledModel& model_;
    const UncertainNumber& number_;
    const engine::Sampling& sampling_;
    engine::Response response_;
    InputSpaces spaces_;
    LinearSurrogate surrogate_;
    bool usable_ = false;
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

Result<UncertaintyShares> uncertainty_shares(const CompiledModel& model, const UncertainNumber& number, const engine::Sampling& sampling, engine::Executor& executor) {
    auto inputs = uncertain_inputs(model, number);
    if (inputs.empty() || inputs.size() > kMostUncertainInputs + 2) {
        return Diagnostic{Code{7313}, {}, inputs.empty() ? "no shock or uncertain parameter reaches the number" : std::to_string(inputs.size()) + " uncertain inputs are too many to be told apart",
                          "1 to " + std::to_string(kMostUncertainInputs) + " names of uncertain inputs", ""};
    }
    // points double until every share is known to 1 % of the variance, at most to the draws allowed
    engine::Sampling own = sampling;
    for (own.draws = std::min<std::uint64_t>(kFirstDraws, sampling.draws);; own.draws *= 2) {
        auto shares = ShareEstimator(model, number, own, inputs).run(executor);
        const bool last = 2 * own.draws > sampling.draws;
        if (last || (shares && (shares->exact || worst(*shares) <= kEnough)) || (!shares && shares.diagnostics().items().front().code != Code{7311})) return shares;
    }
}

}  // namespace grdp::analysis
