// A number of a path that an option names: a series, its growth over a period or a part of a year, a target, an event.
#pragma once

#include <string>

#include "grdp/analysis/phrase.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// Where the number stands in the model's pool of expressions, and how it is called.
struct NamedQuantity {
    model::NodeId value = model::kNone;  ///< absolute
    std::string subject;                 ///< "growth(volume[services])"
    std::uint32_t series = model::kNone; ///< whose level or growth it is; none for other expressions
    bool growth = false;                 ///< % on the same periods a year before
    model::Label label;                  ///< of a target or event; empty: the series speaks
    std::string unit;
    accounts::PeriodRange periods{accounts::Period::annual(2000), accounts::Period::annual(2000)};  ///< in the model's frequency
};

/// Looks the phrase up and adds what it needs to `model.nodes`. Subjects: a series; growth(SERIES); the subject of a target
/// or the name of a band event, as written. A year of a quarterly model stands for its four quarters, a range of quarters
/// for their sum: growth(grdp)@2023Q1..2023Q2 compares the half-year with the half-year before. A report that is growth(x)
/// of one period is taken as growth(x). Without a period: the only year of the horizon, or the target's own.
/// Errors: E7022 no such subject, E7023 the period is missing, of another frequency or outside the periods known.
[[nodiscard]] Result<NamedQuantity> find_quantity(model::CompiledModel& model, const Phrase& phrase);

/// growth(series) over periods, as a node: 100*(sum of the periods / sum of those a year before - 1).
/// Contract: the periods and those a year before lie in the grid.
[[nodiscard]] model::NodeId growth_node(model::CompiledModel& model, std::uint32_t series, const accounts::PeriodRange& periods);

/// The quarters of a year, or the year itself, by the frequency of the model.
[[nodiscard]] accounts::PeriodRange year_of(const model::CompiledModel& model, int year);

}  // namespace grdp::analysis
