// Elementwise operations over a chunk. Included by kernel_isa.cpp only.
#pragma once

#include "grdp/stats/lanes/ars.hpp"
#include "grdp/stats/lanes/elementary.hpp"
#include "grdp/stats/lanes/marginal.hpp"
#include "grdp/stats/lanes/normals.hpp"
#include "kernel.hpp"

#define GRDP_KERNEL_INLINE [[gnu::always_inline]] static inline

namespace grdp::engine::kernel {
namespace GRDP_ISA_NAMESPACE {
namespace {

using lanes::kLanes;
using lanes::kNan;
using lanes::load;
using lanes::splat;
using lanes::store;
using lanes::vf;
using lanes::vi;

struct Frame {
    const Code& code;
    Run& run;
    size_t lanes;

    double* target(uint32_t place) const { return run.registers + size_t{place} * kChunk; }
    const double* source(uint32_t place, int scalar) const {
        return scalar != 0 ? code.constants + place : run.registers + size_t{place} * kChunk;
    }
};

GRDP_KERNEL_INLINE vi finite(vf x) { return lanes::absolute(x) < splat(lanes::kInfinity); }
GRDP_KERNEL_INLINE vf finite_or_nan(vi known, vf x) { return lanes::select(known, x, splat(kNan)); }
GRDP_KERNEL_INLINE vf truth(vi mask) { return lanes::select(mask, splat(1.0), splat(0.0)); }

struct Add { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return a + b; } };
struct Subtract { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return a - b; } };
struct Multiply { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return a * b; } };
struct Divide { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(b), a / b); } };
struct Power { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), lanes::pow(a, b)); } };
struct Minimum {
    GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), lanes::select(b < a, b, a)); }
};
struct Maximum {
    GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), lanes::select(a < b, b, a)); }
};
struct Less { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), truth(a < b)); } };
struct LessEqual { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), truth(a <= b)); } };
struct Equal { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), truth(a == b)); } };
struct NotEqual { GRDP_KERNEL_INLINE vf of(vf a, vf b) { return finite_or_nan(finite(a) & finite(b), truth(a != b)); } };
struct And {
    GRDP_KERNEL_INLINE vf of(vf a, vf b) {
        return finite_or_nan(finite(a) & finite(b), truth((a != splat(0.0)) & (b != splat(0.0))));
    }
};
struct Or {
    GRDP_KERNEL_INLINE vf of(vf a, vf b) {
        return finite_or_nan(finite(a) & finite(b), truth((a != splat(0.0)) | (b != splat(0.0))));
    }
};
struct Not { GRDP_KERNEL_INLINE vf of(vf a) { return finite_or_nan(finite(a), truth(a == splat(0.0))); } };
struct Negate { GRDP_KERNEL_INLINE vf of(vf a) { return -a; } };
struct Exponential { GRDP_KERNEL_INLINE vf of(vf a) { return finite_or_nan(finite(a), lanes::exp(a)); } };
struct Logarithm { GRDP_KERNEL_INLINE vf of(vf a) { return lanes::log(a); } };
struct SquareRoot { GRDP_KERNEL_INLINE vf of(vf a) { return lanes::sqrt(a); } };
struct Absolute { GRDP_KERNEL_INLINE vf of(vf a) { return lanes::absolute(a); } };
struct Positive { GRDP_KERNEL_INLINE vf of(vf a) { return finite_or_nan(a > splat(0.0), a); } };
struct MultiplyAdd { GRDP_KERNEL_INLINE vf of(vf a, vf b, vf c) { return a * b + c; } };
struct SubtractProduct { GRDP_KERNEL_INLINE vf of(vf a, vf b, vf c) { return c - a * b; } };

template <class F>
void unary(const Frame& frame, const Instruction& i) {
    const double* a = frame.source(i.a, i.scalar & 1);
    double* to = frame.target(i.d);
    for (size_t k = 0; k < frame.lanes; k += kLanes) store(to + k, F::of(load(a + k)));
}

template <class F, int Scalar>
void binary_loop(double* to, const double* a, const double* b, size_t lanes) {
    const vf constant_a = splat(*a), constant_b = splat(*b);
    for (size_t k = 0; k < lanes; k += kLanes) {
        store(to + k, F::of(Scalar == 1 ? constant_a : load(a + k), Scalar == 2 ? constant_b : load(b + k)));
    }
}

template <class F>
void binary(const Frame& frame, const Instruction& i) {
    const double* a = frame.source(i.a, i.scalar & 1);
    const double* b = frame.source(i.b, i.scalar & 2);
    double* to = frame.target(i.d);
    if ((i.scalar & 1) != 0) return binary_loop<F, 1>(to, a, b, frame.lanes);
    if ((i.scalar & 2) != 0) return binary_loop<F, 2>(to, a, b, frame.lanes);
    binary_loop<F, 0>(to, a, b, frame.lanes);
}

template <class F, int Scalar>
void ternary_loop(double* to, const double* a, const double* b, const double* c, size_t lanes) {
    const vf constant_b = splat(*b), constant_c = splat(*c);
    for (size_t k = 0; k < lanes; k += kLanes) {
        store(to + k, F::of(load(a + k), (Scalar & 2) != 0 ? constant_b : load(b + k),
                            (Scalar & 4) != 0 ? constant_c : load(c + k)));
    }
}

/// a is a register; b and c may be constants.
template <class F>
void ternary(const Frame& frame, const Instruction& i) {
    const double* a = frame.source(i.a, 0);
    const double* b = frame.source(i.b, i.scalar & 2);
    const double* c = frame.source(i.c, i.scalar & 4);
    double* to = frame.target(i.d);
    switch (i.scalar) {
        case 2: return ternary_loop<F, 2>(to, a, b, c, frame.lanes);
        case 4: return ternary_loop<F, 4>(to, a, b, c, frame.lanes);
        case 6: return ternary_loop<F, 6>(to, a, b, c, frame.lanes);
        default: return ternary_loop<F, 0>(to, a, b, c, frame.lanes);
    }
}

/// The branch that is not chosen may be non-finite.
void select_lanes(const Frame& frame, const Instruction& i) {
    const double* a = frame.source(i.a, 0);
    const double* b = frame.source(i.b, i.scalar & 2);
    const double* c = frame.source(i.c, i.scalar & 4);
    double* to = frame.target(i.d);
    const vf constant_b = splat(*b), constant_c = splat(*c);
    for (size_t k = 0; k < frame.lanes; k += kLanes) {
        const vf condition = load(a + k);
        const vf yes = (i.scalar & 2) != 0 ? constant_b : load(b + k);
        const vf no = (i.scalar & 4) != 0 ? constant_c : load(c + k);
        store(to + k, finite_or_nan(finite(condition), lanes::select(condition != splat(0.0), yes, no)));
    }
}

}  // namespace
}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::engine::kernel
