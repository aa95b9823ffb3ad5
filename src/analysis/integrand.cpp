#include "integrand.hpp"

#include <algorithm>
#include <vector>

#include "event_form.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/sobol.hpp"

namespace grdp::analysis {
namespace {

/// The first points fill the lanes once.
constexpr unsigned kFirstLevel = 4;
static_assert((kReplicates << kFirstLevel) == kLanes);
/// Of what may be missed by every point: a condition may be rare, an indicator and its surrogate may always agree.
constexpr unsigned kSafeLevel = 6;
/// 0.975 quantile of Student's t with 15 degrees of freedom: 16 replicates.
constexpr double kStudent15 = 2.131449545559323;
static_assert(kReplicates == 16);
constexpr double kFormulaRounding = 1e-16;

unsigned first_level(const Plan& plan, const PlannerOptions& options) {
    unsigned level = plan.form().is_band && plan.method() != Estimator::control ? kFirstLevel : kSafeLevel;
    while (level > 0 && (std::uint64_t{kReplicates} << level) > options.max_points) --level;
    return level;
}

/// What all replicates agree on to the last digit is not known better than the points allow: where a point may miss the event
/// altogether, as 0 of n says no more than about 3.7/n.
Estimate without_spread(const Plan& plan, const Replicated& runs, double value) {
    const bool may_miss = plan.form().bounds.size() > 1 || plan.method() == Estimator::control;
    if (may_miss && (value <= 0 || value >= 1)) return proportion(value <= 0 ? 0 : runs.points(), runs.points());
    return {value, kFormulaRounding, std::max(value - 2 * kFormulaRounding, 0.0), std::min(value + 2 * kFormulaRounding, 1.0)};
}

template <class F>
Estimate over_replicates(const Plan& plan, const Replicated& runs, F&& sum) {
    const double n = static_cast<double>(std::uint64_t{1} << runs.level), replicates = runs.replicates;
    double mean = 0;
    for (std::uint32_t r = 0; r < runs.replicates; ++r) mean += sum(runs.sums[r]) / n;
    mean /= replicates;
    double squares = 0;
    for (std::uint32_t r = 0; r < runs.replicates; ++r) {
        const double d = sum(runs.sums[r]) / n - mean;
        squares += d * d;
    }
    const double se = stats::sqrt(squares / (replicates * (replicates - 1)));
    const auto share = [](double x) { return std::clamp(x, 0.0, 1.0); };
    if (se == 0) return without_spread(plan, runs, share(mean));
    return {share(mean), se, share(mean - kStudent15 * se), share(mean + kStudent15 * se)};
}

/// A joint event that none of these points met: each says no more than a path, and costs more.
bool sees_nothing(const Plan& plan, const Replicated& runs) {
    if (plan.form().bounds.size() == 1 || runs.level < kSafeLevel) return false;
    const auto nothing = [](const Replicated::Sums& s) { return s.within == 0 || s.below == 0; };
    return std::all_of(runs.sums.begin(), runs.sums.begin() + runs.replicates, nothing);
}

Estimate share_within(const Plan& plan, const Replicated& runs) {
    return over_replicates(plan, runs, [](const Replicated::Sums& s) { return s.within; });
}

}  // namespace

class Journey {
  public:
    Journey(const Plan& plan, std::uint64_t seed, std::uint32_t first, std::uint32_t replicates, engine::Executor& executor)
        : plan_(plan), executor_(executor), desks_(executor.workers()) {
        runs_.replicates = replicates;
        for (std::uint32_t r = 0; r < replicates; ++r) nets_.emplace_back(seed, first + r, plan.dimensions());
    }

    /// Adds points [from, 2^level) to every replicate; those of few points share the lanes, which changes no bit.
    void reach(std::uint64_t from, unsigned level) {
        const std::uint64_t points = (std::uint64_t{1} << level) - from;
        const auto together = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(kLanes / points, 1, runs_.replicates));
        const auto task = [&](std::size_t group, std::size_t worker) {
            if (!desks_[worker]) desks_[worker] = std::make_unique<Desk>(plan_);
            const auto first = static_cast<std::uint32_t>(group) * together, last = std::min(first + together, runs_.replicates);
            for (std::uint32_t r = first; r < last; ++r) nets_[r].reach(level);
            if (together > 1) {
                add(*desks_[worker], first, last, from, static_cast<std::size_t>(points));
                return;
            }
            for (std::uint64_t at = from; at < from + points; at += kLanes) {
                add(*desks_[worker], first, last, at, static_cast<std::size_t>(std::min<std::uint64_t>(kLanes, from + points - at)));
            }
        };
        executor_.run((runs_.replicates + together - 1) / together, task, {});
        runs_.level = level;
    }

    [[nodiscard]] const Replicated& runs() const { return runs_; }

  private:
    /// Uniforms and shares of one worker.
    struct Desk {
        std::unique_ptr<Integrand> integrand;
        std::vector<double> uniforms;
        std::vector<double*> dimensions;
        Shares shares;

        explicit Desk(const Plan& plan)
            : integrand(plan.integrand()), uniforms(plan.dimensions() * kLanes, 0.5), dimensions(plan.dimensions()) {
            for (std::size_t d = 0; d < dimensions.size(); ++d) dimensions[d] = uniforms.data() + d * kLanes;
        }
    };

    /// `count` points from `from` on of each of the replicates, one beside the other.
    void add(Desk& desk, std::uint32_t first, std::uint32_t last, std::uint64_t from, std::size_t count) {
        for (std::size_t d = 0; d < desk.dimensions.size(); ++d) {
            for (std::uint32_t r = first; r < last; ++r) nets_[r].fill(d, from, count, desk.dimensions[d] + (r - first) * count);
        }
        Shares& shares = desk.shares;
        shares.not_monotone = shares.not_finite = shares.failed = 0;
        desk.integrand->run(desk.dimensions.data(), (last - first) * count, shares);
        for (std::uint32_t r = first; r < last; ++r) {
            double below = 0, within = 0, above = 0;
            for (std::size_t k = (r - first) * count; k < (r - first + 1) * count; ++k) {
                below += shares.below[k];
                within += shares.within[k];
                above += shares.above[k];
            }
            runs_.sums[r].below += below;
            runs_.sums[r].within += within;
            runs_.sums[r].above += above;
        }
        runs_.sums[first].not_monotone += shares.not_monotone;
        runs_.sums[first].not_finite += shares.not_finite;
        runs_.sums[first].failed += shares.failed;
    }

    const Plan& plan_;
    engine::Executor& executor_;
    std::vector<stats::ScrambledSobol> nets_;
    std::vector<std::unique_ptr<Desk>> desks_;
    Replicated runs_;
};

bool Replicated::sound() const {
    return finite_only() && std::all_of(sums.begin(), sums.end(), [](const Replicated::Sums& s) { return s.not_monotone == 0; });
}

bool Replicated::finite_only() const {
    return std::all_of(sums.begin(), sums.end(), [](const Replicated::Sums& s) { return s.not_finite == 0; });
}

Integration::Integration(const Plan& plan, const PlannerOptions& options, engine::Executor& executor)
    : plan_(plan), options_(options), journey_(std::make_unique<Journey>(plan, options.seed, 0, kReplicates, executor)) {}
Integration::~Integration() = default;
Integration::Integration(Integration&&) noexcept = default;

const Replicated& Integration::runs() const { return journey_->runs(); }

void Integration::begin() {
    journey_->reach(0, first_level(plan_, options_));
    begun_ = true;
}

void Integration::finish() {
    if (!begun_) begin();
    while (runs().sound() && share_within(plan_, runs()).standard_error > options_.until_se) {
        const unsigned level = runs().level + 1;
        if (level > stats::kSobolLevels || (std::uint64_t{kReplicates} << level) > options_.max_points) break;
        if (options_.estimator == Estimator::automatic && sees_nothing(plan_, runs())) break;
        journey_->reach(std::uint64_t{1} << (level - 1), level);
    }
}

Replicated trial(const Plan& plan, const PlannerOptions& options, engine::Executor& executor) {
    Journey journey(plan, options.seed, kTrialReplicate, 8, executor);
    journey.reach(0, first_level(plan, options));
    return journey.runs();
}

EventEstimate summary(const Plan& plan, const Replicated& runs, const PlannerOptions& options) {
    EventEstimate answer;
    answer.method = plan.method();
    answer.reason = plan.reason();
    answer.replicates = runs.replicates;
    answer.points = runs.points();
    for (const Replicated::Sums& s : runs.sums) answer.failed += s.failed;
    using Sums = Replicated::Sums;
    answer.below = over_replicates(plan, runs, [](const Sums& s) { return s.below; });
    answer.within = share_within(plan, runs);
    answer.at_least = over_replicates(plan, runs, [](const Sums& s) { return s.within + s.above; });
    if (plan.form().is_band) answer.above = over_replicates(plan, runs, [](const Sums& s) { return s.above; });  // a condition has none
    answer.reached = answer.within.standard_error <= options.until_se;
    const double n = static_cast<double>(std::uint64_t{1} << runs.level);
    for (std::uint32_t r = 0; r < runs.replicates; ++r) {
        answer.within_runs.push_back(runs.sums[r].within / n);
        answer.at_least_runs.push_back((runs.sums[r].within + runs.sums[r].above) / n);
    }
    return answer;
}

}  // namespace grdp::analysis
