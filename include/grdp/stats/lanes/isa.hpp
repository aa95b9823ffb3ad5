// Lanes: one source, compiled once per instruction set. A translation unit that wants AVX2 or AVX-512 is compiled with
// -mavx2 or "-mavx512f -mavx512dq" and may include nothing but these headers and the C headers below, so that no inline
// function of the standard library is emitted with instructions that another machine lacks.
// Every operation is one correctly rounded IEEE operation in a written order: the bits do not depend on the lane width.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define GRDP_LANE_BYTES 64
#ifndef GRDP_ISA_NAMESPACE
#define GRDP_ISA_NAMESPACE isa_avx512
#endif
#elif defined(__AVX2__)
#define GRDP_LANE_BYTES 32
#ifndef GRDP_ISA_NAMESPACE
#define GRDP_ISA_NAMESPACE isa_avx2
#endif
#else
#define GRDP_LANE_BYTES 16
#ifndef GRDP_ISA_NAMESPACE
#define GRDP_ISA_NAMESPACE isa_baseline
#endif
#endif

#define GRDP_LANE_INLINE [[gnu::always_inline]] inline
/// The next statement for each j of an array of N groups of lanes, side by side.
#define GRDP_EACH_LANE_GROUP _Pragma("GCC unroll 8") for (size_t j = 0; j < N; ++j)

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

typedef double vf __attribute__((vector_size(GRDP_LANE_BYTES)));
typedef int64_t vi __attribute__((vector_size(GRDP_LANE_BYTES)));
typedef uint64_t vu __attribute__((vector_size(GRDP_LANE_BYTES)));

inline constexpr size_t kLanes = GRDP_LANE_BYTES / sizeof(double);

#if GRDP_LANE_BYTES == 64
#define GRDP_LANE_SPLAT(x) \
    { x, x, x, x, x, x, x, x }
#elif GRDP_LANE_BYTES == 32
#define GRDP_LANE_SPLAT(x) \
    { x, x, x, x }
#else
#define GRDP_LANE_SPLAT(x) \
    { x, x }
#endif

#if GRDP_LANE_BYTES == 64
// The unmasked intrinsics of gcc 12 name an undefined register and warn of it; a full mask gives the same instruction.
inline constexpr __mmask8 kAllLanes = 0xFF;
#endif

GRDP_LANE_INLINE vf splat(double x) {
    return vf GRDP_LANE_SPLAT(x);
}
GRDP_LANE_INLINE vi splat(int64_t x) {
    return vi GRDP_LANE_SPLAT(x);
}
GRDP_LANE_INLINE vu splat(uint64_t x) {
    return vu GRDP_LANE_SPLAT(x);
}

GRDP_LANE_INLINE vu bits(vf x) {
    return reinterpret_cast<vu>(x);
}
GRDP_LANE_INLINE vf from_bits(vu x) {
    return reinterpret_cast<vf>(x);
}

/// a where the mask (a comparison) holds, else b.
GRDP_LANE_INLINE vf select(vi mask, vf a, vf b) {
    return mask ? a : b;
}
/// Does the mask (a comparison) hold in every lane?
GRDP_LANE_INLINE bool everywhere(vi mask) {
#if GRDP_LANE_BYTES == 64
    return _mm512_movepi64_mask(reinterpret_cast<__m512i>(mask)) == kAllLanes;
#elif GRDP_LANE_BYTES == 32
    return _mm256_movemask_pd(reinterpret_cast<__m256d>(mask)) == 0xF;
#elif defined(__SSE2__)
    return _mm_movemask_pd(reinterpret_cast<__m128d>(mask)) == 0x3;
#else
    return (mask[0] & mask[1]) != 0;
#endif
}
GRDP_LANE_INLINE vf absolute(vf x) {
    return from_bits(bits(x) & splat(uint64_t{0x7FFFFFFFFFFFFFFF}));
}
/// A NaN in x is kept.
GRDP_LANE_INLINE vf at_most(vf x, double bound) {
    return select(x > splat(bound), splat(bound), x);
}
GRDP_LANE_INLINE vf at_least(vf x, double bound) {
    return select(x < splat(bound), splat(bound), x);
}

/// Unaligned.
GRDP_LANE_INLINE vf load(const double* from) {
    vf x;
    __builtin_memcpy(&x, from, sizeof x);
    return x;
}
GRDP_LANE_INLINE void store(double* to, vf x) {
    __builtin_memcpy(to, &x, sizeof x);
}

GRDP_LANE_INLINE vf sqrt(vf x) {
#if GRDP_LANE_BYTES == 64
    return reinterpret_cast<vf>(_mm512_maskz_sqrt_pd(kAllLanes, reinterpret_cast<__m512d>(x)));
#elif GRDP_LANE_BYTES == 32
    return reinterpret_cast<vf>(_mm256_sqrt_pd(reinterpret_cast<__m256d>(x)));
#elif defined(__SSE2__)
    return reinterpret_cast<vf>(_mm_sqrt_pd(reinterpret_cast<__m128d>(x)));
#else
    return vf{__builtin_sqrt(x[0]), __builtin_sqrt(x[1])};
#endif
}

/// Product of the low 32 bits of each lane; whatever stands in the high halves is ignored.
GRDP_LANE_INLINE vu multiply_low32(vu a, vu b) {
#if GRDP_LANE_BYTES == 64
    return reinterpret_cast<vu>(
        _mm512_maskz_mul_epu32(kAllLanes, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif GRDP_LANE_BYTES == 32
    return reinterpret_cast<vu>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
    return reinterpret_cast<vu>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
    const vu low = splat(uint64_t{0xFFFFFFFF});
    return (a & low) * (b & low);
#endif
}

/// Adding this number rounds |x| < 2^51 to the nearest integer and leaves that integer in the low bits.
inline constexpr double kRoundingShift = 0x1.8p52;
GRDP_LANE_INLINE vf round_to_integer(vf x) {
    return (x + splat(kRoundingShift)) - splat(kRoundingShift);
}

/// 2^n for an integral n in [-1022, 1023].
GRDP_LANE_INLINE vf power_of_two(vf n) {
    return from_bits((bits(n + splat(kRoundingShift)) + splat(uint64_t{1023})) << splat(uint64_t{52}));
}

/// c[0] + x*(c[1] + x*(...)).
template <size_t I = 0, size_t N>
GRDP_LANE_INLINE vf polynomial(vf x, const double (&c)[N]) {
    if constexpr (I + 1 == N) {
        return splat(c[I]);
    } else {
        return polynomial<I + 1>(x, c) * x + splat(c[I]);
    }
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
