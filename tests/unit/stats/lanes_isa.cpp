#include "lanes_isa.hpp"

#include "grdp/stats/lanes/elementary.hpp"
#include "grdp/stats/lanes/marginal.hpp"
#include "grdp/stats/lanes/normal_score.hpp"
#include "grdp/stats/lanes/normals.hpp"

namespace grdp::test::GRDP_ISA_NAMESPACE {

namespace {

using lanes::vf;

vf apply(LaneFunction function, vf x, vf y) {
    vf sine, cosine;
    switch (function) {
        case LaneFunction::exp:
            return lanes::exp(x);
        case LaneFunction::expm1:
            return lanes::expm1(x);
        case LaneFunction::log:
            return lanes::log(x);
        case LaneFunction::log1p:
            return lanes::log1p(x);
        case LaneFunction::sqrt:
            return lanes::sqrt(x);
        case LaneFunction::pow:
            return lanes::pow(x, y);
        case LaneFunction::sin_2pi:
            lanes::sincos_2pi(x, sine, cosine);
            return sine;
        case LaneFunction::cos_2pi:
            lanes::sincos_2pi(x, sine, cosine);
            return cosine;
        case LaneFunction::normal_density:
            return lanes::normal_density(x);
        case LaneFunction::normal_cdf:
            return lanes::normal_cdf(x);
        case LaneFunction::normal_quantile:
            return lanes::normal_quantile(x);
        case LaneFunction::normal_score:
            return lanes::normal_score(x);
        case LaneFunction::count:
            break;
    }
    return x;
}

}  // namespace

void evaluate(LaneFunction function, const double* x, const double* y, double* out, size_t n) {
    for (size_t i = 0; i < n; i += lanes::kLanes)
        lanes::store(out + i, apply(function, lanes::load(x + i), lanes::load(y + i)));
}

void evaluate_law(const lanes::MarginalView* law, const double* z, double* out, size_t n) {
    for (size_t i = 0; i < n; i += lanes::kLanes)
        lanes::store(out + i, lanes::evaluate_marginal(lanes::load(z + i), *law));
}

void normals(uint64_t seed, uint64_t first_path, uint32_t period, uint32_t pair, double* z0, double* z1, size_t n) {
    for (size_t i = 0; i < n; i += lanes::kLanes) {
        const lanes::PathLanes path = lanes::consecutive_paths(first_path + i);
        vf a, b;
        lanes::normal_pair(path.low, path.high, period, pair, seed, a, b);
        lanes::store(z0 + i, a);
        lanes::store(z1 + i, b);
    }
}

size_t lane_count() {
    return lanes::kLanes;
}

}  // namespace grdp::test::GRDP_ISA_NAMESPACE
