// What is kept of a chunk: sums over logical lanes, histogram slots, integer counts. Included by kernel_isa.cpp only.
#pragma once

#include "kernel_arithmetic.hpp"

namespace grdp::engine::kernel {
namespace GRDP_ISA_NAMESPACE {
namespace {

constexpr size_t kParts = kLogicalLanes / kLanes;  ///< vectors that make up the logical lanes

inline bool is_finite(double x) { return x - x == 0.0; }

inline bool is_zero(vf poison) {
    double sum = 0;
    for (size_t k = 0; k < kLanes; ++k) sum += poison[k];
    return sum == 0.0;
}

inline bool all_finite(const double* x, size_t n) {
    vf poison = splat(0.0);
    for (size_t k = 0; k < n; k += kLanes) {
        const vf v = load(x + k);
        poison += v - v;
    }
    return is_zero(poison);
}

/// Monotone in x: 0 below the histogram, kBins + 1 above it. Contract: x finite.
GRDP_KERNEL_INLINE vf slot_of(vf x, vf low, vf bins_per_unit) {
    const vf place = (x - low) * bins_per_unit;
    return lanes::at_least(lanes::at_most(place, double{kBins}), -1.0) + splat(1.0);
}

inline void slots_of(const CellSink& sink, const double* x, size_t n, uint32_t* slots) {
    const vf low = splat(sink.low), scale = splat(sink.bins_per_unit);
    for (size_t k = 0; k < n; k += kLanes) {
        const vf slot = slot_of(load(x + k), low, scale);
#if GRDP_LANE_BYTES == 64
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(slots + k), _mm512_cvttpd_epi32(reinterpret_cast<__m512d>(slot)));
#elif GRDP_LANE_BYTES == 32
        _mm_storeu_si128(reinterpret_cast<__m128i*>(slots + k), _mm256_cvttpd_epi32(reinterpret_cast<__m256d>(slot)));
#else
        for (size_t l = 0; l < kLanes; ++l) slots[k + l] = static_cast<uint32_t>(slot[l]);
#endif
    }
}

/// Whole groups of logical lanes; false, and nothing changed, if a value is not finite.
inline bool measure_finite(CellSink& sink, const double* x, size_t n) {
    const vf shift = splat(sink.shift);
    vf sum[kParts], sum2[kParts], least[kParts], greatest[kParts];
    vf poison = splat(0.0);
    for (size_t p = 0; p < kParts; ++p) {
        sum[p] = load(sink.sum + p * kLanes);
        sum2[p] = load(sink.sum2 + p * kLanes);
        least[p] = load(sink.least + p * kLanes);
        greatest[p] = load(sink.greatest + p * kLanes);
    }
    for (size_t k = 0; k < n; k += kLogicalLanes) {
        for (size_t p = 0; p < kParts; ++p) {
            const vf v = load(x + k + p * kLanes);
            const vf d = v - shift;
            poison += v - v;
            sum[p] += d;
            sum2[p] += d * d;
            least[p] = lanes::select(v < least[p], v, least[p]);
            greatest[p] = lanes::select(v > greatest[p], v, greatest[p]);
        }
    }
    if (!is_zero(poison)) return false;
    for (size_t p = 0; p < kParts; ++p) {
        store(sink.sum + p * kLanes, sum[p]);
        store(sink.sum2 + p * kLanes, sum2[p]);
        store(sink.least + p * kLanes, least[p]);
        store(sink.greatest + p * kLanes, greatest[p]);
    }
    if (sink.slots == nullptr) return true;
    uint32_t slots[kChunk];
    slots_of(sink, x, n, slots);
    for (size_t k = 0; k < n; k += 4) {
        ++sink.slots[slots[k]];
        ++sink.slots[slots[k + 1]];
        ++sink.slots[slots[k + 2]];
        ++sink.slots[slots[k + 3]];
    }
    return true;
}

inline uint32_t slot_of_one(const CellSink& sink, double x) {
    double place = (x - sink.low) * sink.bins_per_unit;
    if (place > double{kBins}) place = double{kBins};
    if (place < -1.0) place = -1.0;
    return static_cast<uint32_t>(place + 1.0);
}

/// The same sums one by one: a last chunk that is not full, or a chunk with failures.
inline void measure_each(Run& run, CellSink& sink, const double* x) {
    for (size_t k = 0; k < run.paths; ++k) {
        if (!is_finite(x[k])) {
            ++sink.failed;
            run.failed[k] = 1;
            run.any_failed = true;
            continue;
        }
        const size_t lane = k % kLogicalLanes;
        const double d = x[k] - sink.shift;
        sink.sum[lane] += d;
        sink.sum2[lane] += d * d;
        if (x[k] < sink.least[lane]) sink.least[lane] = x[k];
        if (x[k] > sink.greatest[lane]) sink.greatest[lane] = x[k];
        if (sink.slots != nullptr) ++sink.slots[slot_of_one(sink, x[k])];
    }
}

inline void collect(Run& run, CellSink& sink, const double* x) {
    uint64_t count = sink.collected_count;
    const size_t n = static_cast<size_t>(run.paths);
    if (n % kLogicalLanes == 0 && all_finite(x, n)) {
        uint32_t slots[kChunk];
        slots_of(sink, x, n, slots);
        for (size_t k = 0; k < n; ++k) {
            sink.collected[count] = x[k];
            count += sink.wanted[slots[k]];
        }
    } else {
        for (size_t k = 0; k < n; ++k) {
            if (!is_finite(x[k])) continue;
            sink.collected[count] = x[k];
            count += sink.wanted[slot_of_one(sink, x[k])];
        }
    }
    sink.collected_count = count;
}

inline void observe_cell(Run& run, CellSink& sink, const double* x) {
    if (run.pass == Pass::collect) {
        if (sink.wanted != nullptr) collect(run, sink, x);
        return;
    }
    if (sink.kept != nullptr) __builtin_memcpy(sink.kept, x, static_cast<size_t>(run.paths) * sizeof(double));
    const bool whole = run.paths % kLogicalLanes == 0;
    if (!whole || !measure_finite(sink, x, static_cast<size_t>(run.paths))) measure_each(run, sink, x);
}

inline void observe_event(Run& run, EventSink& sink, const double* x) {
    if (run.pass == Pass::collect) return;
    const size_t n = static_cast<size_t>(run.paths), whole = n / kLogicalLanes * kLogicalLanes;
    const vf low = splat(sink.low), high = splat(sink.high);
    vi below = lanes::splat(int64_t{0}), above = below, counted = below;
    for (size_t k = 0; k < whole; k += kLanes) {
        const vf v = load(x + k);
        const vi known = finite(v);
        below += (v < low) & known;  // a mask is -1
        above += (v > high) & known;
        counted += known;
    }
    uint64_t n_below = 0, n_above = 0, n_known = 0;
    for (size_t l = 0; l < kLanes; ++l) {
        n_below -= static_cast<uint64_t>(below[l]);
        n_above -= static_cast<uint64_t>(above[l]);
        n_known -= static_cast<uint64_t>(counted[l]);
    }
    for (size_t k = whole; k < n; ++k) {
        if (!is_finite(x[k])) continue;
        n_below += x[k] < sink.low;
        n_above += x[k] > sink.high;
        ++n_known;
    }
    sink.below += n_below;
    sink.above += n_above;
    sink.within += n_known - n_below - n_above;
    if (n_known == n) return;
    sink.failed += n - n_known;
    run.any_failed = true;
    for (size_t k = 0; k < n; ++k) run.failed[k] |= static_cast<uint8_t>(!is_finite(x[k]));
}

inline void observe_check(Run& run, CheckSink& sink, const double* x) {
    if (run.pass == Pass::collect) return;
    const size_t n = static_cast<size_t>(run.paths);
    vi broken = lanes::splat(int64_t{0});
    for (size_t k = 0; k < (n + kLogicalLanes - 1) / kLogicalLanes * kLogicalLanes; k += kLanes) {
        const vf v = load(x + k);
        broken |= (v == splat(0.0)) | ~finite(v);
    }
    int64_t any = 0;
    for (size_t l = 0; l < kLanes; ++l) any |= broken[l];
    if (any == 0) return;
    for (size_t k = 0; k < n; ++k) {
        if (!is_finite(x[k])) {
            run.failed[k] = 1;
            run.any_failed = true;
        } else if (x[k] != 0.0) {
            continue;
        }
        ++sink.violations;
        if (run.first_path + k < sink.first_path) sink.first_path = run.first_path + k;
    }
}

}  // namespace
}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::engine::kernel
