// What is left to do. docs/method/accounts.md, equation ACC-17.
#pragma once

#include <optional>
#include <span>

#include "grdp/accounts/answer.hpp"
#include "grdp/accounts/quantities.hpp"

namespace grdp::accounts {

/// A part of the total that is known, or still open: a quarter of a year, or a component of GRDP.
struct KnownPart {
    Share weight;                ///< share of the year before at constant prices
    std::optional<Rate> growth;  ///< empty: open
};

/// ACC-17: the common growth, fraction, that the open parts must reach for the total to reach the target. Undefined
/// where nothing is open. The weights sum to one in the caller's accounts; they are not rescaled here.
[[nodiscard]] Answer<Rate> required_growth(Rate target, std::span<const KnownPart> parts);

}  // namespace grdp::accounts
