// Where a graph stops being affine, or bounded: for the message that says why a scenario stands alone.
#pragma once

#include "affine_form.hpp"
#include "grdp/engine/shared_draws.hpp"

namespace grdp::engine {

/// What is asked of a value.
enum class Straightness : std::uint8_t { affine, finite };

/// Values from `id`, which lacks it, down to one all of whose operands have it.
[[nodiscard]] std::vector<ValueId> chain_to_bend(const Graph& graph, const AffineForms& forms, ValueId id, Straightness wanted);

/// What the operation at the end of such a chain does.
[[nodiscard]] Bend bend_of(Op op);

}  // namespace grdp::engine
