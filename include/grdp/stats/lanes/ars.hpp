// ARS-4x32-7 (Salmon, Moraes, Dror, Shaw 2011): seven rounds of AES with a Weyl sequence of keys. The rounds are those of
// FIPS 197 whoever computes them: the processor's instructions or a table. docs/method/random-numbers.md, equation (RN-11).
#pragma once

#include "grdp/stats/lanes/philox.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

inline constexpr int kArsRounds = 7;
/// Added to the halves of the key from round to round: the golden ratio and sqrt(3) - 1.
inline constexpr uint64_t kArsWeylLow = 0x9E3779B97F4A7C15, kArsWeylHigh = 0xBB67AE8584CAA73B;

/// The substitution of AES, and its columns in the field: bytes 2 S(x), S(x), S(x), 3 S(x) from the lowest.
struct AesTable {
    uint8_t substitute[256] = {};
    uint32_t column[256] = {};

    static constexpr uint8_t doubled(uint8_t x) {
        return static_cast<uint8_t>((x << 1) ^ ((x >> 7) * 0x1B));
    }
    static constexpr uint8_t rotated(uint8_t x, int by) {
        return static_cast<uint8_t>((x << by) | (x >> (8 - by)));
    }

    constexpr AesTable() {
        uint8_t p = 1, q = 1;  // p runs through the field as powers of 3, q through the inverses
        do {
            p = static_cast<uint8_t>(p ^ doubled(p));
            q = static_cast<uint8_t>(q ^ (q << 1));
            q = static_cast<uint8_t>(q ^ (q << 2));
            q = static_cast<uint8_t>(q ^ (q << 4));
            q = static_cast<uint8_t>(q ^ ((q >> 7) * 0x09));
            substitute[p] = static_cast<uint8_t>(q ^ rotated(q, 1) ^ rotated(q, 2) ^ rotated(q, 3) ^ rotated(q, 4) ^ 0x63);
        } while (p != 1);
        substitute[0] = 0x63;
        for (int x = 0; x < 256; ++x) {
            const uint32_t one = substitute[x], two = doubled(substitute[x]);
            column[x] = two | (one << 8) | (one << 16) | ((one ^ two) << 24);
        }
    }
};
inline constexpr AesTable kAes;

struct ArsWords {
    uint32_t w[4];
};

/// Counter and key of four words; the key's halves are added to as 64-bit numbers.
inline ArsWords ars4x32_7(ArsWords state, uint64_t key_low, uint64_t key_high) {
    const auto key_word = [&](int i) {
        return static_cast<uint32_t>(i < 2 ? key_low >> (32 * i) : key_high >> (32 * (i - 2)));
    };
    for (int i = 0; i < 4; ++i) state.w[i] ^= key_word(i);
    for (int round = 1; round <= kArsRounds; ++round) {
        key_low += kArsWeylLow;
        key_high += kArsWeylHigh;
        ArsWords next = {};
        for (int i = 0; i < 4; ++i) {
            uint32_t word = 0;
            for (int row = 0; row < 4; ++row) {
                const uint32_t byte = (state.w[(i + row) & 3] >> (8 * row)) & 0xFF;
                const uint32_t part = round == kArsRounds ? uint32_t{kAes.substitute[byte]} : kAes.column[byte];
                word ^= row == 0 ? part : (part << (8 * row)) | (part >> (32 - 8 * row));
            }
            next.w[i] = word ^ key_word(i);
        }
        state = next;
    }
    return state;
}

/// What one block of words is drawn for.
struct WordBlock {
    uint64_t seed;
    uint64_t first_path;
    uint32_t period;
    uint32_t block;
};

/// The words of `count` consecutive paths (a multiple of 8), each in the low half of a lane of to[0] to to[3]; what stands in
/// the high halves is nobody's concern.
inline void ars_words_portable(const WordBlock& at, double* const* to, size_t count) {
    for (size_t k = 0; k < count; ++k) {
        const uint64_t path = at.first_path + k;
        const ArsWords words = ars4x32_7(
            {{static_cast<uint32_t>(path), static_cast<uint32_t>(path >> 32), at.period, at.block}}, at.seed, 0);
        for (size_t i = 0; i < 4; ++i) {
            const uint64_t word = words.w[i];
            __builtin_memcpy(to[i] + k, &word, sizeof word);
        }
    }
}

#if defined(__x86_64__)
/// The same with the processor's rounds; call it only where CPUID tells of AES.
[[gnu::target("aes"), gnu::noinline]] inline void ars_words_aes(const WordBlock& at, double* const* to, size_t count) {
    const __m128i weyl = _mm_set_epi64x(static_cast<long long>(kArsWeylHigh), static_cast<long long>(kArsWeylLow));
    const long long place = static_cast<long long>((uint64_t{at.block} << 32) | at.period);
    const __m128i first_key = _mm_set_epi64x(0, static_cast<long long>(at.seed));
    for (size_t k = 0; k < count; k += 8) {
        __m128i v[8], key = first_key;
        for (size_t j = 0; j < 8; ++j) {
            v[j] = _mm_xor_si128(_mm_set_epi64x(place, static_cast<long long>(at.first_path + k + j)), key);
        }
        for (int round = 1; round < kArsRounds; ++round) {
            key = _mm_add_epi64(key, weyl);
            for (size_t j = 0; j < 8; ++j) v[j] = _mm_aesenc_si128(v[j], key);
        }
        key = _mm_add_epi64(key, weyl);
        for (size_t j = 0; j < 8; ++j) v[j] = _mm_aesenclast_si128(v[j], key);
        for (size_t j = 0; j < 8; j += 2) {
            const __m128i low = _mm_unpacklo_epi64(v[j], v[j + 1]), high = _mm_unpackhi_epi64(v[j], v[j + 1]);
            const __m128i words[] = {low, _mm_srli_epi64(low, 32), high, _mm_srli_epi64(high, 32)};
            for (size_t i = 0; i < 4; ++i) __builtin_memcpy(to[i] + k + j, &words[i], sizeof words[i]);
        }
    }
}
#endif

#if GRDP_LANE_BYTES == 64
/// The same, four paths to an instruction; call it only where CPUID tells of VAES.
[[gnu::target("vaes"), gnu::noinline]] inline void ars_words_vaes(const WordBlock& at, double* const* to, size_t count) {
    const vu weyl = {kArsWeylLow, kArsWeylHigh, kArsWeylLow, kArsWeylHigh, kArsWeylLow, kArsWeylHigh, kArsWeylLow, kArsWeylHigh};
    const vu first_key = {at.seed, 0, at.seed, 0, at.seed, 0, at.seed, 0};
    const uint64_t p = at.first_path, place = (uint64_t{at.block} << 32) | at.period;
    vu counter = vu{p, place, p, place, p, place, p, place} + vu{0, 0, 2, 0, 4, 0, 6, 0};
    for (size_t k = 0; k < count; k += 8) {
        vu key = first_key;
        vu even = counter ^ key, odd = (counter + vu{1, 0, 1, 0, 1, 0, 1, 0}) ^ key;
        counter += vu{8, 0, 8, 0, 8, 0, 8, 0};
#pragma GCC unroll 7
        for (int round = 1; round < kArsRounds; ++round) {
            key += weyl;
            even = reinterpret_cast<vu>(_mm512_aesenc_epi128(reinterpret_cast<__m512i>(even), reinterpret_cast<__m512i>(key)));
            odd = reinterpret_cast<vu>(_mm512_aesenc_epi128(reinterpret_cast<__m512i>(odd), reinterpret_cast<__m512i>(key)));
        }
        key += weyl;
        const __m512i a = _mm512_aesenclast_epi128(reinterpret_cast<__m512i>(even), reinterpret_cast<__m512i>(key));
        const __m512i b = _mm512_aesenclast_epi128(reinterpret_cast<__m512i>(odd), reinterpret_cast<__m512i>(key));
        const vu low = reinterpret_cast<vu>(_mm512_maskz_unpacklo_epi64(kAllLanes, a, b));
        const vu high = reinterpret_cast<vu>(_mm512_maskz_unpackhi_epi64(kAllLanes, a, b));
        const vu words[] = {low, low >> splat(uint64_t{32}), high, high >> splat(uint64_t{32})};
        for (size_t i = 0; i < 4; ++i) __builtin_memcpy(to[i] + k, &words[i], sizeof words[i]);
    }
}
#endif

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
