#include "shared_tiles.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "grdp/stats/elementary.hpp"
#include "schedule.hpp"
#include "shared_count.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

/// More than rounding can do to a place along a direction of length one, or to a distance from it.
constexpr double kMargin = 1e-6;

std::size_t whole_groups(std::size_t count) { return (count + kernel::kTileGroup - 1) / kernel::kTileGroup * kernel::kTileGroup; }

}  // namespace

SharedTiles::SharedTiles(const std::vector<NormalAt>& normals, const Sampling& sampling, std::uint64_t first, std::size_t count,
                         const std::vector<double>& direction)
    : first_(first), normals_(normals.size()), stride_(whole_groups(count)), exact_(normals_ * stride_), order_(stride_) {
    draw(normals, sampling, count);
    std::iota(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(count), 0u);
    if (!direction.empty()) sort_along(direction, count);
    rounded_.assign(exact_.size(), std::numeric_limits<float>::quiet_NaN());  // what fills the last group is nowhere
    for (std::size_t k = 0; k < normals_; ++k) {
        for (std::size_t i = k * stride_; i < k * stride_ + count; ++i) rounded_[i] = static_cast<float>(exact_[i]);
    }
    lay_tiles(direction, count);
}

void SharedTiles::draw(const std::vector<NormalAt>& normals, const Sampling& sampling, std::size_t count) {
    Graph graph;
    std::vector<Observation> observations;
    for (const NormalAt& at : normals) {
        observations.push_back({graph.normal(at.ordinal, at.number), Op::observe_cell, static_cast<std::uint32_t>(observations.size())});
    }
    Program program;
    program.cell_sinks = static_cast<std::uint32_t>(normals.size());
    schedule(graph, observations, program);
    Worker worker(program, sampling);
    for (std::size_t done = 0; done < count; done += kernel::kChunk) {
        for (std::size_t k = 0; k < normals.size(); ++k) worker.cells[k].kept = &exact_[k * stride_ + done];
        worker.run_chunk(first_ + done, std::min<std::size_t>(kernel::kChunk, count - done), kernel::Pass::measure);
    }
}

void SharedTiles::sort_along(const std::vector<double>& direction, std::size_t count) {
    std::vector<std::pair<float, std::uint32_t>> places(count);
    for (std::size_t i = 0; i < count; ++i) {
        double along = 0;
        for (std::size_t k = 0; k < normals_; ++k) along += direction[k] * exact_[k * stride_ + i];
        places[i] = {static_cast<float>(along), static_cast<std::uint32_t>(i)};
    }
    std::sort(places.begin(), places.end());
    for (std::size_t i = 0; i < count; ++i) order_[i] = places[i].second;
    std::vector<double> column(count);
    for (std::size_t k = 0; k < normals_; ++k) {
        double* values = &exact_[k * stride_];
        for (std::size_t i = 0; i < count; ++i) column[i] = values[order_[i]];
        std::copy(column.begin(), column.end(), values);
    }
}

void SharedTiles::lay_tiles(const std::vector<double>& direction, std::size_t count) {
    for (std::size_t begin = 0; begin < count; begin += kernel::kTileDraws) {
        Tile tile{begin, std::min(kernel::kTileDraws, count - begin), 0, 0, 0, 0};
        tile.filled = whole_groups(tile.draws);
        double farthest = 0;
        for (std::size_t i = begin; i < begin + tile.draws && !direction.empty(); ++i) {
            double along = 0, square = 0;
            for (std::size_t k = 0; k < normals_; ++k) {
                along += direction[k] * normal(k, i);
                square += normal(k, i) * normal(k, i);
            }
            tile.low = i == begin ? along : std::min(tile.low, along);
            tile.high = i == begin ? along : std::max(tile.high, along);
            farthest = std::max(farthest, square - along * along);
        }
        tile.low -= kMargin;
        tile.high += kMargin;
        tile.radius = stats::sqrt(farthest) + kMargin;
        tiles_.push_back(tile);
    }
}

}  // namespace grdp::engine
