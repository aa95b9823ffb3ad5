// Sums whose bits depend on the path numbers only, never on threads, lanes or the order in which blocks arrive.
// docs/method/estimators.md, equations (ES-1) to (ES-4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace grdp::stats {

/// A constant of the run format: a block holds the paths [8192*b, 8192*(b+1)).
inline constexpr std::uint64_t kPathsPerBlock = 8192;
inline constexpr std::size_t kLogicalLanes = 8;

/// Sums of (x - shift) and (x - shift)^2 over n paths.
struct MomentPartial {
    double sum = 0;
    double sum2 = 0;
    std::uint64_t n = 0;
    friend bool operator==(const MomentPartial&, const MomentPartial&) = default;
};

[[nodiscard]] MomentPartial combine(const MomentPartial& earlier, const MomentPartial& later);

/// Partial sums of a block in the lanes path index mod 8; a kernel may fill the arrays itself.
struct MomentLanes {
    std::array<double, kLogicalLanes> sum = {};
    std::array<double, kLogicalLanes> sum2 = {};
    std::uint64_t n = 0;

    /// values[i] is the value of path first_path + i.
    void add(std::span<const double> values, double shift, std::uint64_t first_path);
    /// The fixed tree ((0+4)+(2+6)) + ((1+5)+(3+7)).
    [[nodiscard]] MomentPartial total() const;
};

/// Combines the partials of blocks 0, 1, 2, ... by the pairwise tree over the block index. Blocks may arrive in any
/// order; each exactly once. Memory: logarithmic if they arrive in order.
class PairwiseCombiner {
  public:
    void add(std::uint64_t block, const MomentPartial& partial);
    /// All blocks up to the highest have arrived.
    [[nodiscard]] bool complete() const;
    /// The total over the blocks. Contract: complete().
    [[nodiscard]] MomentPartial total() const;

  private:
    struct Node {
        std::uint64_t index;  ///< covers blocks [index << level, (index + 1) << level)
        unsigned level;
        MomentPartial partial;
    };
    std::vector<Node> nodes_;  ///< ascending in blocks, no two of them mergeable siblings
};

/// n < 2 leaves sd and standard_error NaN, n = 0 also the mean.
struct Moments {
    double mean;
    double sd;              ///< n - 1 in the denominator
    double standard_error;  ///< of the mean: sd/sqrt(n)
    std::uint64_t n;
};
[[nodiscard]] Moments moments(const MomentPartial& partial, double shift);

/// sd/sqrt(2(n-1)), exact to first order for a normal law only.
[[nodiscard]] double standard_error_of_sd_if_normal(const Moments& moments);

}  // namespace grdp::stats
