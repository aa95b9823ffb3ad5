// The tornado of `grdp sensitivity` as a picture: in the unit of a number, and in percentage points of a probability.
#pragma once

#include <optional>
#include <string>

#include "grdp/analysis/sensitivity.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/report/chart.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// Bars of one of the numbers, an index into Sensitivity::numbers: of a series its values around the projection, of an event what its
/// probability gains. Nothing where no uncertain input moves it.
[[nodiscard]] std::optional<TornadoChart> tornado_chart(const model::CompiledModel& model, const engine::Projection& projection,
                                                        const analysis::Sensitivity& found, std::size_t number, Language language);

/// The numbers that the text tells of, one below the other. Nothing where none has bars.
[[nodiscard]] std::optional<std::string> tornado_svg(const model::CompiledModel& model, const engine::Projection& projection,
                                                     const analysis::Sensitivity& found, Language language);

}  // namespace grdp::report
