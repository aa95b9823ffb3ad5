// Judgement: the paths reweighed so that stated views hold, as near to the model as possible (relative entropy).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

struct View {
    enum class Kind : std::uint8_t { mean, quantile, at_least, at_most } kind = Kind::mean;
    std::string text;            ///< as written
    std::uint32_t series = 0;
    std::uint32_t period = 0;    ///< grid index
    double level = 0;            ///< the mean, the quantile, or the bound
    double probability = 0;      ///< quantile and bounds
};

/// "mean SERIES@PERIOD = X", "median SERIES@PERIOD = X", "quantile P SERIES@PERIOD = X", "probability SERIES@PERIOD >= X = P"
/// (or <=), P between 0 and 1. Error: E7045.
[[nodiscard]] Result<View> parse_view(const model::CompiledModel& model, const std::string& text);

/// Under equal weights, and under the views.
struct TiltedEvent {
    std::uint32_t event = 0;
    std::uint64_t failed = 0;
    Estimate plain;  ///< that it holds
    Estimate tilted;
    Estimate at_least;         ///< the lower end or more, tilted
};
struct TiltedCell {
    std::uint32_t series = 0;
    std::uint32_t period = 0;
    double plain_mean = 0;
    double plain_sd = 0;
    Estimate mean;
    double sd = 0;
    std::vector<Estimate> quantiles;  ///< at Sampling::probabilities
};

struct Tilt {
    std::vector<View> views;
    std::vector<double> held;        ///< each view's number under the model: mean, quantile or probability
    std::vector<double> multipliers; ///< of the dual, per standard deviation of the view's function
    std::uint64_t draws = 0;
    double effective = 0;            ///< 1 / sum of squared weights
    double floor = 0;
    double entropy = 0;              ///< sum w log(n w), natural logarithm
    int iterations = 0;
    std::vector<TiltedEvent> events;
    std::vector<TiltedCell> cells;
};

/// Cells of the views first, then `series` in the last period of the views. Errors: E7046 views outside the sampled range or
/// at odds with each other, E7047 effective sample size below max(1000, 1 % of the draws), E7048 a viewed number fails on
/// some path, E4004.
[[nodiscard]] Result<Tilt> tilt(const model::CompiledModel& model, const std::vector<View>& views,
                                const std::vector<std::uint32_t>& series, const engine::Sampling& sampling,
                                engine::Executor& executor);

[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Tilt& tilt);

}  // namespace grdp::analysis
