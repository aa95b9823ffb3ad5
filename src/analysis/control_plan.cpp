// Sampling with a linear surrogate: only what the surrogate does not explain is left to chance.
#include <algorithm>

#include "direction.hpp"
#include "event_form.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/normal_scores.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/sobol.hpp"

namespace grdp::analysis {
namespace {

constexpr std::uint32_t kSurrogateReplicate = kTrialReplicate + 128;
constexpr unsigned kSurrogateLevel = 10;

/// centre + sum of weights z, normal with this sd; and how much of each indicator it explains.
struct Surrogate {
    double centre = 0, sd = 0, low = 0, high = 0;
    std::vector<double> weights;
    double below = 0, above = 0;            ///< its probabilities
    double beta_below = 1, beta_above = 1;  ///< (ES-31)
};

class ControlIntegrand final : public Integrand {
  public:
    ControlIntegrand(const EventForm& form, const Surrogate& surrogate, const std::vector<std::size_t>& order, engine::Isa isa)
        : form_(form), surrogate_(surrogate), order_(order), scores_(engine::normal_scores(isa)), lanes_(form.response, isa) {}

    void run(double* const* u, std::size_t count, Shares& shares) override {
        indicators(u, count);
        for (std::size_t k = 0; k < count; ++k) {
            const double below = below_[k] - surrogate_.beta_below * (line_below_[k] - surrogate_.below);
            const double above = above_[k] - surrogate_.beta_above * (line_above_[k] - surrogate_.above);
            shares.below[k] = below;
            shares.above[k] = above;
            shares.within[k] = (failed_[k] ? 0.0 : 1.0) - below - above;
            shares.failed += failed_[k] ? 1u : 0u;
        }
        if (!form_.is_band) condition(count, shares);
    }

    /// Indicators of the event's number and of the surrogate.
    void indicators(double* const* u, std::size_t count) {
        const std::size_t whole = (count + 7) / 8 * 8;
        std::array<double, kLanes> line;
        line.fill(surrogate_.centre);
        for (std::size_t d = 0; d < order_.size(); ++d) {
            scores_.quantiles(u[d], whole);
            std::copy_n(u[d], whole, lanes_.coordinate(order_[d]));
            const double w = surrogate_.weights[order_[d]];
            for (std::size_t k = 0; k < count; ++k) line[k] += w * u[d][k];
        }
        lanes_.run(count);
        const engine::Bound& bound = form_.bounds.front();
        const double* f = lanes_.output(bound.output);
        for (std::size_t k = 0; k < count; ++k) {
            failed_[k] = !finite(f[k]);
            below_[k] = !failed_[k] && f[k] < bound.low ? 1 : 0;
            above_[k] = !failed_[k] && f[k] > bound.high ? 1 : 0;
            line_below_[k] = line[k] < surrogate_.low ? 1 : 0;
            line_above_[k] = line[k] > surrogate_.high ? 1 : 0;
        }
    }

    std::array<double, kLanes> below_, above_, line_below_, line_above_;
    std::array<bool, kLanes> failed_;

  private:
    void condition(std::size_t count, Shares& shares) const {
        for (std::size_t k = 0; k < count; ++k) {
            const double out = shares.below[k] + shares.above[k], in = shares.within[k];
            shares.within[k] = form_.complement ? out : in;
            shares.below[k] = form_.complement ? in : out;
            shares.above[k] = 0;
        }
    }

    const EventForm& form_;
    const Surrogate& surrogate_;
    const std::vector<std::size_t>& order_;
    engine::NormalScores scores_;
    engine::ResponseLanes lanes_;
};

class ControlPlan final : public Plan {
  public:
    ControlPlan(const EventForm& form, Surrogate surrogate, engine::Isa isa)
        : form_(form), surrogate_(std::move(surrogate)), order_(sampling_order(form.response)), isa_(isa) {}
    [[nodiscard]] std::size_t dimensions() const override { return order_.size(); }
    [[nodiscard]] std::unique_ptr<Integrand> integrand() const override { return make(); }
    [[nodiscard]] const EventForm& form() const override { return form_; }
    [[nodiscard]] double cost() const override { return 1; }
    [[nodiscard]] Estimator method() const override { return Estimator::control; }
    [[nodiscard]] PlanReason reason() const override { return PlanReason::surrogate; }

    /// beta = covariance of the two indicators over the variance of the surrogate's, from points of its own.
    void learn(std::uint64_t seed) {
        stats::ScrambledSobol net(seed, kSurrogateReplicate, dimensions());
        net.reach(kSurrogateLevel);
        std::vector<double> uniforms(dimensions() * kLanes);
        std::vector<double*> u;
        for (std::size_t d = 0; d < dimensions(); ++d) u.push_back(uniforms.data() + d * kLanes);
        const auto integrand = make();
        Covariance below, above;
        for (std::uint64_t first = 0; first < (std::uint64_t{1} << kSurrogateLevel); first += kLanes) {
            for (std::size_t d = 0; d < dimensions(); ++d) net.fill(d, first, kLanes, u[d]);
            integrand->indicators(u.data(), kLanes);
            for (std::size_t k = 0; k < kLanes; ++k) {
                below.add(integrand->below_[k], integrand->line_below_[k]);
                above.add(integrand->above_[k], integrand->line_above_[k]);
            }
        }
        surrogate_.beta_below = below.slope();
        surrogate_.beta_above = above.slope();
    }

  private:
    struct Covariance {
        double n = 0, x = 0, y = 0, xy = 0, yy = 0;
        void add(double a, double b) {
            n += 1;
            x += a;
            y += b;
            xy += a * b;
            yy += b * b;
        }
        [[nodiscard]] double slope() const {
            const double variance = yy - y * y / n;
            return variance > 0 ? (xy - x * y / n) / variance : 0;
        }
    };
    [[nodiscard]] std::unique_ptr<ControlIntegrand> make() const {
        return std::make_unique<ControlIntegrand>(form_, surrogate_, order_, isa_);
    }

    const EventForm& form_;
    Surrogate surrogate_;
    std::vector<std::size_t> order_;
    engine::Isa isa_;
};

}  // namespace

PlanPointer control_plan(const EventForm& form, const PlannerOptions& options) {
    if (form.bounds.size() != 1) return nullptr;
    const engine::Bound& bound = form.bounds.front();
    Surrogate surrogate;
    surrogate.weights = form.gradients.mean[bound.output];
    surrogate.centre = form.response.at(std::vector<double>(form.coordinates(), 0.0))[bound.output];
    double squares = 0;
    for (const double w : surrogate.weights) squares += w * w;
    if (!finite(surrogate.centre) || !(squares > 0)) return nullptr;
    surrogate.sd = stats::sqrt(squares);
    surrogate.low = bound.low;
    surrogate.high = bound.high;
    surrogate.below = stats::normal_cdf((bound.low - surrogate.centre) / surrogate.sd);
    surrogate.above = stats::normal_cdf((surrogate.centre - bound.high) / surrogate.sd);
    auto plan = std::make_unique<ControlPlan>(form, std::move(surrogate), options.isa);
    plan->learn(options.seed);
    return plan;
}

}  // namespace grdp::analysis
