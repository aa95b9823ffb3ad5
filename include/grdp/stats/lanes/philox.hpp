// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011) in lanes and uniforms of 52 bits drawn from it.
// docs/method/random-numbers.md, equations (RN-1) to (RN-3).
#pragma once

#include "grdp/stats/lanes/isa.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// Four 32-bit words per lane, each in the low half of 64 bits; the high halves hold rubbish until low_words().
struct PhiloxWords {
    vu w0, w1, w2, w3;
};

/// The high halves of 64-bit lanes moved into the low halves; what the high halves become is nobody's concern.
GRDP_LANE_INLINE vu high_word(vu x) {
#if GRDP_LANE_BYTES == 64
    // A shift waits for the port that multiplies, a shuffle does not.
    return reinterpret_cast<vu>(_mm512_maskz_shuffle_epi32(__mmask16{0xFFFF}, reinterpret_cast<__m512i>(x), _MM_PERM_DDBB));
#else
    return x >> splat(uint64_t{32});
#endif
}

/// Ten rounds over N groups of lanes at a time; counter words in the low halves, high halves ignored.
template <size_t N>
GRDP_LANE_INLINE void philox4x32_10(PhiloxWords (&c)[N], uint32_t key0, uint32_t key1) {
    const vu m0 = splat(uint64_t{0xD2511F53}), m1 = splat(uint64_t{0xCD9E8D57});
    vu p0[N], p1[N];
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        GRDP_EACH_LANE_GROUP p0[j] = multiply_low32(c[j].w0, m0);
        GRDP_EACH_LANE_GROUP p1[j] = multiply_low32(c[j].w2, m1);
        GRDP_EACH_LANE_GROUP c[j] = {high_word(p1[j]) ^ c[j].w1 ^ splat(uint64_t{key0}), p1[j],
                                     high_word(p0[j]) ^ c[j].w3 ^ splat(uint64_t{key1}), p0[j]};
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
}

GRDP_LANE_INLINE PhiloxWords philox4x32_10(PhiloxWords c, uint32_t key0, uint32_t key1) {
    PhiloxWords one[] = {c};
    philox4x32_10(one, key0, key1);
    return one[0];
}

/// The counter words of kLanes consecutive path numbers.
struct PathLanes {
    vu low, high;
};
GRDP_LANE_INLINE PathLanes consecutive_paths(uint64_t first) {
#if GRDP_LANE_BYTES == 64
    const vu path = splat(first) + vu{0, 1, 2, 3, 4, 5, 6, 7};
#elif GRDP_LANE_BYTES == 32
    const vu path = splat(first) + vu{0, 1, 2, 3};
#else
    const vu path = splat(first) + vu{0, 1};
#endif
    return {path & splat(uint64_t{0xFFFFFFFF}), path >> splat(uint64_t{32})};
}

/// 52 bits of the pair (low word, high word) as a double in [1, 2).
GRDP_LANE_INLINE vf one_to_two(vu low, vu high) {
    const vu word = (low & splat(uint64_t{0xFFFFFFFF})) | (high << splat(uint64_t{32}));
    return from_bits((word >> splat(uint64_t{12})) | splat(uint64_t{0x3FF0000000000000}));
}

/// Two independent uniforms of one address: u0 in (0, 1], u1 in [0, 1), both multiples of 2^-52.
GRDP_LANE_INLINE void uniform_pair(vu path_low, vu path_high, uint32_t period, uint32_t pair, uint64_t seed, vf& u0,
                                   vf& u1) {
    const PhiloxWords counter = {path_low, path_high, splat(uint64_t{period}), splat(uint64_t{pair})};
    const PhiloxWords w = philox4x32_10(counter, static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32));
    u0 = splat(2.0) - one_to_two(w.w0, w.w1);
    u1 = one_to_two(w.w2, w.w3) - splat(1.0);
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
