// Bounds on several periods, taken in turn: the probability of each given the path so far, and a path that meets it.
#include <algorithm>
#include <map>

#include "event_form.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/normal_scores.hpp"
#include "line_along.hpp"
#include "truncated_normal.hpp"

namespace grdp::analysis {
namespace {

/// The bounds of one period. Coordinates of the line's response are local.
struct BoundStage {
    Line line;
    std::vector<std::size_t> global;       ///< of each local coordinate
    std::vector<std::size_t> still;        ///< global coordinates of the period that are sampled as they are
    std::vector<double> ahead;             ///< over the direction: where the numbers of the next stage grow fastest; empty for the last
    std::vector<std::size_t> sampled;      ///< places within the direction, all but the first pivot
    // Dimensions of the points:
    std::size_t own = 0;                   ///< of the draw along the direction, of all stages but the last
    std::vector<std::size_t> still_from, sampled_from;

    [[nodiscard]] Rotation rotation() const { return ahead.empty() ? Rotation(line.direction) : Rotation(line.direction, {ahead}); }
};

class SequentialIntegrand final : public Integrand {
  public:
    SequentialIntegrand(const EventForm& form, const std::vector<BoundStage>& stages, engine::Isa isa)
        : form_(form), stages_(stages), scores_(engine::normal_scores(isa)), kernels_(line_kernels(isa)), point_(form.coordinates() * kLanes, 0.0) {
        for (const BoundStage& stage : stages) {
            searches_.emplace_back(stage.line, isa);
            rotations_.push_back(stage.rotation());
        }
    }

    void run(double* const* u, std::size_t count, Shares& shares) override {
        const std::size_t whole = (count + 7) / 8 * 8;
        shares.within.fill(1);
        for (std::size_t s = 0; s < stages_.size(); ++s) {
            sample(s, u, whole);
            searches_[s].run(count, shares);
            if (shares.not_monotone + shares.not_finite > 0) return;
            interval_.set(searches_[s].low.data(), searches_[s].high.data(), count, scores_);
            for (std::size_t k = 0; k < count; ++k) shares.within[k] *= interval_.mass(k);
            if (s + 1 < stages_.size()) move(s, u[stages_[s].own], count, whole);
        }
        settle_condition(form_, shares.within.data(), count, shares);
    }

  private:
    [[nodiscard]] double* point(std::size_t coordinate) { return point_.data() + coordinate * kLanes; }

    /// The normals of the stage's period, at t = 0.
    void sample(std::size_t s, double* const* u, std::size_t whole) {
        const BoundStage& stage = stages_[s];
        LineSearch& search = searches_[s];
        for (std::size_t i = 0; i < stage.still.size(); ++i) {
            scores_.quantiles(u[stage.still_from[i]], whole);
            std::copy_n(u[stage.still_from[i]], whole, point(stage.still[i]));
        }
        for (std::size_t i = 0; i < stage.global.size(); ++i) std::copy_n(point(stage.global[i]), whole, search.base(i));
        std::vector<double*> moving;
        for (const std::size_t i : stage.line.direction.coordinates) moving.push_back(search.base(i));
        for (std::size_t i = 0; i < stage.sampled.size(); ++i) {
            scores_.quantiles(u[stage.sampled_from[i]], whole);
            std::copy_n(u[stage.sampled_from[i]], whole, moving[stage.sampled[i]]);
        }
        rotations_[s].apply(moving.data(), whole, kernels_);
    }

    /// To a point of the line where the bounds hold.
    void move(std::size_t s, double* u, std::size_t count, std::size_t whole) {
        interval_.draw(u, count, scores_);
        const Direction& direction = stages_[s].line.direction;
        for (std::size_t i = 0; i < direction.coordinates.size(); ++i) {
            const double* from = searches_[s].base(direction.coordinates[i]);
            double* to = point(stages_[s].global[direction.coordinates[i]]);
            for (std::size_t k = 0; k < whole; ++k) to[k] = from[k] + direction.weights[i] * u[k];
        }
    }

    const EventForm& form_;
    const std::vector<BoundStage>& stages_;
    engine::NormalScores scores_;
    LineKernels kernels_;
    std::vector<LineSearch> searches_;
    std::vector<Rotation> rotations_;
    TruncatedNormals interval_;
    std::vector<double> point_;  ///< [coordinate x kLanes]
};

/// The first dimensions of the points, the most even ones, go to what decides the later stages: of each stage the draw along
/// its direction and the way ahead. Gives their number.
std::size_t share_out_dimensions(std::vector<BoundStage>& stages) {
    std::size_t next = 0;
    for (BoundStage& stage : stages) {
        const std::vector<std::size_t> pivots = stage.rotation().pivots();
        stage.sampled.assign(pivots.begin() + 1, pivots.end());
        for (std::size_t place = 0; place < stage.line.direction.coordinates.size(); ++place) {
            if (std::find(pivots.begin(), pivots.end(), place) == pivots.end()) stage.sampled.push_back(place);
        }
        if (&stage != &stages.back()) stage.own = next++;
        if (pivots.size() > 1) stage.sampled_from.push_back(next++);
    }
    for (BoundStage& stage : stages) {
        for (std::size_t i = 0; i < stage.still.size(); ++i) stage.still_from.push_back(next++);
        while (stage.sampled_from.size() < stage.sampled.size()) stage.sampled_from.push_back(next++);
    }
    return next;
}

class SequentialPlan final : public Plan {
  public:
    SequentialPlan(const EventForm& form, std::vector<BoundStage> stages, engine::Isa isa)
        : form_(form), stages_(std::move(stages)), dimensions_(share_out_dimensions(stages_)), isa_(isa) {}
    [[nodiscard]] std::size_t dimensions() const override { return dimensions_; }
    [[nodiscard]] std::unique_ptr<Integrand> integrand() const override {
        return std::make_unique<SequentialIntegrand>(form_, stages_, isa_);
    }
    [[nodiscard]] const EventForm& form() const override { return form_; }
    [[nodiscard]] double cost() const override {
        double sum = 0;  // a stage computes the periods up to its own
        for (std::size_t s = 0; s < stages_.size(); ++s) {
            sum += stages_[s].line.evaluations() * static_cast<double>(s + 1) / static_cast<double>(stages_.size());
        }
        return sum;
    }
    [[nodiscard]] Estimator method() const override { return Estimator::sequential; }
    [[nodiscard]] PlanReason reason() const override { return PlanReason::bounds_in_turn; }

  private:
    const EventForm& form_;
    std::vector<BoundStage> stages_;
    std::size_t dimensions_;
    engine::Isa isa_;
};

/// Bounds by the last period on which their output depends.
std::map<std::uint32_t, std::vector<std::size_t>> bounds_by_period(const EventForm& form) {
    const auto& coordinates = form.response.coordinates();
    std::map<std::uint32_t, std::vector<std::size_t>> found;
    for (std::size_t b = 0; b < form.bounds.size(); ++b) {
        const std::vector<bool> depends = form.response.dependence(form.bounds[b].output);
        std::uint32_t last = 0;
        for (std::size_t i = 0; i < depends.size(); ++i) {
            if (depends[i]) last = std::max(last, coordinates[i].ordinal);
        }
        found[last].push_back(b);
    }
    return found;
}

bool is_affine(const Line& line) {
    std::vector<bool> in(line.response.coordinates().size(), false);
    for (const std::size_t i : line.direction.coordinates) in[i] = true;
    return std::all_of(line.bounds.begin(), line.bounds.end(),
                       [&](const engine::Bound& bound) { return line.response.affine(bound.output, in); });
}

/// Bounds `chosen` of the form; the coordinates of `period` are those after `before` and up to `last`.
BoundStage stage_of(const EventForm& form, const std::vector<std::size_t>& chosen, const std::vector<std::size_t>& period) {
    std::vector<std::size_t> outputs;
    std::vector<engine::Bound> bounds;
    for (const std::size_t b : chosen) {
        bounds.push_back({static_cast<std::uint32_t>(outputs.size()), form.bounds[b].low, form.bounds[b].high});
        outputs.push_back(form.bounds[b].output);
    }
    BoundStage stage{{form.response.only(outputs), bounds, {}, {}, false}, {}, {}, {}, {}, 0, {}, {}};
    const auto& all = form.response.coordinates();
    for (const engine::Coordinate& at : stage.line.response.coordinates()) {
        stage.global.push_back(static_cast<std::size_t>(std::find(all.begin(), all.end(), at) - all.begin()));
    }
    std::vector<std::size_t> local;
    std::vector<std::vector<double>> gradients;
    for (std::size_t i = 0; i < stage.global.size(); ++i) {
        if (std::find(period.begin(), period.end(), stage.global[i]) != period.end()) local.push_back(i);
    }
    for (const std::size_t output : outputs) {
        gradients.emplace_back();
        for (const std::size_t g : stage.global) gradients.back().push_back(form.gradients.mean[output][g]);
    }
    stage.line = line_along(stage.line.response, bounds, gradients, local);
    if (stage.line.direction.empty()) return stage;
    stage.line.affine = is_affine(stage.line);
    std::vector<bool> moves(all.size(), false);
    for (const std::size_t i : stage.line.direction.coordinates) moves[stage.global[i]] = true;
    for (const std::size_t g : period) {
        if (!moves[g]) stage.still.push_back(g);
    }
    return stage;
}

/// Over the direction: the sum of the gradients of the next stage's numbers, each as its bound wants it, up or down.
std::vector<double> way_ahead(const EventForm& form, const BoundStage& stage, const std::vector<std::size_t>& next) {
    std::vector<double> sum;
    for (const std::size_t i : stage.line.direction.coordinates) {
        double slope = 0;
        for (const std::size_t b : next) {
            const engine::Bound& bound = form.bounds[b];
            const double g = form.gradients.mean[bound.output][stage.global[i]];
            slope += finite(bound.low) ? g : -g;
        }
        sum.push_back(slope);
    }
    return sum;
}

}  // namespace

PlanPointer sequential_plan(const EventForm& form, engine::Isa isa) {
    if (form.is_band) return nullptr;
    const auto groups = bounds_by_period(form);
    if (groups.size() < 2) return nullptr;
    const auto& coordinates = form.response.coordinates();
    std::vector<BoundStage> stages;
    std::size_t next = 0;  // coordinates are ordered by period
    for (const auto& [last, chosen] : groups) {
        std::vector<std::size_t> period;
        for (; next < coordinates.size() && coordinates[next].ordinal <= last; ++next) period.push_back(next);
        stages.push_back(stage_of(form, chosen, period));
        if (stages.back().line.direction.empty()) return nullptr;
    }
    auto next_group = groups.begin();
    for (auto stage = stages.begin(); stage + 1 != stages.end(); ++stage) stage->ahead = way_ahead(form, *stage, (++next_group)->second);
    return std::make_unique<SequentialPlan>(form, std::move(stages), isa);
}

}  // namespace grdp::analysis
