// The register machine: one instruction works on a chunk of paths. Compiled once per instruction set.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC's own intrinsics start from undefined registers
#endif

#include "kernel_arithmetic.hpp"
#include "kernel_observe.hpp"

namespace grdp::engine::kernel {
namespace GRDP_ISA_NAMESPACE {

void execute(const Code& code, Run& run);

namespace {

/// Groups of lanes that advance together: as many as the registers hold without spilling much.
constexpr size_t kGroups = 4;

template <size_t N>
GRDP_KERNEL_INLINE void deviations_from(const lanes::MarginalView& law, const double* score, double* to, vf dispersion) {
    vf z[N], x[N];
    GRDP_EACH_LANE_GROUP z[j] = load(score + j * kLanes);
    lanes::evaluate_pieces(z, law, x);
    GRDP_EACH_LANE_GROUP store(to + j * kLanes, x[j] * dispersion + splat(0.0));
}

[[gnu::noinline]] void deviations(const lanes::MarginalView& law, const double* score, double* to, size_t count, vf dispersion) {
    size_t k = 0;
    for (; k + kGroups * kLanes <= count; k += kGroups * kLanes) deviations_from<kGroups>(law, score + k, to + k, dispersion);
    for (; k < count; k += kLanes) deviations_from<1>(law, score + k, to + k, dispersion);
}

void innovate(const Frame& frame, const Instruction& i) {
    const lanes::MarginalView& law = frame.code.laws[i.b];
    const double* score = frame.source(i.a, i.scalar & 1);
    double* to = frame.target(i.d);
    const vf dispersion = splat(frame.run.dispersion), zero = splat(0.0);  // + 0.0 turns -0.0 into +0.0
    if (law.form == lanes::MarginalForm::linear) {
        const vf slope = splat(law.a);
        for (size_t k = 0; k < frame.lanes; k += kLanes) store(to + k, load(score + k) * slope * dispersion + zero);
    } else if (law.form == lanes::MarginalForm::pieces) {
        deviations(law, score, to, frame.lanes, dispersion);
    } else {
        for (size_t k = 0; k < frame.lanes; k += kLanes) {
            store(to + k, lanes::evaluate_marginal(load(score + k), law) * dispersion + zero);
        }
    }
}

/// The random words of N groups: those of one pair, or of both, into the targets from lane k.
template <bool Both, size_t N>
GRDP_KERNEL_INLINE void words_from(const Frame& frame, const Instruction& i, double* const* to, bool second, size_t k) {
    const uint64_t path = frame.run.first_path, seed = frame.run.seed;
    const lanes::vu period = splat(uint64_t{i.a}), block = splat(uint64_t{i.c});
    lanes::PhiloxWords w[N];
    GRDP_EACH_LANE_GROUP {
        const lanes::PathLanes paths = lanes::consecutive_paths(path + k + j * kLanes);
        w[j] = {paths.low, paths.high, period, block};
    }
    lanes::philox4x32_10(w, static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32));
    GRDP_EACH_LANE_GROUP {
        const size_t lane = k + j * kLanes;
        store(to[0] + lane, lanes::from_bits(Both || !second ? w[j].w0 : w[j].w2));
        store(to[1] + lane, lanes::from_bits(Both || !second ? w[j].w1 : w[j].w3));
        if (!Both) continue;
        store(to[2] + lane, lanes::from_bits(w[j].w2));
        store(to[3] + lane, lanes::from_bits(w[j].w3));
    }
}

/// Whole blocks; a pair that nobody needs goes to a place of its own.
[[gnu::noinline]] void ars_words(const Frame& frame, const Instruction& i, double* const* to, bool both, bool second) {
    double unused[2 * kChunk];
    double* const rest[] = {unused, unused + kChunk};
    double* const targets[] = {both || !second ? to[0] : rest[0], both || !second ? to[1] : rest[1],
                               both ? to[2] : second ? to[0] : rest[0], both ? to[3] : second ? to[1] : rest[1]};
    const lanes::WordBlock at = {frame.run.seed, frame.run.first_path, i.a, i.c};
    switch (frame.run.words) {
#if GRDP_LANE_BYTES == 64
        case Words::ars_vaes: return lanes::ars_words_vaes(at, targets, frame.lanes);
#endif
#if defined(__x86_64__)
        case Words::ars_aes: return lanes::ars_words_aes(at, targets, frame.lanes);
#endif
        default: return lanes::ars_words_portable(at, targets, frame.lanes);
    }
}

template <bool Both>
[[gnu::noinline]] void words(const Frame& frame, const Instruction& i, double* const* to, bool second) {
    if (frame.run.words != Words::philox) return ars_words(frame, i, to, Both, second);
    double* const targets[] = {to[0], to[1], to[Both ? 2 : 0], to[Both ? 3 : 1]};
    size_t k = 0;
    for (; k + kGroups * kLanes <= frame.lanes; k += kGroups * kLanes) words_from<Both, kGroups>(frame, i, targets, second, k);
    for (; k < frame.lanes; k += kLanes) words_from<Both, 1>(frame, i, targets, second, k);
}

template <size_t N>
GRDP_KERNEL_INLINE void normals_from(double* first, double* second) {
    lanes::vu radius_word[N], angle_word[N];
    vf z0[N], z1[N];
    GRDP_EACH_LANE_GROUP radius_word[j] = lanes::bits(load(first + j * kLanes));
    GRDP_EACH_LANE_GROUP angle_word[j] = lanes::bits(load(second + j * kLanes));
    lanes::normals_of(radius_word, angle_word, z0, z1);
    GRDP_EACH_LANE_GROUP store(first + j * kLanes, z0[j]);
    GRDP_EACH_LANE_GROUP store(second + j * kLanes, z1[j]);
}

[[gnu::noinline]] void normals_in_place(const Frame& frame, double* first, double* second) {
    size_t k = 0;
    for (; k + kGroups * kLanes <= frame.lanes; k += kGroups * kLanes) normals_from<kGroups>(first + k, second + k);
    for (; k < frame.lanes; k += kLanes) normals_from<1>(first + k, second + k);
}

/// Two passes: the long chains of one loop would leave the processor waiting.
void normals(const Frame& frame, const Instruction& i) {
    if (i.d != kNoRegister && i.e != kNoRegister) {
        double* const to[] = {frame.target(i.d), frame.target(i.b), frame.target(i.e), frame.target(i.f)};
        words<true>(frame, i, to, false);
        normals_in_place(frame, to[0], to[1]);
        normals_in_place(frame, to[2], to[3]);
    } else {
        const bool second = i.d == kNoRegister;
        double* const to[] = {frame.target(second ? i.e : i.d), frame.target(second ? i.f : i.b)};
        words<false>(frame, i, to, second);
        normals_in_place(frame, to[0], to[1]);
    }
}

void fill(const Frame& frame, const Instruction& i) {
    const vf x = splat(frame.code.constants[i.a]);
    double* to = frame.target(i.d);
    for (size_t k = 0; k < frame.lanes; k += kLanes) store(to + k, x);
}

}  // namespace

void execute(const Code& code, Run& run) {
    const Frame frame{code, run, (run.paths + kLogicalLanes - 1) / kLogicalLanes * kLogicalLanes};
    for (const Instruction* i = code.instructions; i != code.instructions + code.count; ++i) {
        switch (i->op) {
            case Op::constant: break;
            case Op::fill: fill(frame, *i); break;
            case Op::normal: normals(frame, *i); break;
            case Op::innovate: innovate(frame, *i); break;
            case Op::add: binary<Add>(frame, *i); break;
            case Op::sub: binary<Subtract>(frame, *i); break;
            case Op::mul: binary<Multiply>(frame, *i); break;
            case Op::div: binary<Divide>(frame, *i); break;
            case Op::neg: unary<Negate>(frame, *i); break;
            case Op::pow: binary<Power>(frame, *i); break;
            case Op::exp: unary<Exponential>(frame, *i); break;
            case Op::log: unary<Logarithm>(frame, *i); break;
            case Op::sqrt: unary<SquareRoot>(frame, *i); break;
            case Op::abs: unary<Absolute>(frame, *i); break;
            case Op::positive: unary<Positive>(frame, *i); break;
            case Op::min: binary<Minimum>(frame, *i); break;
            case Op::max: binary<Maximum>(frame, *i); break;
            case Op::less: binary<Less>(frame, *i); break;
            case Op::less_equal: binary<LessEqual>(frame, *i); break;
            case Op::equal: binary<Equal>(frame, *i); break;
            case Op::not_equal: binary<NotEqual>(frame, *i); break;
            case Op::logical_and: binary<And>(frame, *i); break;
            case Op::logical_or: binary<Or>(frame, *i); break;
            case Op::logical_not: unary<Not>(frame, *i); break;
            case Op::select: select_lanes(frame, *i); break;
            case Op::multiply_add: ternary<MultiplyAdd>(frame, *i); break;
            case Op::subtract_product: ternary<SubtractProduct>(frame, *i); break;
            case Op::observe_cell: observe_cell(run, run.cells[i->d], frame.source(i->a, false)); break;
            case Op::observe_event: observe_event(run, run.events[i->d], frame.source(i->a, false)); break;
            case Op::observe_check: observe_check(run, run.checks[i->d], frame.source(i->a, false)); break;
        }
    }
}

}  // namespace GRDP_ISA_NAMESPACE
}  // namespace grdp::engine::kernel
