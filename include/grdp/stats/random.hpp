// Random numbers with addresses: a draw is a function of (seed, path, period, shock) and of nothing else, so it is the
// same for any thread count, block size or resume. docs/method/random-numbers.md, equations (RN-1) to (RN-5).
#pragma once

#include <array>
#include <cstdint>

namespace grdp::stats {

/// Who makes the random words of an address. Part of a result's identity.
enum class Generator : std::uint8_t {
    philox,  ///< Philox4x32-10
    ars,     ///< ARS-4x32-7: quicker where the processor has AES, the same bits where it has not
};

/// The generators' names as they stand in results.
inline constexpr const char* kGeneratorName = "philox4x32-10/box-muller-32";
inline constexpr const char* kArsGeneratorName = "ars4x32-7/box-muller-32";
[[nodiscard]] constexpr const char* generator_name(Generator generator) {
    return generator == Generator::ars ? kArsGeneratorName : kGeneratorName;
}

/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw (2011): counter and key words in Random123's order.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                                         std::array<std::uint32_t, 2> key);

/// ARS-4x32-7 of the same authors, by table: counter and key words in Random123's order.
[[nodiscard]] std::array<std::uint32_t, 4> ars4x32_7(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 4> key);

struct UniformPair {
    double u0;  ///< in (0, 1], a multiple of 2^-52
    double u1;  ///< in [0, 1), a multiple of 2^-52
};
struct NormalPair {
    double z0;  ///< shock 2*pair
    double z1;  ///< shock 2*pair + 1
};

/// The scalar twins of the lane functions, equal to the last bit. period: ordinal of the period.
/// Uniforms of 52 bits from a block of their own.
[[nodiscard]] UniformPair uniform_pair(std::uint64_t seed, std::uint64_t path, std::uint32_t period,
                                       std::uint32_t block);
/// pair: shock index / 2; two pairs share a block. |z| < 6.77 on a grid of 2^64 points, docs/method/random-numbers.md.
[[nodiscard]] NormalPair normal_pair(std::uint64_t seed, std::uint64_t path, std::uint32_t period, std::uint32_t pair,
                                     Generator generator = Generator::philox);

}  // namespace grdp::stats
