// The number of a year in a quarterly model: what a target of "2023" speaks of.
#pragma once

#include "compile_draft.hpp"

namespace grdp::model {

/// The expression over the year that ends with `last`: flows are sums of the four quarters, numbers of people averages,
/// growth compares with the year before; reports and ratios are written out and their parts taken so. kNone and E2708 where
/// the expression has no meaning over a year.
[[nodiscard]] NodeId annual_total(Draft& draft, const ast::Expr& subject, accounts::Period last);

}  // namespace grdp::model
