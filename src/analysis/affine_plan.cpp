// Numbers that are affine in normals: one bound has a closed form; several are taken in turn.
#include <algorithm>

#include "direction.hpp"
#include "event_form.hpp"
#include "grdp/engine/normal_scores.hpp"
#include "grdp/stats/elementary.hpp"
#include "truncated_normal.hpp"

namespace grdp::analysis {
namespace {

/// Rows of length below this, relative to their gradient, are combinations of earlier ones.
constexpr double kDependent = 1e-12;
constexpr double kInfinity = __builtin_huge_val();

/// number = constant + sum of weights[j] s_j over the scores of stages 0 .. stage; bounded by [low, high].
struct Row {
    double constant = 0, low = 0, high = 0;
    std::vector<double> weights;
};

/// Rows whose last score is the same bound it together.
using Stage = std::vector<Row>;

class AffineIntegrand final : public Integrand {
  public:
    AffineIntegrand(const EventForm& form, const std::vector<Stage>& stages, engine::Isa isa)
        : form_(form), stages_(stages), scores_(engine::normal_scores(isa)) {}

    void run(double* const* u, std::size_t count, Shares& shares) override {
        shares.within.fill(1);
        for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
            low_.fill(-kInfinity);
            high_.fill(kInfinity);
            for (const Row& row : stages_[stage]) narrow(row, u, count);
            interval_.set(low_.data(), high_.data(), count, scores_);
            for (std::size_t k = 0; k < count; ++k) {
                shares.within[k] *= interval_.mass(k);
                shares.below[k] = interval_.below(k);
                shares.above[k] = interval_.above(k);
            }
            if (stage + 1 < stages_.size()) interval_.draw(u[stage], count, scores_);
        }
        if (!form_.is_band) settle_condition(form_, shares.within.data(), count, shares);
    }

  private:
    /// u[j] holds the score of each earlier stage.
    void narrow(const Row& row, const double* const* u, std::size_t count) {
        const double w = row.weights.back();
        for (std::size_t k = 0; k < count; ++k) {
            double known = row.constant;
            for (std::size_t j = 0; j + 1 < row.weights.size(); ++j) known += row.weights[j] * u[j][k];
            const double a = (row.low - known) / w, b = (row.high - known) / w;
            low_[k] = std::max(low_[k], w > 0 ? a : b);
            high_[k] = std::min(high_[k], w > 0 ? b : a);
        }
    }

    const EventForm& form_;
    const std::vector<Stage>& stages_;
    engine::NormalScores scores_;
    TruncatedNormals interval_;
    std::array<double, kLanes> low_, high_;
};

class AffinePlan final : public Plan {
  public:
    AffinePlan(const EventForm& form, std::vector<Stage> stages, engine::Isa isa)
        : form_(form), stages_(std::move(stages)), isa_(isa) {}
    [[nodiscard]] std::size_t dimensions() const override { return stages_.size() - 1; }
    [[nodiscard]] std::unique_ptr<Integrand> integrand() const override {
        return std::make_unique<AffineIntegrand>(form_, stages_, isa_);
    }
    [[nodiscard]] const EventForm& form() const override { return form_; }
    [[nodiscard]] double cost() const override { return 1; }
    [[nodiscard]] Estimator method() const override { return dimensions() == 0 ? Estimator::closed : Estimator::sequential; }
    [[nodiscard]] PlanReason reason() const override {
        return dimensions() == 0 ? PlanReason::affine_gaussian : PlanReason::bounds_in_turn;
    }

  private:
    const EventForm& form_;
    std::vector<Stage> stages_;
    engine::Isa isa_;
};

/// Gram and Schmidt, twice is enough: the row of L in G = L Q, and a new row of Q where something is left.
std::vector<double> reduce(std::vector<double> g, std::vector<std::vector<double>>& basis) {
    double size = 0;
    for (const double x : g) size += x * x;
    std::vector<double> weights(basis.size(), 0.0);
    for (int round = 0; round < 2; ++round) {
        for (std::size_t j = 0; j < basis.size(); ++j) {
            double along = 0;
            for (std::size_t i = 0; i < g.size(); ++i) along += g[i] * basis[j][i];
            for (std::size_t i = 0; i < g.size(); ++i) g[i] -= along * basis[j][i];
            weights[j] += along;
        }
    }
    double rest = 0;
    for (const double x : g) rest += x * x;
    if (rest > kDependent * size) {
        const double length = stats::sqrt(rest);
        for (double& x : g) x /= length;
        basis.push_back(std::move(g));
        weights.push_back(length);
    }
    while (!weights.empty() && weights.back() * weights.back() <= kDependent * kDependent * size) weights.pop_back();
    return weights;
}

}  // namespace

PlanPointer affine_plan(const EventForm& form, engine::Isa isa) {
    const std::size_t n = form.coordinates();
    const std::vector<bool> all(n, true);
    for (const engine::Bound& bound : form.bounds) {
        if (!form.response.affine(bound.output, all)) return nullptr;
    }
    const std::vector<double> centre = form.response.at(std::vector<double>(n, 0.0));
    const std::vector<double> gradient = form.response.gradient(std::vector<double>(n, 0.0), 1.0);
    std::vector<std::vector<double>> basis;
    std::vector<Stage> stages;
    for (const engine::Bound& bound : form.bounds) {
        const auto first = gradient.begin() + static_cast<std::ptrdiff_t>(bound.output * n);
        Row row{centre[bound.output], bound.low, bound.high, reduce({first, first + static_cast<std::ptrdiff_t>(n)}, basis)};
        if (row.weights.empty()) return nullptr;  // certain
        stages.resize(std::max(stages.size(), row.weights.size()));
        stages[row.weights.size() - 1].push_back(std::move(row));
    }
    return std::make_unique<AffinePlan>(form, std::move(stages), isa);
}

}  // namespace grdp::analysis
