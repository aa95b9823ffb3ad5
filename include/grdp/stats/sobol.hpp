// Sobol' points, scrambled so that each is uniform and each replicate an independent unbiased rule.
// docs/method/estimators.md, equations (ES-20) to (ES-22).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace grdp::stats {

/// Dimensions with direction numbers of Joe and Kuo (2008); later ones are pseudo-random.
inline constexpr std::size_t kSobolDimensions = 512;
/// A replicate has at most 2^30 points.
inline constexpr unsigned kSobolLevels = 30;

/// Direction number `level` (0 the first) of a dimension (0 is van der Corput's), its binary point before bit 31.
/// Contract: dimension < kSobolDimensions, level < 32.
[[nodiscard]] std::uint32_t sobol_direction(std::size_t dimension, unsigned level);

/// One replicate: a random linear matrix scramble (Matousek 1998) and a digital shift of each dimension, both functions of
/// (seed, replicate, dimension) alone. Points 0 .. 2^m - 1 are a net for every m; point i is the same whatever the number
/// of points or of dimensions.
class ScrambledSobol {
  public:
    ScrambledSobol(std::uint64_t seed, std::uint32_t replicate, std::size_t dimensions);

    /// Prepares points 0 .. 2^levels - 1.
    void reach(unsigned levels);
    /// u[k] in (0, 1) is coordinate `dimension` of point first + k, a multiple of 2^-53. Contract: reached.
    void fill(std::size_t dimension, std::uint64_t first, std::size_t count, double* u) const;
    [[nodiscard]] std::size_t dimensions() const { return shifts_.size(); }

  private:
    std::uint64_t seed_;
    std::uint32_t replicate_;
    unsigned levels_ = 0;
    std::vector<std::uint64_t> shifts_;
    std::vector<std::uint64_t> matrices_;  ///< [dimension x kSobolLevels]: columns of the lower triangular ones, top bit first
    std::vector<std::uint64_t> columns_;   ///< [dimension x kSobolLevels], scrambled
};

}  // namespace grdp::stats
