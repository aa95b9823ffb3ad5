#include "grdp/io/sweep_csv.hpp"

#include <fmt/core.h>

#include <limits>

#include "csv_text.hpp"

namespace grdp::io {
namespace {

using analysis::SweepResult;

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

void axis_cell(CsvText& csv, const analysis::SweepAxis& axis, double value) {
    if (axis.has_levels() && std::isfinite(value)) csv.field(analysis::axis_value_text(axis, value));
    else csv.number(value);
}

void begin_row(CsvText& csv, const SweepResult& sweep, const analysis::SweepRow& row) {
    csv.field(sweep.ids[row.row]);
    for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis) axis_cell(csv, sweep.axes[axis], sweep.point(row.row, axis));
}

void head(CsvText& csv, const SweepResult& sweep) {
    csv.field("scenario");
    for (const auto& axis : sweep.axes) csv.field(axis.name == "scenario" ? "scenario_file" : axis.name);
}

struct Statistic {
    std::string_view name, period, unit;
    std::string statistic;
    double value = kNoNumber, error = kNoNumber, low = kNoNumber, high = kNoNumber;
};

}  // namespace

SweepCsv::SweepCsv(const SweepResult& sweep, const CsvOptions& options) : sweep_(sweep), wide_(options.wide), csv_(std::make_unique<CsvText>(options)) {
    head(*csv_, sweep);
    if (!wide_) {
        csv_->row({"name", "period", "unit", "statistic", "value", "standard_error", "low", "high"});
        return;
    }
    csv_->field("failed");
    for (const auto& event : sweep.frame.events) csv_->field(event.key).field(event.key + " standard_error");
    csv_->end_row();
}

SweepCsv::~SweepCsv() = default;

void SweepCsv::row(const analysis::SweepRow& row) { wide_ ? wide_row(row) : long_rows(row); }

std::size_t SweepCsv::size() const { return csv_->size(); }

std::string SweepCsv::take() { return csv_->take(); }

void SweepCsv::long_rows(const analysis::SweepRow& row) {
    const auto& frame = sweep_.frame;
    const auto put = [&](const Statistic& one) {
        begin_row(*csv_, sweep_, row);
        csv_->field(one.name).field(one.period).field(one.unit).field(one.statistic).number(one.value).number(one.error).number(one.low).number(one.high);
        csv_->end_row();
    };
    for (std::size_t e = 0; e < frame.events.size(); ++e) {
        for (std::size_t k = 0; !row.failed && row.events[e].present && k < analysis::kOutcomeNames.size(); ++k) {
            const auto& p = row.events[e].outcomes[k];
            put({frame.events[e].name, frame.events[e].period, "1", fmt::format("probability {}", analysis::kOutcomeNames[k]), p.value, p.standard_error, p.low, p.high});
        }
    }
    for (std::size_t c = 0; !row.failed && c < row.cells.size(); ++c) {
        const auto& series = frame.series[c / frame.periods.size()];
        const auto& period = frame.periods[c % frame.periods.size()];
        const auto& cell = row.cells[c];
        if (!std::isfinite(cell.mean)) continue;
        put({series.name, period, series.unit, "mean", cell.mean, cell.standard_error, kNoNumber, kNoNumber});
        put({series.name, period, series.unit, "sd", cell.sd, kNoNumber, kNoNumber, kNoNumber});
        for (std::size_t q = 0; q < cell.quantiles.size(); ++q)
            put({series.name, period, series.unit, fmt::format("quantile {}", exact_text(analysis::kSweepQuantiles[q])), cell.quantiles[q].value, kNoNumber, cell.quantiles[q].low, cell.quantiles[q].high});
    }
}

void SweepCsv::wide_row(const analysis::SweepRow& row) {
    begin_row(*csv_, sweep_, row);
    csv_->field(row.failed ? "1" : "0");
    for (const auto& event : row.events) {
        const bool there = event.present && !row.failed;
        csv_->number(there ? event.outcomes[1].value : kNoNumber).number(there ? event.outcomes[1].standard_error : kNoNumber);
    }
    csv_->end_row();
}

std::string sweep_csv(const SweepResult& sweep, const CsvOptions& options) {
    SweepCsv csv(sweep, options);
    for (const auto& row : sweep.rows) csv.row(row);
    return csv.take();
}

std::string heat_csv(const SweepResult& sweep, const analysis::SweepHeat& heat, const analysis::SweepQuestion& question, const CsvOptions& options) {
    CsvText csv(options);
    csv.row({sweep.axes[heat.down].name, sweep.axes[heat.across].name, "probability", "standard_error", "low", "high"});
    for (std::size_t i = 0; i < heat.cells.size(); ++i) {
        if (heat.cells[i] == analysis::SweepHeat::kNoRow) continue;
        const auto estimate = analysis::answer_of(sweep.rows[heat.cells[i]], question);
        if (!estimate) continue;
        axis_cell(csv, sweep.axes[heat.down], heat.down_values[i / heat.across_values.size()]);
        axis_cell(csv, sweep.axes[heat.across], heat.across_values[i % heat.across_values.size()]);
        csv.number(estimate->value).number(estimate->standard_error).number(estimate->low).number(estimate->high);
        csv.end_row();
    }
    return csv.take();
}

}  // namespace grdp::io
