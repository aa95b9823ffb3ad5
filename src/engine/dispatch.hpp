// One kernel per instruction set, chosen at run time.
#pragma once

#include "grdp/engine/sampling.hpp"
#include "kernel.hpp"

namespace grdp::engine {

/// The kernel of an instruction set that this processor has; others fall back to the next lower one.
[[nodiscard]] kernel::Execute kernel_for(Isa isa);

}  // namespace grdp::engine
