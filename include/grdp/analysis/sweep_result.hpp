// What a sweep leaves: per scenario the probability of every event and the distribution of a few series, each with its error.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/estimate.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/analysis/sweep_design.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// An event of any of the scenarios; "name@period" tells it from the others.
struct SweepEventHead {
    std::string key;  ///< "band_2023@2023"
    std::string name;
    std::string period;
    model::Label label;
    std::string unit;
    bool is_band = true;
};

struct SweepSeriesHead {
    std::string name;
    model::Label label;
    std::string unit;
};

/// Probabilities of the quantiles that are kept of a series.
inline constexpr std::array<double, 3> kSweepQuantiles = {0.05, 0.5, 0.95};

/// The columns of every row.
struct SweepFrame {
    std::vector<SweepEventHead> events;
    std::vector<SweepSeriesHead> series;
    std::vector<std::string> periods;  ///< of the series, the union of the horizons
};

/// What all scenarios share.
struct SweepSettings {
    engine::Sampling sampling;
    Estimator estimator = Estimator::automatic;
    double until_se = 1e-4;
    bool independent = false;  ///< scenario k, counted from 0, draws with seed + k; else all share their luck
};

struct SweepEvent {
    bool present = false;  ///< the scenario has this event
    double low = 0;        ///< band, -inf and +inf where open
    double high = 0;
    Estimator method = Estimator::plain;
    std::uint64_t points = 0;
    std::uint64_t failed = 0;
    std::array<Estimate, 4> outcomes;  ///< below, within, above, at_least
};

struct SweepQuantile {
    double value = 0, low = 0, high = 0;
};

/// One series in one period; NaN where there is no value.
struct SweepCell {
    double mean = 0, standard_error = 0, sd = 0;
    std::array<SweepQuantile, kSweepQuantiles.size()> quantiles;
};

/// Nothing but NaN.
[[nodiscard]] SweepCell missing_cell();

/// One scenario. A failed one has its reason and no numbers.
struct SweepRow {
    std::uint64_t row = 0;
    std::uint64_t seed = 0;
    bool failed = false;
    std::string reason;  ///< the messages, one a line
    std::uint64_t failed_paths = 0;
    std::vector<SweepEvent> events;  ///< as in the frame
    std::vector<SweepCell> cells;    ///< [series x periods]
};

/// A finished sweep, or as much of it as there is.
struct SweepResult {
    std::vector<SweepAxis> axes;
    std::vector<std::string> ids;   ///< of all scenarios of the design
    std::vector<double> points;     ///< [scenarios x axes]
    SweepFrame frame;
    SweepSettings settings;
    std::string scenario;           ///< name of the first scenario file's scenario
    std::vector<SweepRow> rows;     ///< ascending SweepRow::row

    [[nodiscard]] double point(std::uint64_t row, std::size_t axis) const { return points[row * axes.size() + axis]; }
};

inline constexpr std::array<std::string_view, 4> kOutcomeNames = {"below", "within", "above", "at_least"};

/// Events and series of several scenarios; the series that `wanted` names, without names the scalar reports.
[[nodiscard]] SweepFrame sweep_frame(const std::vector<const model::CompiledModel*>& models, const std::vector<std::string>& wanted);

/// "7.5", the name of a level, or "–" where the scenario's own value holds.
[[nodiscard]] std::string axis_value_text(const SweepAxis& axis, double value);

}  // namespace grdp::analysis
