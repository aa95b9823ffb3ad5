// The standard normal law over arrays. Compiled once per instruction set.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC's own intrinsics start from undefined registers
#endif

#include <stddef.h>

#include "grdp/stats/lanes/normal_score.hpp"

namespace grdp::engine::kernel {
namespace GRDP_ISA_NAMESPACE {

void normal_quantiles(double* x, size_t count);
void normal_cdfs(double* x, size_t count);

namespace {

template <size_t N>
[[gnu::always_inline]] inline void quantiles_from(double* x) {
    lanes::vf p[N], z[N];
    GRDP_EACH_LANE_GROUP p[j] = lanes::load(x + j * lanes::kLanes);
    lanes::normal_scores(p, z);
    GRDP_EACH_LANE_GROUP lanes::store(x + j * lanes::kLanes, z[j]);
}

}  // namespace

/// Four groups of lanes side by side: the look-ups and polynomials of one would leave the processor waiting.
void normal_quantiles(double* x, size_t count) {
    size_t k = 0;
    for (; k + 4 * lanes::kLanes <= count; k += 4 * lanes::kLanes) quantiles_from<4>(x + k);
    for (; k < count; k += lanes::kLanes) quantiles_from<1>(x + k);
}

void normal_cdfs(double* x, size_t count) {
    for (size_t k = 0; k < count; k += lanes::kLanes) lanes::store(x + k, lanes::normal_cdf(lanes::load(x + k)));
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::engine::kernel
