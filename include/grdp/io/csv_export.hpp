// Results as CSV: for a spreadsheet, for another program, or as data of another scenario.
#pragma once

#include <string>

#include "grdp/engine/projection.hpp"
#include "grdp/io/stored_run.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::io {

struct CsvOptions {
    bool vietnamese = false;  ///< byte-order mark, semicolon, decimal comma; else RFC 4180 with a decimal point
    bool wide = false;
};

/// Numbers read back to the same bits; a value that does not exist is an empty cell (wide) or no row (long).
///   long: series,period,value,unit,label,label_vi     one row per value
///   wide: period,SERIES,SERIES,...                    one row per period
/// Either can be read again as data of a scenario.
[[nodiscard]] std::string projection_csv(const model::CompiledModel& model, const engine::Projection& projection, const CsvOptions& options);

/// Each estimate with its error.
///   long: name,period,unit,statistic,value,standard_error,low,high
///         statistic: projection, mean, sd, minimum, maximum, quantile 0.05, ... of series; probability below, within, above
///         and at_least of events; low and high end a 95 % interval and are empty where it is open
///   wide: series,period,unit,projection,mean,standard_error,sd,minimum,maximum,q5,q10,...   series alone
/// A run without an ensemble is its projection.
[[nodiscard]] std::string run_csv(const StoredRun& run, const CsvOptions& options);

}  // namespace grdp::io
