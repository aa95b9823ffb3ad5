// What an event asks, and the plans that could answer it.
#pragma once

#include <memory>
#include <vector>

#include "direction.hpp"
#include "grdp/engine/response.hpp"
#include "integrand.hpp"

namespace grdp::analysis {

/// An event with bounds, and what is known of the numbers that they bound.
struct EventForm {
    engine::Response response;
    std::vector<engine::Bound> bounds;
    bool complement = false;
    bool is_band = true;  ///< reports below, within, above; a condition reports truth and falsehood
    Gradients gradients;

    [[nodiscard]] std::size_t coordinates() const { return response.coordinates().size(); }
};

/// Turns the probability that all bounds hold into the shares of a condition.
void settle_condition(const EventForm& form, const double* holds, std::size_t count, Shares& shares);

using PlanPointer = std::unique_ptr<Plan>;

// Each answers null where it does not apply. The form must outlive the plan.

/// Every number is affine in normals: one bound in closed form, several in turn (Genz 1992). (ES-24), (ES-29)
[[nodiscard]] PlanPointer affine_plan(const EventForm& form, engine::Isa isa);
/// One direction through all coordinates. (ES-26)
[[nodiscard]] PlanPointer line_plan(const EventForm& form, engine::Isa isa);
/// A direction through the coordinates of the last period in which every number is affine. (ES-25)
[[nodiscard]] PlanPointer conditioning_plan(const EventForm& form, engine::Isa isa);
/// Period by period, a direction through the coordinates of each. (ES-30)
[[nodiscard]] PlanPointer sequential_plan(const EventForm& form, engine::Isa isa);
/// Sampled, less a linear surrogate. (ES-31)
[[nodiscard]] PlanPointer control_plan(const EventForm& form, const PlannerOptions& options);

}  // namespace grdp::analysis
