#include "grdp/analysis/tilt.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "grdp/analysis/entropy_tilt.hpp"
#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

using engine::Quantity;

Estimate with_error(double value, double error) { return {value, error, value - 1.96 * error, value + 1.96 * error}; }
Estimate probability_with_error(double value, double error) {
    const Estimate e = with_error(value, error);
    return {e.value, e.standard_error, std::max(0.0, e.low), std::min(1.0, e.high)};
}

Diagnostic refusal(std::uint16_t code, std::string message, std::string expected, std::string hint) {
    return {Code{code}, {}, std::move(message), std::move(expected), std::move(hint)};
}

/// What the view says has a mean, less that mean.
double function_of(const View& view, double x) {
    switch (view.kind) {
        case View::Kind::mean: return x - view.level;
        case View::Kind::quantile:
        case View::Kind::at_most: return (x <= view.level ? 1.0 : 0.0) - view.probability;
        case View::Kind::at_least: return (x >= view.level ? 1.0 : 0.0) - view.probability;
    }
    return 0;
}

/// Distinct cells: those of the views, then the wanted ones in the last of their periods.
std::vector<std::pair<std::uint32_t, std::uint32_t>> cells_of(const std::vector<View>& views, const std::vector<std::uint32_t>& series) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> cells;
    std::uint32_t last = 0;
    const auto add = [&](std::uint32_t s, std::uint32_t t) {
        if (std::find(cells.begin(), cells.end(), std::pair(s, t)) == cells.end()) cells.emplace_back(s, t);
    };
    for (const View& view : views) {
        add(view.series, view.period);
        last = std::max(last, view.period);
    }
    for (const std::uint32_t s : series) add(s, last);
    return cells;
}

double quantile(const std::vector<std::size_t>& order, const double* x, const std::vector<double>& weights, double p) {
    double sum = 0;
    for (const std::size_t k : order) {
        sum += weights[k];
        if (sum >= p - 1e-14) return x[k];
    }
    return x[order.back()];
}

class Tilter {
  public:
    Tilter(const model::CompiledModel& model, const std::vector<View>& views, const engine::Sampling& sampling)
        : model_(model), sampling_(sampling) {
        tilt_.views = views;
    }

    Result<Tilt> run(const std::vector<std::uint32_t>& series, engine::Executor& executor) {
        cells_ = cells_of(tilt_.views, series);
        std::vector<Quantity> wanted;
        for (const auto& [s, t] : cells_) wanted.push_back(Quantity::cell(s, t));
        for (std::uint32_t i = 0; i < model_.events.size(); ++i) wanted.push_back(Quantity::event(i));
        auto sample = sample_paths(engine::Response(model_, wanted, sampling_.dispersion), sampling_, executor);
        if (!sample) return sample.diagnostics();
        sample_ = *std::move(sample);
        tilt_.draws = sample_.draws;
        tilt_.floor = std::max(1000.0, 0.01 * static_cast<double>(sample_.draws));
        if (Diagnostics found = build_functions(); found.has_errors()) return found;
        weights_ = entropy_tilt(functions_, tilt_.views.size(), sample_.draws);
        if (Diagnostics found = judge(); found.has_errors()) return found;
        for (std::uint32_t i = 0; i < model_.events.size(); ++i) add_event(i);
        for (std::size_t i = 0; i < cells_.size(); ++i) add_cell(i);
        return std::move(tilt_);
    }

  private:
    Diagnostics build_functions() {
        Diagnostics found;
        const std::size_t n = sample_.draws;
        for (const View& view : tilt_.views) {
            const auto place = std::find(cells_.begin(), cells_.end(), std::pair(view.series, view.period));
            const double* x = sample_.of(static_cast<std::size_t>(place - cells_.begin()));
            double least = x[0], greatest = x[0], sum = 0;
            std::size_t failed = 0, hits = 0;
            for (std::size_t k = 0; k < n; ++k) {
                failed += finite(x[k]) ? 0u : 1u;
                least = std::min(least, x[k]);
                greatest = std::max(greatest, x[k]);
                sum += x[k];
                const double f = function_of(view, x[k]);
                hits += view.kind != View::Kind::mean && f > 0 ? 1u : 0u;
                functions_.push_back(f);
            }
            if (failed > 0) {
                found.add(refusal(7048, "the number of the view \"" + view.text + "\" fails on " + std::to_string(failed) + " of " +
                                            std::to_string(n) + " paths",
                                  "a number with a value on every path", ""));
                continue;
            }
            const bool mean = view.kind == View::Kind::mean;
            tilt_.held.push_back(mean ? sum / static_cast<double>(n) : static_cast<double>(hits) / static_cast<double>(n));
            const bool reachable = mean ? least < view.level && view.level < greatest : hits > 0 && hits < n;
            if (!reachable) {
                found.add(refusal(7046, "the view \"" + view.text + "\" lies outside what was drawn: from " + exact_text(least) +
                                            " to " + exact_text(greatest),
                                  "a view that some paths can give",
                                  "a view that far from the model is another model: change its assumptions"));
            }
        }
        return found;
    }

    Diagnostics judge() {
        Diagnostics found;
        if (!weights_.found) {
            found.add(refusal(7046, "no weights of the paths make all views hold", "views that agree with each other and with what was drawn",
                              "try each view alone; a view that repeats another is one too many"));
            return found;
        }
        tilt_.effective = weights_.effective;
        tilt_.entropy = weights_.entropy;
        tilt_.multipliers = weights_.multipliers;
        tilt_.iterations = weights_.iterations;
        if (tilt_.effective < tilt_.floor) {
            found.add(refusal(7047, "the views leave " + std::to_string(static_cast<std::uint64_t>(tilt_.effective)) +
                                        " effective paths of " + std::to_string(sample_.draws),
                              "at least max(1000, 1 % of the draws) = " + std::to_string(static_cast<std::uint64_t>(tilt_.floor)),
                              "the views contradict the model more than reweighing can mend: change its assumptions, or draw more paths if 1000 is the floor"));
        }
        return found;
    }

    [[nodiscard]] WeightedMean mean_of(const std::vector<double>& f) const {
        return weighted_mean(f, weights_, functions_, tilt_.views.size());
    }

    void add_event(std::uint32_t index) {
        const double* x = sample_.of(cells_.size() + index);
        std::vector<double> holds(sample_.draws), high(sample_.draws);
        std::uint64_t count = 0;
        TiltedEvent event;
        event.event = index;
        for (std::size_t k = 0; k < sample_.draws; ++k) {
            const Place where = place(model_.events[index], x[k]);
            holds[k] = where == Place::within ? 1.0 : 0.0;
            high[k] = where == Place::within || where == Place::above ? 1.0 : 0.0;
            count += where == Place::within ? 1u : 0u;
            event.failed += where == Place::failed ? 1u : 0u;
        }
        event.plain = proportion(count, sample_.draws);
        const WeightedMean tilted = mean_of(holds), at_least = mean_of(high);
        event.tilted = probability_with_error(tilted.value, tilted.standard_error);
        event.at_least = probability_with_error(at_least.value, at_least.standard_error);
        if (count == 0) {  // the views cannot find what no path showed
            event.tilted = {0, 3 / tilt_.effective / 1.96, 0, 3 / tilt_.effective};
        } else if (count == sample_.draws) {
            event.tilted = {1, 3 / tilt_.effective / 1.96, 1 - 3 / tilt_.effective, 1};
        }
        tilt_.events.push_back(event);
    }

    void add_cell(std::size_t i) {
        const double* x = sample_.of(i);
        const std::size_t n = sample_.draws;
        TiltedCell cell;
        std::tie(cell.series, cell.period) = cells_[i];
        const std::vector<double> values(x, x + n);
        if (!std::all_of(values.begin(), values.end(), finite)) return;
        const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
        double sum2 = 0, tilted2 = 0;
        const WeightedMean tilted = mean_of(values);
        for (std::size_t k = 0; k < n; ++k) {
            sum2 += (x[k] - mean) * (x[k] - mean);
            tilted2 += weights_.weights[k] * (x[k] - tilted.value) * (x[k] - tilted.value);
        }
        cell.plain_mean = mean;
        cell.plain_sd = stats::sqrt(sum2 / static_cast<double>(n - 1));
        cell.mean = with_error(tilted.value, tilted.standard_error);
        cell.sd = stats::sqrt(tilted2);
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] != x[b] ? x[a] < x[b] : a < b; });
        for (const double p : sampling_.probabilities) cell.quantiles.push_back(quantile_of(order, values, p));
        tilt_.cells.push_back(std::move(cell));
    }

    /// The interval inverts that of the probability of falling below the quantile.
    [[nodiscard]] Estimate quantile_of(const std::vector<std::size_t>& order, const std::vector<double>& x, double p) const {
        const double value = quantile(order, x.data(), weights_.weights, p);
        std::vector<double> below(x.size());
        for (std::size_t k = 0; k < x.size(); ++k) below[k] = x[k] <= value ? 1.0 : 0.0;
        const double error = mean_of(below).standard_error;
        const double low = quantile(order, x.data(), weights_.weights, std::max(0.0, p - 1.96 * error));
        const double high = quantile(order, x.data(), weights_.weights, std::min(1.0, p + 1.96 * error));
        return {value, (high - low) / (2 * 1.96), low, high};
    }

    const model::CompiledModel& model_;
    const engine::Sampling& sampling_;
    Tilt tilt_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> cells_;
    PathSample sample_;
    std::vector<double> functions_;  ///< [view x draw]
    EntropyTilt weights_;
};

}  // namespace

Result<Tilt> tilt(const model::CompiledModel& model, const std::vector<View>& views, const std::vector<std::uint32_t>& series,
                  const engine::Sampling& sampling, engine::Executor& executor) {
    return Tilter(model, views, sampling).run(series, executor);
}

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Tilt& tilt) {
    std::vector<std::string> events, views, series, periods;
    std::vector<double> plain, plain_se, tilted, tilted_se, held, plain_mean, mean, mean_se, plain_sd, sd;
    for (const TiltedEvent& e : tilt.events) {
        events.push_back(model.events[e.event].name);
        plain.push_back(e.plain.value);
        plain_se.push_back(e.plain.standard_error);
        tilted.push_back(e.tilted.value);
        tilted_se.push_back(e.tilted.standard_error);
    }
    for (std::size_t i = 0; i < tilt.views.size(); ++i) {
        views.push_back(tilt.views[i].text);
        held.push_back(tilt.held[i]);
    }
    for (const TiltedCell& c : tilt.cells) {
        series.push_back(model.series[c.series].name);
        periods.push_back(model.grid.periods.at(c.period).text());
        plain_mean.push_back(c.plain_mean);
        plain_sd.push_back(c.plain_sd);
        mean.push_back(c.mean.value);
        mean_se.push_back(c.mean.standard_error);
        sd.push_back(c.sd);
    }
    return {{"tilt_view", "a view", {{"view", "", "as written", views}, {"model", "1", "its number under the model", held},
                                     {"multiplier", "1", "of the dual", tilt.multipliers}}},
            {"tilt_event", "an event under the model and under the views",
             {{"event", "", "event", events}, {"plain", "1", "probability under the model", plain}, {"plain_se", "1", "standard error", plain_se},
              {"tilted", "1", "probability under the views", tilted}, {"tilted_se", "1", "standard error", tilted_se}}},
            {"tilt_series", "a number under the model and under the views",
             {{"series", "", "series", series}, {"period", "", "period", periods}, {"plain_mean", "1", "mean under the model", plain_mean},
              {"plain_sd", "1", "spread under the model", plain_sd}, {"mean", "1", "mean under the views", mean},
              {"mean_se", "1", "standard error", mean_se}, {"sd", "1", "spread under the views", sd}}},
            {"tilt_weights", "how far the views are from the model",
             {{"effective", "1", "effective number of paths", std::vector<double>{tilt.effective}},
              {"floor", "1", "least number accepted", std::vector<double>{tilt.floor}},
              {"entropy", "1", "relative entropy", std::vector<double>{tilt.entropy}}}}};
}

}  // namespace grdp::analysis
