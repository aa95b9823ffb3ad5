// A sweep as CSV.
#pragma once

#include <memory>
#include <string>

#include "grdp/analysis/sweep_answers.hpp"
#include "grdp/io/csv_export.hpp"

namespace grdp::io {

class CsvText;

/// long: scenario, one column per axis, name, period, unit, statistic, value, standard_error, low, high
///       statistic: probability below, within, above, at_least of events; mean, sd, quantile 0.05, ... of series
/// wide: scenario, one column per axis, failed, then per event the probability within and its standard error: one line a scenario
[[nodiscard]] std::string sweep_csv(const analysis::SweepResult& sweep, const CsvOptions& options);

/// The same piece by piece, of rows that pass by.
class SweepCsv {
  public:
    /// Names, points, axes and frame of `sweep`, which must outlive this; its rows are not looked at.
    SweepCsv(const analysis::SweepResult& sweep, const CsvOptions& options);
    SweepCsv(const SweepCsv&) = delete;
    SweepCsv& operator=(const SweepCsv&) = delete;
    ~SweepCsv();

    void row(const analysis::SweepRow& row);
    /// How much text waits.
    [[nodiscard]] std::size_t size() const;
    /// What was written since the last call, the head of the table first.
    [[nodiscard]] std::string take();

  private:
    void long_rows(const analysis::SweepRow& row);
    void wide_row(const analysis::SweepRow& row);

    const analysis::SweepResult& sweep_;
    bool wide_;
    std::unique_ptr<CsvText> csv_;
};

/// down, across, probability, standard_error, low, high: one line a cell of the map; the first two columns bear the names of the axes.
[[nodiscard]] std::string heat_csv(const analysis::SweepResult& sweep, const analysis::SweepHeat& heat, const analysis::SweepQuestion& question, const CsvOptions& options);

}  // namespace grdp::io
