// The loops of line integration over arrays, at the width of the processor and with the same bits on every one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "grdp/engine/sampling.hpp"

namespace grdp::analysis {

/// One bound of an event on one straight line: low <= value <= high.
struct StraightBound {
    double low = 0, high = 0;
};

/// Functions over `count` numbers, a multiple of 8; arrays do not overlap.
struct LineKernels {
    /// The least, or greatest, distance (value - bound) * per_unit so far; a NaN stays.
    void (*least)(const double* values, double bound, double per_unit, double* so_far, std::size_t count);
    void (*greatest)(const double* values, double bound, double per_unit, double* so_far, std::size_t count);
    /// Sets bit 2 of `faults` where a value is not finite and `must_be_finite`, bit 1 where sign * value does not exceed
    /// sign * before, both finite; then `before` becomes the value. `first`: nothing stands before.
    void (*check)(const double* values, double sign, bool first, bool must_be_finite, double* before, std::uint64_t* faults, std::size_t count);
    /// Values, `unknown` where one is not finite.
    void (*known)(const double* values, double unknown, double* to, std::size_t count);
    /// (next - own) / (right - left)
    void (*divide)(const double* own, const double* next, const double* left, const double* right, double* to, std::size_t count);
    /// Cuts [low, high] to where a straight line through (-1, left) and (1, right) is within the bound; `falls` where it
    /// descends. Bit 2 of `faults` where its middle is not finite, bit 1 where it is level. Ends are kept within +-far.
    void (*cut)(const double* left, const double* right, StraightBound bound, double far, double* low, double* high, std::uint64_t* falls,
                std::uint64_t* faults, std::size_t count);
    /// x[i] -= factor * normal[i] * sum over j of normal[j] x[j], for places with normal[i] != 0.
    void (*reflect)(const double* normal, std::size_t places, double factor, double* const* x, std::size_t count);
};
[[nodiscard]] LineKernels line_kernels(engine::Isa isa);

}  // namespace grdp::analysis
