// How to sample: everything that, with the compiled model, fixes the bits of an ensemble.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grdp/stats/random.hpp"

namespace grdp::engine {

/// Instruction set of the kernels. Every choice gives the same bits; the names exist for tests and measurements.
enum class Isa : std::uint8_t { automatic, baseline, avx2, avx512 };

/// "auto", "baseline", "avx2", "avx512"
[[nodiscard]] std::string_view isa_name(Isa isa);
/// The best set that this processor has and `wanted` allows; never `automatic`.
[[nodiscard]] Isa resolve_isa(Isa wanted);

/// Paths per block: a constant of the run format, part of a result's identity (docs/method/determinism.md).
inline constexpr std::uint64_t kBlockPaths = 8192;
/// Name of the random numbers, part of a result's identity.
inline constexpr std::string_view kGeneratorName = stats::kGeneratorName;
/// Version of the numerical contract: raised when the same inputs give other bits.
inline constexpr int kNumericsVersion = 2;

struct Sampling {
    std::uint64_t seed = 2023;
    std::uint64_t draws = 100'000;  ///< paths, 2 to 2^40: a spread needs two
    double dispersion = 1.0;        ///< finite, >= 0: factor on every shock and parameter deviation; 0 is the projection
    std::vector<double> probabilities = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};  ///< of the quantiles, each in (0, 1)
    std::uint64_t first_path = 0;   ///< number of the first path, a multiple of kBlockPaths
    Isa isa = Isa::automatic;
    stats::Generator generator = stats::Generator::philox;
    std::uint64_t memory_limit = 512ull << 20;  ///< bytes for the exact quantile search and kept paths; never changes a bit
};

}  // namespace grdp::engine
