// What the kernels of every instruction set share: plain data, raw pointers, no library types.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "grdp/stats/lanes/marginal_view.hpp"

namespace grdp::engine::kernel {

constexpr size_t kChunk = 256;        ///< paths that a register holds
constexpr size_t kLogicalLanes = 8;   ///< partial sums: path index mod 8
constexpr uint32_t kBins = 1024;      ///< of the exact quantile search; slot 0 lies below, slot kBins + 1 above
constexpr uint32_t kSlots = kBins + 2;

/// Operations on values. An operation that could hide a non-finite operand (division, exp, pow, comparisons, min, max,
/// logic, the condition of select) answers NaN instead; so a path's failure always reaches what depends on it.
enum class Op : uint8_t {
    constant,  // graph only
    fill,      // d = constant a
    normal,    // d, b, e, f = the four normals of block c in the period with ordinal a; graph: ordinal a, shock b
    innovate,  // d = deviation of score a under law b, times the dispersion
    add, sub, mul, div, neg, pow,
    exp, log, sqrt, abs, positive, min, max,  // positive: x > 0 ? x : NaN
    less, less_equal, equal, not_equal,
    logical_and, logical_or, logical_not,
    select,        // a != 0 ? b : c
    multiply_add,  // a*b + c, rounded twice
    subtract_product,  // c - a*b, rounded twice
    observe_cell,  // sink d sees a
    observe_event,
    observe_check,
};

/// No register: a target that nobody needs.
constexpr uint32_t kNoRegister = 0xFFFFFFFF;

/// Operands are register numbers, or places in the pool of constants where the bit in `scalar` is set (1: a, 2: b, 4: c).
struct Instruction {
    Op op = Op::fill;
    uint8_t scalar = 0;
    uint32_t d = 0;
    uint32_t a = 0;
    uint32_t b = 0;
    uint32_t c = 0;
    uint32_t e = kNoRegister;  ///< of `normal`: d and b are the first pair of the block, e and f the second; one may lack
    uint32_t f = kNoRegister;
};

struct Code {
    const Instruction* instructions = nullptr;
    size_t count = 0;
    const double* constants = nullptr;
    const lanes::MarginalView* laws = nullptr;
};

/// Statistics of one output cell within a block; the lanes are logical lanes.
struct CellSink {
    double shift = 0;
    double sum[kLogicalLanes] = {};
    double sum2[kLogicalLanes] = {};
    double least[kLogicalLanes] = {};
    double greatest[kLogicalLanes] = {};
    uint64_t failed = 0;
    double low = 0;             ///< of the histogram
    double bins_per_unit = 0;
    uint32_t* slots = nullptr;  ///< [kSlots], or null: moments only
    double* kept = nullptr;     ///< next place for raw values, or null
    const uint8_t* wanted = nullptr;  ///< [kSlots]: collect the values of these slots into `collected`
    double* collected = nullptr;      ///< room for kChunk more values
    uint64_t collected_count = 0;
};

struct EventSink {
    double low = 0;
    double high = 0;
    uint64_t below = 0;
    uint64_t within = 0;
    uint64_t above = 0;
    uint64_t failed = 0;
};

struct CheckSink {
    uint64_t violations = 0;
    uint64_t first_path = UINT64_MAX;
};

/// Who makes the random words, and how: the three of ARS give the same bits.
enum class Words : uint8_t { philox, ars_portable, ars_aes, ars_vaes };

/// What the observing instructions do: the first pass measures; a later one only collects values.
enum class Pass : uint8_t { measure, collect };

struct Run {
    uint64_t seed = 0;
    uint64_t first_path = 0;  ///< of the chunk
    uint64_t paths = 0;       ///< <= kChunk; lanes beyond are computed up to a multiple of 8 and not observed
    double dispersion = 1;
    double* registers = nullptr;  ///< [count of registers][kChunk], 64-byte aligned
    CellSink* cells = nullptr;
    EventSink* events = nullptr;
    CheckSink* checks = nullptr;
    uint8_t* failed = nullptr;  ///< [kChunk], set to 1 where an observed value is not finite
    bool any_failed = false;
    Pass pass = Pass::measure;
    Words words = Words::philox;
};

using Execute = void (*)(const Code&, Run&);

}  // namespace grdp::engine::kernel
