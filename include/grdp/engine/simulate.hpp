// Many paths, one kernel: streamed statistics with the same bits for any number of workers.
#pragma once

#include "grdp/base/result.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/outputs.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// Plain sampling: path i draws its shocks from the addresses (seed, i, period, shock), docs/method/engine.md.
/// Errors: E4003 sampling options out of range, E4004 more memory needed than allowed, E4005 cancelled through `progress`,
/// E4007 every path failed, E4010 a datum contradicts its identity (its warning, W4011, is project()'s), E4012 the moments of a series overflow. Warnings: W4008 some paths failed, W4009 a check is
/// violated on some paths.
[[nodiscard]] Result<Ensemble> simulate(const model::CompiledModel& model, const Sampling& sampling, const Outputs& outputs,
                                        Executor& executor, Progress* progress = nullptr);

/// The same on one worker.
[[nodiscard]] Result<Ensemble> simulate(const model::CompiledModel& model, const Sampling& sampling, const Outputs& outputs);

}  // namespace grdp::engine
