// Counting draws that many scenarios share, in single precision. The numbers are no results: whatever rounding could decide is
// listed and decided by the program, so the widths may differ here, and the wide one may use its fused product.
// Compiled once per instruction set.
#include "grdp/stats/lanes/isa.hpp"
#include "shared_count.hpp"

namespace grdp::engine::kernel {
namespace GRDP_ISA_NAMESPACE {

void count_shared(const float* normals, size_t stride, size_t draws, const SharedBand& band, SharedCount& count);
size_t list_shared(const float* normals, size_t stride, size_t draws, const SharedBand& band, uint32_t* doubtful);

namespace {

typedef float wf __attribute__((vector_size(GRDP_LANE_BYTES)));
typedef int32_t wi __attribute__((vector_size(GRDP_LANE_BYTES)));
constexpr size_t kWide = GRDP_LANE_BYTES / sizeof(float);

[[gnu::always_inline]] inline wf load(const float* from) {
    wf x;
    __builtin_memcpy(&x, from, sizeof x);
    return x;
}

[[gnu::always_inline]] inline wf splat(float x) { return x - wf{}; }

[[gnu::always_inline]] inline wf add_product(wf sum, wf a, wf b) {
#if GRDP_LANE_BYTES == 64
    return reinterpret_cast<wf>(_mm512_fmadd_ps(reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b), reinterpret_cast<__m512>(sum)));
#else
    return sum + a * b;
#endif
}

/// Of each comparison the number of lanes in which it holds, lane by lane.
struct Tally {
    wi lanes = {};
#if GRDP_LANE_BYTES == 64
    [[gnu::always_inline]] void less(wf a, wf b) {
        const __mmask16 holds = _mm512_cmp_ps_mask(reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b), _CMP_LT_OQ);
        lanes = reinterpret_cast<wi>(_mm512_mask_sub_epi32(reinterpret_cast<__m512i>(lanes), holds, reinterpret_cast<__m512i>(lanes), _mm512_set1_epi32(-1)));
    }
#else
    [[gnu::always_inline]] void less(wf a, wf b) { lanes -= a < b; }
#endif
    [[nodiscard]] uint64_t total() const {
        uint64_t sum = 0;
        for (size_t l = 0; l < kWide; ++l) sum += static_cast<uint32_t>(lanes[l]);
        return sum;
    }
};

template <size_t K>
[[gnu::always_inline]] inline wf value_of(const float* normals, size_t stride, const wf (&loadings)[K], wf sum) {
    _Pragma("GCC unroll 8") for (size_t k = 0; k < K; ++k) sum = add_product(sum, loadings[k], load(normals + k * stride));
    return sum;
}

[[gnu::always_inline]] inline wf value_of(const float* normals, size_t stride, const SharedBand& band, wf sum) {
    for (size_t k = 0; k < band.normals; ++k) sum = add_product(sum, splat(band.loadings[k]), load(normals + k * stride));
    return sum;
}

template <class Value>
[[gnu::always_inline]] inline void count_with(size_t draws, const SharedBand& band, SharedCount& count, Value&& value) {
    const wf below = splat(band.below), not_below = splat(band.not_below), not_above = splat(band.not_above), above = splat(band.above);
    Tally surely_below, perhaps_below, surely_above, perhaps_above;
    for (size_t i = 0; i < draws; i += kWide) {
        const wf t = value(i);
        surely_below.less(t, below);
        perhaps_below.less(t, not_below);
        surely_above.less(above, t);
        perhaps_above.less(not_above, t);
    }
    count.below = surely_below.total();
    count.above = surely_above.total();
    count.doubt = count.below != perhaps_below.total() || count.above != perhaps_above.total();
}

template <size_t K>
void count_of(const float* normals, size_t stride, size_t draws, const SharedBand& band, SharedCount& count) {
    wf loadings[K];
    for (size_t k = 0; k < K; ++k) loadings[k] = splat(band.loadings[k]);
    const wf offset = splat(band.offset);
    count_with(draws, band, count, [&](size_t i) __attribute__((always_inline)) { return value_of(normals + i, stride, loadings, offset); });
}

}  // namespace

void count_shared(const float* normals, size_t stride, size_t draws, const SharedBand& band, SharedCount& count) {
    switch (band.normals) {
        case 1: return count_of<1>(normals, stride, draws, band, count);
        case 2: return count_of<2>(normals, stride, draws, band, count);
        case 3: return count_of<3>(normals, stride, draws, band, count);
        case 4: return count_of<4>(normals, stride, draws, band, count);
        case 5: return count_of<5>(normals, stride, draws, band, count);
        case 6: return count_of<6>(normals, stride, draws, band, count);
        case 8: return count_of<8>(normals, stride, draws, band, count);
        default: break;
    }
    const wf offset = splat(band.offset);
    count_with(draws, band, count, [&](size_t i) __attribute__((always_inline)) { return value_of(normals + i, stride, band, offset); });
}

size_t list_shared(const float* normals, size_t stride, size_t draws, const SharedBand& band, uint32_t* doubtful) {
    const wf offset = splat(band.offset), below = splat(band.below), not_below = splat(band.not_below), not_above = splat(band.not_above), above = splat(band.above);
    size_t found = 0;
    for (size_t i = 0; i < draws; i += kWide) {
        const wf t = value_of(normals + i, stride, band, offset);
        const wi doubt = (~(t < below) & (t < not_below)) | (~(above < t) & (not_above < t));
        int32_t any = 0;
        for (size_t l = 0; l < kWide; ++l) any |= doubt[l];
        if (any == 0) continue;
        for (size_t l = 0; l < kWide; ++l) {
            if (doubt[l] != 0) doubtful[found++] = static_cast<uint32_t>(i + l);
        }
    }
    return found;
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::engine::kernel
