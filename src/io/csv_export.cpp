#include "grdp/io/csv_export.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "csv_text.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::io {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::string full_label(const std::string& stem, const std::string& element) {
    return stem.empty() || element.empty() ? stem + element : fmt::format("{}: {}", stem, element);
}

double projected(const engine::Projection& projection, std::size_t series, std::size_t period) {
    return projection.present[projection.at(series, period)] ? projection.value(series, period) : kNothing;
}

std::string projection_long(const model::CompiledModel& model, const engine::Projection& projection, CsvText csv) {
    csv.row({"series", "period", "value", "unit", "label", "label_vi"});
    for (std::size_t s = 0; s < model.series.size(); ++s) {
        const auto& series = model.series[s];
        for (std::size_t p = 0; p < projection.periods.size(); ++p) {
            if (!projection.present[projection.at(s, p)]) continue;
            csv.field(series.name).field(projection.periods.at(p).text()).number(projection.value(s, p)).field(series.unit);
            csv.field(full_label(series.stem_label.en, series.element_label.en));
            csv.field(full_label(series.stem_label.vi, series.element_label.vi)).end_row();
        }
    }
    return csv.take();
}

std::string projection_wide(const model::CompiledModel& model, const engine::Projection& projection, CsvText csv) {
    csv.field("period");
    for (const auto& series : model.series) csv.field(series.name);
    csv.end_row();
    for (std::size_t p = 0; p < projection.periods.size(); ++p) {
        csv.field(projection.periods.at(p).text());
        for (std::size_t s = 0; s < model.series.size(); ++s) csv.number(projected(projection, s, p));
        csv.end_row();
    }
    return csv.take();
}

struct Row {
    std::string_view name;
    std::string_view period;
    std::string_view unit;
};

void put(CsvText& csv, const Row& row, std::string_view statistic, double value, double standard_error = kNothing, double low = kNothing,
         double high = kNothing) {
    csv.field(row.name).field(row.period).field(row.unit).field(statistic);
    csv.number(value).number(standard_error).number(low).number(high).end_row();
}

void put_cell(CsvText& csv, const Row& row, const engine::Cell& cell, double projection) {
    put(csv, row, "projection", projection);
    put(csv, row, "mean", cell.mean, cell.standard_error);
    put(csv, row, "sd", cell.sd);
    put(csv, row, "minimum", cell.minimum);
    put(csv, row, "maximum", cell.maximum);
    for (const auto& quantile : cell.quantiles) {
        put(csv, row, fmt::format("quantile {}", exact_text(quantile.probability)), quantile.value, kNothing, quantile.low, quantile.high);
    }
}

void put_answer(CsvText& csv, const analysis::EventAnswer& answer) {
    const Row row{answer.name, answer.period_text, "1"};
    const auto estimate = [&](std::string_view outcome, const analysis::Estimate& value) {
        put(csv, row, fmt::format("probability {}", outcome), value.value, value.standard_error, value.low, value.high);
    };
    if (!answer.is_band) {
        estimate("within", answer.within);
        return;
    }
    estimate("below", answer.below);
    estimate("within", answer.within);
    estimate("above", answer.above);
    estimate("at_least", answer.at_least);
}

std::string run_long(const StoredRun& run, CsvText csv) {
    csv.row({"name", "period", "unit", "statistic", "value", "standard_error", "low", "high"});
    for (const auto& cell : run.ensemble->cells) {
        const auto& series = run.model.series[cell.series];
        const auto period = run.projection.periods.at(cell.period).text();
        put_cell(csv, {series.name, period, series.unit}, cell, projected(run.projection, cell.series, cell.period));
    }
    for (const auto& answer : run.answers) put_answer(csv, answer);
    return csv.take();
}

std::string run_wide(const StoredRun& run, CsvText csv) {
    for (const char* name : {"series", "period", "unit", "projection", "mean", "standard_error", "sd", "minimum", "maximum"}) csv.field(name);
    for (const double p : run.ensemble->sampling.probabilities) csv.field(fmt::format("q{:.12g}", 100 * p));
    csv.end_row();
    for (const auto& cell : run.ensemble->cells) {
        const auto& series = run.model.series[cell.series];
        csv.field(series.name).field(run.projection.periods.at(cell.period).text()).field(series.unit);
        csv.number(projected(run.projection, cell.series, cell.period));
        csv.number(cell.mean).number(cell.standard_error).number(cell.sd).number(cell.minimum).number(cell.maximum);
        for (const auto& quantile : cell.quantiles) csv.number(quantile.value);
        csv.end_row();
    }
    return csv.take();
}

}  // namespace

std::string projection_csv(const model::CompiledModel& model, const engine::Projection& projection, const CsvOptions& options) {
    return options.wide ? projection_wide(model, projection, CsvText(options)) : projection_long(model, projection, CsvText(options));
}

std::string run_csv(const StoredRun& run, const CsvOptions& options) {
    if (!run.ensemble) return projection_csv(run.model, run.projection, options);
    return options.wide ? run_wide(run, CsvText(options)) : run_long(run, CsvText(options));
}

}  // namespace grdp::io
