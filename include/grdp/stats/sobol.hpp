// Sobol' points, scrambled so that each is uniform and each replicate an independent unbiased rule.
// docs/method/estimators.md, equations (ES-20) to (ES-22).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace grdp::stats {

/// Dimensions with direction numbers of Joe and Kuo (2008); later ones are pseudo-random.
inline constexpr std::size_t kSobolDimensions = 512;
/// A replicate has at most 2^30 points.
inline constexpr unsigned kSobolLevels = 30;

/// Direction number `level` (0 the first) of a dimension (0 is van der Corput's), its binary point before bit 31.
/// Contract: dimension < kSobolDimensions, level < 32.
[[nodiscard]] std::uint32_t sobol_direction(std::size_t dimension, unsigned level);

/// Direction numbers of dimensions 0 .. dimensions - 1, at most kSobolDimensions: what all replicates of a rule share.
class SobolDirections {
  public:
    explicit SobolDirections(std::size_t dimensions);
    /// As sobol_direction(). Contract: dimension < dimensions(), level < 32.
    [[nodiscard]] std::uint32_t at(std::size_t dimension, unsigned level) const { return numbers_[dimension][level]; }
    [[nodiscard]] std::size_t dimensions() const { return numbers_.size(); }

  private:
    std::vector<std::array<std::uint32_t, 32>> numbers_;
};

/// One replicate: a random linear matrix scramble (Matousek 1998) and a digital shift of each dimension, both functions of
/// (seed, replicate, dimension) alone. Points 0 .. 2^m - 1 are a net for every m; point i is the same whatever the number
/// of points or of dimensions.
class ScrambledSobol {
  public:
    ScrambledSobol(std::uint64_t seed, std::uint32_t replicate, std::size_t dimensions);
    /// Contract: `directions` holds min(dimensions, kSobolDimensions) of them at least.
    ScrambledSobol(std::uint64_t seed, std::uint32_t replicate, std::size_t dimensions,
                   std::shared_ptr<const SobolDirections> directions);

    /// Prepares points 0 .. 2^levels - 1.
    void reach(unsigned levels);
    /// u[k] in (0, 1) is coordinate `dimension` of point first + k, a multiple of 2^-53. Contract: reached.
    void fill(std::size_t dimension, std::uint64_t first, std::size_t count, double* u) const;
    [[nodiscard]] std::size_t dimensions() const { return shifts_.size(); }

  private:
    std::uint64_t seed_;
    std::uint32_t replicate_;
    std::shared_ptr<const SobolDirections> directions_;
    unsigned levels_ = 0;
    std::vector<std::uint64_t> shifts_;
    std::vector<std::uint64_t> matrices_;  ///< [dimension x kSobolLevels]: columns of the lower triangular ones, top bit first
    std::vector<std::uint64_t> columns_;   ///< [dimension x kSobolLevels], scrambled
};

}  // namespace grdp::stats
