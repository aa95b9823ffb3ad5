// One path, every cell: what project(), replay() and the search for a failed equation share.
#pragma once

#include "grdp/base/number.hpp"
#include "grdp/engine/projection.hpp"
#include "program.hpp"

namespace grdp::engine {

/// The program of every cell of the grid, all events and all checks.
[[nodiscard]] Program lower_whole(const model::CompiledModel& model);

/// Values of `program` (from lower_whole) along one path.
[[nodiscard]] Projection trace(const model::CompiledModel& model, const Program& program, const Sampling& sampling,
                               std::uint64_t path);

/// Series and period of the first non-finite value in the order of evaluation; reports come last. None: kNone.
struct Place {
    std::uint32_t series = model::kNone;
    std::uint32_t period = model::kNone;
};
[[nodiscard]] Place first_non_finite(const model::CompiledModel& model, const Projection& path);

}  // namespace grdp::engine
