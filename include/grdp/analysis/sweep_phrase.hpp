// Axes of a sweep as typed: "trend[services]@2023=7..9:0.5", "credit=tight: 2023 driver[credit] = 8", a table of scenarios.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/sweep_design.hpp"
#include "grdp/base/result.hpp"

namespace grdp::analysis {

/// An axis and what it takes.
struct AxisValues {
    SweepAxis axis;
    std::vector<double> values;
    Span where;  ///< of the name
};

/// ASSUMPTION[@PERIOD[..PERIOD]]=VALUES or seed=VALUES; VALUES are numbers and ranges LOW..HIGH:STEP with commas between them.
/// Values of a range are the doubles nearest to the decimals written: 0:0.1:0.3 ends in 0.3. Errors: E7021, E7201, E7202.
[[nodiscard]] Result<AxisValues> parse_axis(std::string_view text, SourceId source);

/// ASSUMPTION[@PERIOD[..PERIOD]]=LOW..HIGH with LOW < HIGH. Errors: E7021, E7201.
struct AxisRange {
    SweepAxis axis;
    NumberRange range;
    Span where;
};
[[nodiscard]] Result<AxisRange> parse_axis_range(std::string_view text, SourceId source);

/// FACTOR=LEVEL: STATEMENT; STATEMENT ... , one level of a factor. Error: E7203.
struct NamedAlternative {
    std::string factor;
    AxisLevel level;
    Span where;
};
[[nodiscard]] Result<NamedAlternative> parse_alternative(std::string_view text, SourceId source);

/// A header of assumptions (and, if wanted, a column "scenario" with the names of the rows), then one scenario a line; an empty cell
/// leaves the assumption as the scenario has it. Commas or semicolons; decimal commas beside semicolons. Lines that begin with # are
/// comments. Errors: E7204 with line and column, those of names as above.
struct ScenarioList {
    std::vector<SweepAxis> axes;
    std::vector<Span> places;
    std::vector<double> values;  ///< [rows x axes]
    std::vector<std::string> names;
};
[[nodiscard]] Result<ScenarioList> parse_scenario_list(std::string_view text, SourceId source);

}  // namespace grdp::analysis
