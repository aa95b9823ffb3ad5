// The lane functions as compiled for each instruction set, behind raw pointers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "grdp/stats/lanes/marginal_view.hpp"

namespace grdp::test {

enum class LaneFunction : int {
    exp,
    expm1,
    log,
    log1p,
    sqrt,
    pow,
    sin_2pi,
    cos_2pi,
    normal_density,
    normal_cdf,
    normal_quantile,
    normal_score,
    count
};

#define GRDP_DECLARE_LANE_VARIANT(isa)                                                                       \
    namespace isa {                                                                                          \
    void evaluate(LaneFunction function, const double* x, const double* y, double* out, size_t n);           \
    void evaluate_law(const lanes::MarginalView* law, const double* z, double* out, size_t n);               \
    void normals(uint64_t seed, uint64_t first_path, uint32_t period, uint32_t pair, double* z0, double* z1, \
                 size_t n);                                                                                  \
    size_t lane_count();                                                                                     \
    }
GRDP_DECLARE_LANE_VARIANT(isa_baseline)
GRDP_DECLARE_LANE_VARIANT(isa_avx2)
GRDP_DECLARE_LANE_VARIANT(isa_avx512)
#undef GRDP_DECLARE_LANE_VARIANT

}  // namespace grdp::test
