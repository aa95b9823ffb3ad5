// A sweep as CSV.
#pragma once

#include <string>

#include "grdp/analysis/sweep_answers.hpp"
#include "grdp/io/csv_export.hpp"

namespace grdp::io {

/// long: scenario, one column per axis, name, period, unit, statistic, value, standard_error, low, high
///       statistic: probability below, within, above, at_least of events; mean, sd, quantile 0.05, ... of series
/// wide: scenario, one column per axis, failed, then per event the probability within and its standard error: one line a scenario
[[nodiscard]] std::string sweep_csv(const analysis::SweepResult& sweep, const CsvOptions& options);

/// down, across, probability, standard_error, low, high: one line a cell of the map; the first two columns bear the names of the axes.
[[nodiscard]] std::string heat_csv(const analysis::SweepResult& sweep, const analysis::SweepHeat& heat, const analysis::SweepQuestion& question, const CsvOptions& options);

}  // namespace grdp::io
