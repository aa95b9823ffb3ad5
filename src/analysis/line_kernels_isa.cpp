// The loops of line integration. Compiled once per instruction set.
#include "line_kernels.hpp"

namespace grdp::analysis::kernel {
namespace GRDP_ISA_NAMESPACE {

void fill(LineKernels* kernels);

namespace {

[[gnu::always_inline]] inline bool is_finite(double x) { return x - x == 0; }

void least(const double* __restrict values, double bound, double per_unit, double* __restrict so_far, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) {
        const double m = (values[k] - bound) * per_unit, old = so_far[k];
        so_far[k] = ((m > old) | (old != old)) ? old : m;
    }
}

void greatest(const double* __restrict values, double bound, double per_unit, double* __restrict so_far, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) {
        const double m = (values[k] - bound) * per_unit, old = so_far[k];
        so_far[k] = ((m < old) | (old != old)) ? old : m;
    }
}

void check(const double* __restrict values, double sign, bool first, bool must_be_finite, double* __restrict before,
           std::uint64_t* __restrict faults, std::size_t count) {
    const std::uint64_t missing = must_be_finite ? 2 : 0;
    if (first) {
        for (std::size_t k = 0; k < count; ++k) {
            faults[k] |= is_finite(values[k]) ? std::uint64_t{0} : missing;
            before[k] = values[k];
        }
        return;
    }
    for (std::size_t k = 0; k < count; ++k) {
        const double now = values[k], old = before[k];
        const bool turned = is_finite(old) & !(sign * now > sign * old);
        faults[k] |= is_finite(now) ? static_cast<std::uint64_t>(turned) : missing;
        before[k] = now;
    }
}

void known(const double* __restrict values, double unknown, double* __restrict to, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) to[k] = is_finite(values[k]) ? values[k] : unknown;
}

void divide(const double* __restrict own, const double* __restrict next, const double* __restrict left, const double* __restrict right,
            double* __restrict to, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) to[k] = (next[k] - own[k]) / (right[k] - left[k]);
}

void cut(const double* __restrict left, const double* __restrict right, StraightBound bound, double far, double* __restrict low,
         double* __restrict high, std::uint64_t* __restrict falls, std::uint64_t* __restrict faults, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) {
        const double middle = 0.5 * (left[k] + right[k]), slope = 0.5 * (right[k] - left[k]);
        const bool missing = !is_finite(middle), level = slope == 0, up = slope > 0;
        const double from = ((up ? bound.low : bound.high) - middle) / slope, to = ((up ? bound.high : bound.low) - middle) / slope;
        const bool good = !(missing | level);
        const double nearest = from < far ? from : far, farthest = to > -far ? to : -far;
        faults[k] |= missing ? std::uint64_t{2} : static_cast<std::uint64_t>(level);
        falls[k] = good ? static_cast<std::uint64_t>(!up) : falls[k];
        low[k] = (good & (from > low[k])) ? nearest : low[k];
        high[k] = (good & (to < high[k])) ? farthest : high[k];
    }
}

constexpr std::size_t kTile = 32;

void reflect(const double* normal, std::size_t places, double factor, double* const* x, std::size_t count) {
    for (std::size_t from = 0; from < count; from += kTile) {
        const std::size_t lanes = count - from < kTile ? count - from : kTile;
        double dot[kTile] = {};
        for (std::size_t i = 0; i < places; ++i) {
            const double weight = normal[i];
            if (weight == 0) continue;
            const double* own = x[i] + from;
            if (lanes == kTile) {
                for (std::size_t k = 0; k < kTile; ++k) dot[k] += weight * own[k];
            } else {
                for (std::size_t k = 0; k < lanes; ++k) dot[k] += weight * own[k];
            }
        }
        for (std::size_t k = 0; k < kTile; ++k) dot[k] *= factor;
        for (std::size_t i = 0; i < places; ++i) {
            const double weight = normal[i];
            if (weight == 0) continue;
            double* own = x[i] + from;
            if (lanes == kTile) {
                for (std::size_t k = 0; k < kTile; ++k) own[k] -= weight * dot[k];
            } else {
                for (std::size_t k = 0; k < lanes; ++k) own[k] -= weight * dot[k];
            }
        }
    }
}

}  // namespace

void fill(LineKernels* kernels) {
    kernels->least = least;
    kernels->greatest = greatest;
    kernels->check = check;
    kernels->known = known;
    kernels->divide = divide;
    kernels->cut = cut;
    kernels->reflect = reflect;
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::analysis::kernel
