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

/// c[0] + x^2*(c[1] + x^2*(...)) of each group.
template <size_t N>
GRDP_LANE_INLINE void polynomials(const vf (&x)[N], const double (&c)[5], vf (&y)[N]) {
    vf square[N];
    GRDP_EACH_LANE_GROUP square[j] = x[j] * x[j];
    GRDP_EACH_LANE_GROUP y[j] = splat(c[4]) * square[j] + splat(c[3]);
    GRDP_EACH_LANE_GROUP y[j] = y[j] * square[j] + splat(c[2]);
    GRDP_EACH_LANE_GROUP y[j] = y[j] * square[j] + splat(c[1]);
    GRDP_EACH_LANE_GROUP y[j] = y[j] * square[j] + splat(c[0]);
}

/// sqrt(-2 log u), u = (word + 1/2)/2^32; relative error below 1e-11. At most 6.7637.
template <size_t N>
GRDP_LANE_INLINE void radius_of(const vu (&word)[N], vf (&radius)[N]) {
    constexpr uint64_t half_root = 0x3FE6A09E00000000;  // just below sqrt(1/2)
    // -2 log m = s*P(s^2) with s = (m-1)/(m+1); minimax, relative error 4.3e-12
    constexpr double c[] = {-0x1.00000000049e7p+2, -0x1.555554daee41ep+0, -0x1.999a9c8a467fap-1, -0x1.2432ba683936ep-1,
                            -0x1.e3b159cf31211p-2};
    vf x[N], exponent[N], mantissa[N], s[N], halvings[N], series[N];
    vu shifted[N];
    GRDP_EACH_LANE_GROUP x[j] = behind_2_to_52(word[j], 0xFFFFFFFF, 0) - splat(0x1p52 - 0.5);  // exact
    GRDP_EACH_LANE_GROUP shifted[j] = bits(x[j]) + splat(uint64_t{0x3FF0000000000000} - half_root);
    GRDP_EACH_LANE_GROUP mantissa[j] =
        from_bits((shifted[j] & splat(uint64_t{0x000FFFFFFFFFFFFF})) + splat(half_root));
    GRDP_EACH_LANE_GROUP s[j] = (mantissa[j] - splat(1.0)) / (mantissa[j] + splat(1.0));
    GRDP_EACH_LANE_GROUP exponent[j] =
        from_bits((shifted[j] >> splat(uint64_t{52})) | splat(uint64_t{0x4330000000000000}));
    GRDP_EACH_LANE_GROUP halvings[j] = (splat(0x1p52 + 1023 + 32) - exponent[j]) * splat(0x1.62e42fefa39efp+0);
    polynomials(s, c, series);
    GRDP_EACH_LANE_GROUP radius[j] = sqrt(halvings[j] + s[j] * series[j]);
}

/// Two independent standard normals of two words (Box and Muller 1958): the first word is the radius, bits 1 to 30 of the
/// second the angle within a quarter turn, its bits 31 and 0 the signs of z0 and z1. |error| below 3e-10.
/// N groups of lanes advance together, step by step: their chains of dependent steps fill each other's waiting times.
template <size_t N>
GRDP_LANE_INLINE void normals_of(const vu (&radius_word)[N], const vu (&angle_word)[N], vf (&z0)[N], vf (&z1)[N]) {
    // The angle is pi/4 + t*pi/2 with t*2^31 odd, |t| < 1/2: sines and cosines of pi/4 + a are sums and differences of
    // those of a, each over sqrt(2). Minimax in t^2, absolute errors 2e-12 and 3.4e-11.
    constexpr double t1 = 0x1p-31, t2 = 0x1p-62;
    constexpr double s[] = {t1 * 0x1.1c5831add0e58p+0, t1 * t2 * -0x1.d3ba5c0bdb8a4p-2,
                            t1 * t2 * t2 * 0x1.cda0f5b2a0c03p-5, t1 * t2 * t2 * t2 * -0x1.b1de5feca54c2p-9,
                            t1 * t2 * t2 * t2 * t2 * 0x1.d53627df3d010p-14};
    constexpr double c[] = {0x1.6a09e667a9dc7p-1, t2 * -0x1.bea5b5cd72808p-1, t2 * t2 * 0x1.6f5a2cd2a2025p-3,
                            t2 * t2 * t2 * -0x1.e35674c03c332p-7, t2 * t2 * t2 * t2 * 0x1.4efff71d78175p-11};
    const vu sign = splat(uint64_t{0x8000000000000000});
    vf radius[N], t[N], sine[N], cosine[N];
    radius_of(radius_word, radius);
    GRDP_EACH_LANE_GROUP t[j] = behind_2_to_52(angle_word[j], 0x7FFFFFFE, 1) - splat(0x1p52 + 0x1p30);  // exact, times 2^31
    polynomials(t, s, sine);
    polynomials(t, c, cosine);
    GRDP_EACH_LANE_GROUP sine[j] = t[j] * sine[j];
    GRDP_EACH_LANE_GROUP z0[j] = from_bits(bits(radius[j] * (cosine[j] - sine[j])) ^ ((angle_word[j] << splat(uint64_t{32})) & sign));
    GRDP_EACH_LANE_GROUP z1[j] = from_bits(bits(radius[j] * (cosine[j] + sine[j])) ^ (angle_word[j] << splat(uint64_t{63})));
}

GRDP_LANE_INLINE vf radius_of(vu word) {
    const vu words[] = {word};
    vf radius[1];
    radius_of(words, radius);
    return radius[0];
}

GRDP_LANE_INLINE void normals_of(vu radius_word, vu angle_word, vf& z0, vf& z1) {
    const vu radius_words[] = {radius_word}, angle_words[] = {angle_word};
    vf first[1], second[1];
    normals_of(radius_words, angle_words, first, second);
    z0 = first[0];
    z1 = second[0];
}

/// The standard normals of shocks 2*pair and 2*pair + 1 of each lane's path; a block of words has those of four shocks.
GRDP_LANE_INLINE void normal_pair(vu path_low, vu path_high, uint32_t period, uint32_t pair, uint64_t seed, vf& z0,
                                  vf& z1) {
    const PhiloxWords counter = {path_low, path_high, splat(uint64_t{period}), splat(uint64_t{pair / 2})};
    const PhiloxWords w = philox4x32_10(counter, static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32));
    if (pair % 2 == 0) normals_of(w.w0, w.w1, z0, z1);
    else normals_of(w.w2, w.w3, z0, z1);
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
