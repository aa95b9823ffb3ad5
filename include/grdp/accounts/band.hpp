// The edges of a target belong to it, whatever the last bits of an equation say.
#pragma once

namespace grdp::accounts {

/// Width of an edge, relative to its size (absolute below 1). Growth held at 5.5 by an equation computes to 5.5 up to
/// a few units of the last place; no published figure has ten digits (docs/adr/0005-hitting-the-band.md).
inline constexpr double kEdgeTolerance = 1e-9;

[[nodiscard]] constexpr double edge_width(double edge) {
    const double size = edge < 0 ? -edge : edge;
    return kEdgeTolerance * (size > 1 ? size : 1.0);
}

/// The least number that counts as at least `low`; minus infinity stays.
[[nodiscard]] constexpr double inclusive_low(double low) { return low - edge_width(low); }
/// The greatest number that counts as at most `high`; plus infinity stays.
[[nodiscard]] constexpr double inclusive_high(double high) { return high + edge_width(high); }

}  // namespace grdp::accounts
