// One direction integrated exactly: line integration, and conditioning on all but the last period's shocks.
#include <algorithm>

#include "event_form.hpp"
#include "grdp/engine/normal_scores.hpp"
#include "line_along.hpp"
#include "truncated_normal.hpp"

namespace grdp::analysis {

void settle_condition(const EventForm& form, const double* holds, std::size_t count, Shares& shares) {
    for (std::size_t k = 0; k < count; ++k) {
        const double p = form.complement ? 1 - holds[k] : holds[k];
        shares.within[k] = p;
        shares.below[k] = 1 - p;
        shares.above[k] = 0;
    }
}

namespace {

class LinePlan;

class LineIntegrand final : public Integrand {
  public:
    explicit LineIntegrand(const LinePlan& plan);
    void run(double* const* u, std::size_t count, Shares& shares) override;

  private:
    const LinePlan& plan_;
    engine::NormalScores scores_;
    LineKernels kernels_;
    std::vector<double*> moving_;  ///< normals along the coordinates of the direction
    LineSearch search_;
    TruncatedNormals interval_;
};

class LinePlan final : public Plan {
  public:
    LinePlan(const EventForm& form, Line line, Estimator method, PlanReason reason, engine::Isa isa)
        : form_(form), line_(std::move(line)), rotation_(line_.direction, turns(line_, form.gradients.deviations)), method_(method),
          reason_(reason), isa_(isa) {
        std::vector<std::size_t> order;
        for (const std::size_t place : rotation_.pivots()) order.push_back(line_.direction.coordinates[place]);
        for (const std::size_t i : sampling_order(line_.response)) {
            if (std::find(order.begin(), order.end(), i) == order.end()) order.push_back(i);
        }
        sampled_.assign(order.begin() + 1, order.end());
    }
    [[nodiscard]] std::size_t dimensions() const override { return sampled_.size(); }
    [[nodiscard]] std::unique_ptr<Integrand> integrand() const override { return std::make_unique<LineIntegrand>(*this); }
    [[nodiscard]] const EventForm& form() const override { return form_; }
    [[nodiscard]] double cost() const override { return line_.evaluations(); }
    [[nodiscard]] Estimator method() const override { return method_; }
    [[nodiscard]] PlanReason reason() const override { return reason_; }

  private:
    friend class LineIntegrand;
    const EventForm& form_;
    Line line_;
    Rotation rotation_;
    Estimator method_;
    PlanReason reason_;
    engine::Isa isa_;
    std::vector<std::size_t> sampled_;  ///< coordinate of each dimension, the leading ones first
};

LineIntegrand::LineIntegrand(const LinePlan& plan)
    : plan_(plan), scores_(engine::normal_scores(plan.isa_)), kernels_(line_kernels(plan.isa_)), search_(plan.line_, plan.isa_) {
    for (const std::size_t i : plan.line_.direction.coordinates) moving_.push_back(search_.base(i));
}

void LineIntegrand::run(double* const* u, std::size_t count, Shares& shares) {
    const std::size_t whole = (count + 7) / 8 * 8;
    for (std::size_t d = 0; d < plan_.sampled_.size(); ++d) {
        scores_.quantiles(u[d], whole);
        std::copy_n(u[d], whole, search_.base(plan_.sampled_[d]));
    }
    plan_.rotation_.apply(moving_.data(), whole, kernels_);
    search_.run(count, shares);

    interval_.set(search_.low.data(), search_.high.data(), count, scores_);
    for (std::size_t k = 0; k < count; ++k) {
        const bool falling = search_.falling[k] != 0;
        shares.below[k] = falling ? interval_.above(k) : interval_.below(k);
        shares.within[k] = interval_.mass(k);
        shares.above[k] = falling ? interval_.below(k) : interval_.above(k);
    }
    if (!plan_.form_.is_band) settle_condition(plan_.form_, shares.within.data(), count, shares);
}

}  // namespace

PlanPointer line_plan(const EventForm& form, engine::Isa isa) {
    std::vector<std::size_t> all(form.coordinates());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    Line line = line_along(form.response, form.bounds, form.gradients.mean, all);
    if (line.direction.empty()) return nullptr;
    return std::make_unique<LinePlan>(form, std::move(line), Estimator::line, PlanReason::monotone, isa);
}

PlanPointer conditioning_plan(const EventForm& form, engine::Isa isa) {
    const auto& coordinates = form.response.coordinates();
    std::uint32_t last = 0;
    for (const engine::Coordinate& at : coordinates) last = std::max(last, at.ordinal);
    const auto affine = [&](const std::vector<bool>& in) {
        return std::all_of(form.bounds.begin(), form.bounds.end(),
                           [&](const engine::Bound& bound) { return form.response.affine(bound.output, in); });
    };
    // The last normal of a period enters the last shock only, the first one all: taken from the end.
    std::vector<bool> in(coordinates.size(), false);
    std::vector<std::size_t> block;
    for (std::size_t i = coordinates.size(); i-- > 0 && coordinates[i].ordinal == last;) {
        in[i] = true;
        if (affine(in)) block.insert(block.begin(), i);
        else in[i] = false;
    }
    if (block.empty()) return nullptr;
    Line line = line_along(form.response, form.bounds, form.gradients.mean, block);
    if (line.direction.empty()) return nullptr;
    line.affine = true;
    return std::make_unique<LinePlan>(form, std::move(line), Estimator::conditioning, PlanReason::affine_last_period, isa);
}

}  // namespace grdp::analysis
