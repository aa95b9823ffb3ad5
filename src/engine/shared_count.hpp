// What the counting kernels of every instruction set share: plain data, raw pointers.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace grdp::engine::kernel {

/// Draws that are counted in one go: with four normals they fill a third of the innermost cache.
constexpr size_t kTileDraws = 1024;
/// Draws come in whole groups, the last one filled up.
constexpr size_t kTileGroup = 16;

/// t = offset + sum of loadings x normals, in single precision, and where a draw is surely below or above the band.
struct SharedBand {
    const float* loadings = nullptr;
    size_t normals = 0;
    float offset = 0;
    float below = 0;       ///< t < below: surely below the band
    float not_below = 0;   ///< t >= not_below: surely not below
    float not_above = 0;   ///< t <= not_above: surely not above
    float above = 0;       ///< t > above: surely above
};

struct SharedCount {
    uint64_t below = 0;  ///< surely
    uint64_t above = 0;  ///< surely
    bool doubt = false;  ///< some draw is neither surely in nor surely out
};

/// Normals of a tile: number k of draw i at normals[k * stride + i]; `draws` is a multiple of kTileGroup.
using CountShared = void (*)(const float* normals, size_t stride, size_t draws, const SharedBand& band, SharedCount& count);
/// The draws in doubt, ascending; their number.
using ListShared = size_t (*)(const float* normals, size_t stride, size_t draws, const SharedBand& band, uint32_t* doubtful);

struct SharedKernel {
    CountShared count = nullptr;
    ListShared list = nullptr;
};

}  // namespace grdp::engine::kernel
