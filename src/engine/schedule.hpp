// From the graph of values to instructions and registers.
#pragma once

#include "program.hpp"

namespace grdp::engine {

struct Observation {
    ValueId value = 0;
    Op observer = Op::observe_cell;
    std::uint32_t sink = 0;
};

/// Values that no observation needs are dropped; each value is observed as soon as it is known; registers are reused
/// after the last use. Fills instructions, constants and registers of `program`.
void schedule(const Graph& graph, const std::vector<Observation>& observations, Program& program);

}  // namespace grdp::engine
