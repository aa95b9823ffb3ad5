// From the graph of values to instructions and registers.
#pragma once

#include "program.hpp"

namespace grdp::engine {

/// Registers that the caller writes and reads himself.
struct Pins {
    std::vector<ValueId> inputs;  ///< normals: input i lives in register i and is never overwritten
    std::vector<ValueId> outputs;  ///< values to keep; constants are the caller's
    std::vector<std::uint32_t> output_places;  ///< out: register of each output, kNoPlace for a constant
    std::vector<ValueId> moving;  ///< inputs; if there are any, what they do not enter is computed first
    std::size_t still = 0;        ///< out: number of those first instructions; the others leave their results alone
    static constexpr std::uint32_t kNoPlace = 0xFFFFFFFFu;
};

/// Values that no observation needs are dropped; each value is observed as soon as it is known; registers are reused
/// after the last use. Fills instructions, constants and registers of `program`.
void schedule(const Graph& graph, const std::vector<Observation>& observations, Program& program, Pins* pins = nullptr);

}  // namespace grdp::engine
