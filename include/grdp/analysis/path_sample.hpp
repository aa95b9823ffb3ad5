// Numbers of a model on many paths, kept: for answers that weigh paths against each other.
#pragma once

#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/response.hpp"

namespace grdp::analysis {

struct PathSample {
    std::size_t draws = 0;
    std::vector<double> values;  ///< [quantity x draw], row-major; not finite where a path fails

    [[nodiscard]] const double* of(std::size_t quantity) const { return values.data() + quantity * draws; }
};

/// Paths 0 .. draws-1 of the seed, to the last bit those of simulate(). A path that misses an observed number has no finite
/// values. Error: E4004 more memory than allowed.
[[nodiscard]] Result<PathSample> sample_paths(const engine::Response& response, const engine::Sampling& sampling,
                                              engine::Executor& executor);

/// Where a banded number or a truth falls.
enum class Place : std::uint8_t { below, within, above, failed };
[[nodiscard]] Place place(const model::Event& event, double value);

/// Event by name; the first of several. Error: E7042.
[[nodiscard]] Result<std::uint32_t> find_event(const model::CompiledModel& model, const std::string& name);

}  // namespace grdp::analysis
