// One kernel per instruction set, chosen at run time.
#pragma once

#include "grdp/engine/sampling.hpp"
#include "kernel.hpp"
#include "shared_count.hpp"

namespace grdp::engine {

/// The kernel of an instruction set that this processor has; others fall back to the next lower one.
[[nodiscard]] kernel::Execute kernel_for(Isa isa);

/// Counting over shared draws by an instruction set, chosen alike.
[[nodiscard]] kernel::SharedKernel shared_kernel_for(Isa isa);

/// The words of a generator by the best means of an instruction set on this processor.
[[nodiscard]] kernel::Words words_for(stats::Generator generator, Isa isa);

}  // namespace grdp::engine
