// Standard normals of an address: one block of Philox gives the normals of four shocks.
// docs/method/random-numbers.md, equations (RN-1) to (RN-5).
#pragma once

#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/philox.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// 2^52 + a 32-bit word of which the bits under `mask` stay and those of `set` are set.
GRDP_LANE_INLINE vf behind_2_to_52(vu word, uint64_t mask, uint64_t set) {
    return from_bits((word & splat(mask)) | splat(uint64_t{0x4330000000000000} | set));
}

/// sqrt(-2 log u), u = (word + 1/2)/2^32; relative error below 1e-11. At most 6.7637.
GRDP_LANE_INLINE vf radius_of(vu word) {
    constexpr uint64_t half_root = 0x3FE6A09E00000000;  // just below sqrt(1/2)
    const vf x = behind_2_to_52(word, 0xFFFFFFFF, 0) - splat(0x1p52 - 0.5);  // exact
    const vu shifted = bits(x) + splat(uint64_t{0x3FF0000000000000} - half_root);
    const vf exponent = from_bits((shifted >> splat(uint64_t{52})) | splat(uint64_t{0x4330000000000000}));
    const vf mantissa = from_bits((shifted & splat(uint64_t{0x000FFFFFFFFFFFFF})) + splat(half_root));
    // -2 log m = s*P(s^2) with s = (m-1)/(m+1); minimax, relative error 4.3e-12
    constexpr double c[] = {-0x1.00000000049e7p+2, -0x1.555554daee41ep+0, -0x1.999a9c8a467fap-1, -0x1.2432ba683936ep-1,
                            -0x1.e3b159cf31211p-2};
    const vf s = (mantissa - splat(1.0)) / (mantissa + splat(1.0));
    const vf halvings = splat(0x1p52 + 1023 + 32) - exponent;
    return sqrt(halvings * splat(0x1.62e42fefa39efp+0) + s * polynomial(s * s, c));
}

/// Two independent standard normals of two words (Box and Muller 1958): the first word is the radius, bits 1 to 30 of the
/// second the angle within a quarter turn, its bits 31 and 0 the signs of z0 and z1. |error| below 3e-10.
GRDP_LANE_INLINE void normals_of(vu radius_word, vu angle_word, vf& z0, vf& z1) {
    const vf radius = radius_of(radius_word);
    // The angle is pi/4 + t*pi/2 with t*2^31 odd, |t| < 1/2: sines and cosines of pi/4 + a are sums and differences of
    // those of a, each over sqrt(2). Minimax in t^2, absolute errors 2e-12 and 3.4e-11.
    constexpr double t1 = 0x1p-31, t2 = 0x1p-62;
    constexpr double s[] = {t1 * 0x1.1c5831add0e58p+0, t1 * t2 * -0x1.d3ba5c0bdb8a4p-2,
                            t1 * t2 * t2 * 0x1.cda0f5b2a0c03p-5, t1 * t2 * t2 * t2 * -0x1.b1de5feca54c2p-9,
                            t1 * t2 * t2 * t2 * t2 * 0x1.d53627df3d010p-14};
    constexpr double c[] = {0x1.6a09e667a9dc7p-1, t2 * -0x1.bea5b5cd72808p-1, t2 * t2 * 0x1.6f5a2cd2a2025p-3,
                            t2 * t2 * t2 * -0x1.e35674c03c332p-7, t2 * t2 * t2 * t2 * 0x1.4efff71d78175p-11};
    const vf t = behind_2_to_52(angle_word, 0x7FFFFFFE, 1) - splat(0x1p52 + 0x1p30);  // exact, times 2^31
    const vf square = t * t;
    const vf sine = t * polynomial(square, s), cosine = polynomial(square, c);
    const vu sign = splat(uint64_t{0x8000000000000000});
    z0 = from_bits(bits(radius * (cosine - sine)) ^ ((angle_word << splat(uint64_t{32})) & sign));
    z1 = from_bits(bits(radius * (cosine + sine)) ^ ((angle_word << splat(uint64_t{63}))));
}

/// The four words of the block that holds shocks 4*block to 4*block + 3 of each lane's path in one period.
GRDP_LANE_INLINE PhiloxWords words_of(vu path_low, vu path_high, uint32_t period, uint32_t block, uint64_t seed) {
    const PhiloxWords counter = {path_low, path_high, splat(uint64_t{period}), splat(uint64_t{block})};
    return philox4x32_10(counter, static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32));
}

/// The standard normals of shocks 2*pair and 2*pair + 1.
GRDP_LANE_INLINE void normal_pair(vu path_low, vu path_high, uint32_t period, uint32_t pair, uint64_t seed, vf& z0,
                                  vf& z1) {
    const PhiloxWords w = words_of(path_low, path_high, period, pair / 2, seed);
    if (pair % 2 == 0) normals_of(w.w0, w.w1, z0, z1);
    else normals_of(w.w2, w.w3, z0, z1);
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
