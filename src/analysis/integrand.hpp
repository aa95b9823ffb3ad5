// A function of uniforms whose mean is the wanted probability, and its mean over scrambled Sobol' points.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "grdp/analysis/event_estimate.hpp"

namespace grdp::analysis {

inline constexpr std::size_t kLanes = 256;
inline constexpr std::uint32_t kReplicates = 16;
/// First replicate of the small trial runs that choose among estimators; never one of the replicates of an answer.
inline constexpr std::uint32_t kTrialReplicate = 1u << 20;

/// Per point: the conditional probabilities below, within and above.
struct Shares {
    std::array<double, kLanes> below, within, above;
    std::uint64_t not_monotone = 0;  ///< points where the estimator's assumption fails
    std::uint64_t not_finite = 0;    ///< points without a value where the estimator needs one
    std::uint64_t failed = 0;        ///< points that belong to no share since they have no finite value
};

/// One worker's evaluator.
class Integrand {
  public:
    virtual ~Integrand() = default;
    /// u[d] points to kLanes uniforms of dimension d, which may be overwritten; the first `count` are points. Adds to the
    /// counts of `shares` and sets its arrays. Lanes beyond count up to a multiple of 8 hold valid uniforms too.
    virtual void run(double* const* u, std::size_t count, Shares& shares) = 0;
};

struct EventForm;

/// What an estimator is before it is run.
class Plan {
  public:
    virtual ~Plan() = default;
    [[nodiscard]] virtual std::size_t dimensions() const = 0;
    [[nodiscard]] virtual std::unique_ptr<Integrand> integrand() const = 0;
    /// Cost of a point in evaluations of the model, for the choice among plans.
    [[nodiscard]] virtual double cost() const = 0;
    [[nodiscard]] virtual Estimator method() const = 0;
    [[nodiscard]] virtual PlanReason reason() const = 0;
    [[nodiscard]] virtual const EventForm& form() const = 0;
};

/// Means over points [0, 2^level) of `replicates` independent scrambles, from replicate `first` on.
struct Replicated {
    struct Sums {
        double below = 0, within = 0, above = 0;
        std::uint64_t not_monotone = 0, not_finite = 0, failed = 0;
    };
    std::array<Sums, kReplicates> sums;
    std::uint32_t replicates = 0;
    unsigned level = 0;

    [[nodiscard]] std::uint64_t points() const { return std::uint64_t{replicates} << level; }
    [[nodiscard]] bool sound() const;
    [[nodiscard]] bool finite_only() const;  ///< no point failed for want of a finite value
};

class Journey;

/// The mean of a plan's integrand over more and more points. The plan and the options outlive it.
class Integration {
  public:
    Integration(const Plan& plan, const PlannerOptions& options, engine::Executor& executor);
    ~Integration();
    Integration(Integration&&) noexcept;
    Integration& operator=(Integration&&) = delete;

    /// The first points: 16 x 16 for a band, 16 x 64 where a point may miss the event altogether.
    void begin();
    /// Begins if need be, and doubles the points until the standard error is at most options.until_se, or to the cap, or an
    /// assumption fails.
    void finish();
    [[nodiscard]] const Replicated& runs() const;

  private:
    const Plan& plan_;
    const PlannerOptions& options_;
    std::unique_ptr<Journey> journey_;
    bool begun_ = false;
};
/// A trial of 8 x 16 points for a band, 8 x 64 for a condition.
[[nodiscard]] Replicated trial(const Plan& plan, const PlannerOptions& options, engine::Executor& executor);

/// (ES-23): mean of the replicates, its standard error, and the t interval cut to [0, 1].
[[nodiscard]] EventEstimate summary(const Plan& plan, const Replicated& runs, const PlannerOptions& options);

}  // namespace grdp::analysis
