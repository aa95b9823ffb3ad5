// Straight-line register code for a whole horizon, and what its observing instructions stand for.
#pragma once

#include <cstdint>
#include <vector>

#include "graph.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/engine/learning.hpp"
#include "grdp/engine/response.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/stats/marginal.hpp"
#include "kernel.hpp"

namespace grdp::engine {

inline constexpr std::uint32_t kNoSink = 0xFFFFFFFFu;

/// A wanted value: seen by a sink on every path, or certain and known already.
struct Wanted {
    std::uint32_t sink = kNoSink;
    double certain = 0;
    bool absent = false;  ///< no datum and no equation gives it
};

struct CellSlot {
    std::uint32_t series = 0;
    std::uint32_t period = 0;  ///< grid index
    Wanted wanted;
};

struct EventSlot {
    std::uint32_t event = 0;
    double low = 0;   ///< a condition is the band [1, inf) of its truth
    double high = 0;
    Wanted wanted;       ///< an event sink; in a whole program the sink of a cell that keeps the value
};

struct CheckSlot {
    std::uint32_t check = 0;
    std::uint32_t period = 0;
    Wanted wanted;
};

/// A datum before the horizon beside what its identity makes of its parts.
struct Comparison {
    std::uint32_t series = 0;
    std::uint32_t period = 0;  ///< grid index
    double datum = 0;
    double computed = 0;
    Span where;  ///< of the identity
};

/// An observed value that every path must reproduce: 1, or a failure of the path.
struct GuardSlot {
    std::uint32_t observed = 0;  ///< index into CompiledModel::observed
    Wanted wanted;
};

struct Program {
    std::vector<kernel::Instruction> instructions;
    std::vector<double> constants;
    std::vector<stats::MarginalTable> laws;
    std::vector<lanes::MarginalView> law_views;
    std::uint32_t registers = 0;
    std::vector<CellSlot> cells;
    std::vector<EventSlot> events;
    std::vector<CheckSlot> checks;
    std::vector<Comparison> comparisons;
    std::vector<GuardSlot> guards;
    std::vector<LearntParameter> learnt;
    Diagnostics conditioning;  ///< what is wrong with the observations; with an error the program is of no use
    std::uint32_t cell_sinks = 0;
    std::uint32_t event_sinks = 0;
    std::uint32_t check_sinks = 0;

    [[nodiscard]] kernel::Code code() const {
        kernel::Code code;
        code.instructions = instructions.data();
        code.count = instructions.size();
        code.constants = constants.data();
        code.laws = law_views.data();
        return code;
    }
};

/// What an observing instruction looks at.
struct Observation {
    ValueId value = 0;
    Op observer = Op::observe_cell;
    std::uint32_t sink = 0;
};

/// Values of the graph itself, for those who want the function and not the statistics of its values.
struct Tap {
    std::vector<Quantity> quantities;
    std::vector<ValueId> values;  ///< out: one per quantity, a NaN where nothing gives it
    std::vector<ValueId> guards;  ///< out: 1 where an observed number came out as observed, else not finite
    Graph graph;                  ///< out
};

/// What to lower: cells of these series over the horizon, or the whole: every cell of the grid and the value of every event.
struct Scope {
    std::vector<std::uint32_t> series;
    bool whole = false;
    bool events = true;
    bool checks = true;
    Tap* tap = nullptr;  ///< not null: only this is filled, and the laws of the program; nothing is scheduled
};

/// Contract: the model comes from model::compile (or is built as carefully): equations in order of dependence, blocks of one.
[[nodiscard]] Program lower(const model::CompiledModel& model, const Scope& scope);

/// A program before its instructions: schedule() of some of the observations makes them.
struct Lowered {
    Graph graph;
    Program program;
    std::vector<Observation> observations;
};
/// The same contract; `scope` without a tap, a model without observations.
[[nodiscard]] Lowered lower_to_graph(const model::CompiledModel& model, const Scope& scope);

}  // namespace grdp::engine
