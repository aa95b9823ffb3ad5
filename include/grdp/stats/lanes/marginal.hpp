// Evaluation of a marginal law on lanes. docs/method/distributions.md, equation (DI-12).
#pragma once

#include "grdp/stats/lanes/exponential.hpp"
#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/marginal_view.hpp"
#include "grdp/stats/lanes/normal_law.hpp"

namespace grdp::lanes {
inline namespace GRDP_ISA_NAMESPACE {

/// table[index of each lane].
GRDP_LANE_INLINE vf gather(const double* table, vu index) {
#if GRDP_LANE_BYTES == 64
    // Without optimisation gcc's intrinsic is a macro whose casts trip the warnings of this project.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
    return reinterpret_cast<vf>(
        _mm512_mask_i64gather_pd(_mm512_setzero_pd(), kAllLanes, reinterpret_cast<__m512i>(index), table, 8));
#pragma GCC diagnostic pop
#elif GRDP_LANE_BYTES == 32
    return vf{table[index[0]], table[index[1]], table[index[2]], table[index[3]]};
#else
    return vf{table[index[0]], table[index[1]]};
#endif
}

/// N groups of lanes advance together: their loads from the table wait at the same time.
template <size_t N>
GRDP_LANE_INLINE void evaluate_pieces(const vf (&z)[N], const MarginalView& law, vf (&x)[N]) {
    vf place[N], piece[N], t[N];
    vu first[N];
    GRDP_EACH_LANE_GROUP place[j] =
        (at_least(at_most(z[j], kMarginalScoreLimit), -kMarginalScoreLimit) - splat(law.origin)) * splat(law.pieces_per_score);
    GRDP_EACH_LANE_GROUP piece[j] = at_least(at_most(place[j] - splat(0.5), law.last_piece), 0.0);
    GRDP_EACH_LANE_GROUP piece[j] = select(piece[j] == piece[j], piece[j], splat(0.0));  // a NaN must not become an address
    GRDP_EACH_LANE_GROUP piece[j] = round_to_integer(piece[j]);
    GRDP_EACH_LANE_GROUP first[j] = (bits(piece[j] + splat(0x1p52)) & splat(uint64_t{0xFFFFFFFF})) << splat(kMarginalPieceShift);
    GRDP_EACH_LANE_GROUP t[j] = place[j] - piece[j] - splat(0.5);
    GRDP_EACH_LANE_GROUP x[j] = gather(law.coefficients + 5, first[j]);
    GRDP_EACH_LANE_GROUP x[j] = x[j] * t[j] + gather(law.coefficients + 4, first[j]);
    GRDP_EACH_LANE_GROUP x[j] = x[j] * t[j] + gather(law.coefficients + 3, first[j]);
    GRDP_EACH_LANE_GROUP x[j] = x[j] * t[j] + gather(law.coefficients + 2, first[j]);
    GRDP_EACH_LANE_GROUP x[j] = x[j] * t[j] + gather(law.coefficients + 1, first[j]);
    GRDP_EACH_LANE_GROUP x[j] = x[j] * t[j] + gather(law.coefficients, first[j]);
    GRDP_EACH_LANE_GROUP x[j] = at_least(at_most(x[j], law.above), law.below);
}

GRDP_LANE_INLINE vf evaluate_pieces(vf z, const MarginalView& law) {
    const vf one[] = {z};
    vf x[1];
    evaluate_pieces(one, law, x);
    return x[0];
}

/// The deviation of each lane's standard normal score; NaN stays, except in a constant.
inline vf evaluate_marginal(vf z, const MarginalView& law) {
    switch (law.form) {
        case MarginalForm::constant:
            return splat(law.a);
        case MarginalForm::linear:
            return splat(law.a) * z;
        case MarginalForm::lognormal:
            return splat(law.a) * expm1(splat(law.b) * z);
        case MarginalForm::uniform:
            return splat(law.a) + splat(law.b) * normal_cdf(z);
        case MarginalForm::pieces:
            return evaluate_pieces(z, law);
    }
    return splat(kNan);
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::lanes
