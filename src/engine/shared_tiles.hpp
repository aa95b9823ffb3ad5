// Common draws, laid out for many scenarios: in the order of a direction, in tiles whose values have bounds.
#pragma once

#include <cstdint>
#include <vector>

#include "grdp/engine/shared_draws.hpp"

namespace grdp::engine {

/// Draws first .. first + count - 1 of a run.
class SharedTiles {
  public:
    /// `direction`: one number per normal, of length one; along it the draws are sorted. Empty: they stay as they come.
    SharedTiles(const std::vector<NormalAt>& normals, const Sampling& sampling, std::uint64_t first, std::size_t count, const std::vector<double>& direction);

    /// Draws of a tile lie between `low` and `high` along the direction, and no farther than `radius` from its line.
    struct Tile {
        std::size_t begin = 0;  ///< of the columns
        std::size_t draws = 0;
        std::size_t filled = 0;  ///< to whole groups, with draws that are NaN
        double low = 0, high = 0, radius = 0;
    };
    [[nodiscard]] const std::vector<Tile>& tiles() const { return tiles_; }
    [[nodiscard]] std::size_t stride() const { return stride_; }
    /// Number k of column i at [k * stride() + i].
    [[nodiscard]] const float* rounded() const { return rounded_.data(); }
    [[nodiscard]] double normal(std::size_t k, std::size_t column) const { return exact_[k * stride_ + column]; }
    [[nodiscard]] std::uint64_t path(std::size_t column) const { return first_ + order_[column]; }

  private:
    void draw(const std::vector<NormalAt>& normals, const Sampling& sampling, std::size_t count);
    void sort_along(const std::vector<double>& direction, std::size_t count);
    void lay_tiles(const std::vector<double>& direction, std::size_t count);

    std::uint64_t first_;
    std::size_t normals_;
    std::size_t stride_;
    std::vector<double> exact_;   ///< [normals x stride]
    std::vector<float> rounded_;  ///< the same in single precision
    std::vector<std::uint32_t> order_;
    std::vector<Tile> tiles_;
};

}  // namespace grdp::engine
