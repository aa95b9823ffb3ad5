// The standard normal law over arrays. Compiled once per instruction set.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC's own intrinsics start from undefined registers
#endif

#include <stddef.h>

#include "grdp/stats/lanes/normal_law.hpp"

namespace grdp::engine::kernel {
namespace GRDP_ISA_NAMESPACE {

void normal_quantiles(double* x, size_t count);
void normal_cdfs(double* x, size_t count);

void normal_quantiles(double* x, size_t count) {
    for (size_t k = 0; k < count; k += lanes::kLanes) lanes::store(x + k, lanes::normal_quantile(lanes::load(x + k)));
}

void normal_cdfs(double* x, size_t count) {
    for (size_t k = 0; k < count; k += lanes::kLanes) lanes::store(x + k, lanes::normal_cdf(lanes::load(x + k)));
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::engine::kernel
