// Weights recovered from printed figures: intervals, because print rounds. docs/method/accounts.md, ACC-18.
#pragma once

#include <span>
#include <vector>

#include "grdp/accounts/answer.hpp"
#include "grdp/accounts/quantities.hpp"

namespace grdp::accounts {

/// Both ends belong to the interval; low <= high.
struct ShareInterval {
    Share low;
    Share high;
    [[nodiscard]] bool contains(Share share) const { return low <= share && share <= high; }
};

/// A contribution and a growth rate as printed, and half a unit of their last digit.
struct PrintedContribution {
    Points contribution;
    Rate growth;
    Points half_unit = Points::points(0.005);
};

/// ACC-18: every weight that could stand behind the two printed figures, cut to 0..1. Undefined where the growth as
/// printed may be zero: it identifies nothing.
[[nodiscard]] Answer<ShareInterval> weight_from_contribution(const PrintedContribution& printed);

/// The same intervals narrowed by the knowledge that the weights sum to one. Undefined where they cannot.
[[nodiscard]] Answer<std::vector<ShareInterval>> narrow_to_whole(std::span<const ShareInterval> intervals);

/// Point estimates contribution/growth scaled to sum to one. Undefined where a growth as printed may be zero.
[[nodiscard]] Answer<std::vector<Share>> weights_from_contributions(std::span<const PrintedContribution> printed);

}  // namespace grdp::accounts
