// Probabilities in words and figures: never a naked number, never 0 % from a finite number of draws.
#pragma once

#include <cstdint>
#include <string>

#include "grdp/analysis/band_probability.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// "13.6", in percent without the sign; "< 0.003" where no draw hit (3/N, 95 %), "> 99.997" where all did.
[[nodiscard]] std::string probability_figure(const analysis::Estimate& estimate, std::uint64_t points,
                                             Language language);

/// "13.6 ± 0.1"; a bound has no error to show.
[[nodiscard]] std::string probability_with_error(const analysis::Estimate& estimate, std::uint64_t points,
                                                 Language language);

/// "about 1 in 7", "about 9 in 10"; nothing seen or everything seen: says so with the number of draws.
[[nodiscard]] std::string odds_text(const analysis::Estimate& estimate, std::uint64_t points, Language language);

/// "13.6% ± 0.1 (95%: 13.4-13.8%), about 1 in 7"
[[nodiscard]] std::string estimate_phrase(const analysis::Estimate& estimate, std::uint64_t points, Language language);

/// The whole sentence for a target or an event.
[[nodiscard]] std::string event_sentence(const model::CompiledModel& model, const analysis::EventAnswer& answer,
                                         Language language);

/// What the event is about: the target's label and unit-free name, or the event's own label.
[[nodiscard]] std::string event_label(const model::CompiledModel& model, const analysis::EventAnswer& answer,
                                      Language language);

}  // namespace grdp::report
