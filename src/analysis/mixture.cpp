#include "grdp/analysis/mixture.hpp"

#include <algorithm>
#include <numeric>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

using engine::Quantity;

/// The same event in another scenario, or kNone.
std::uint32_t same_event(const model::CompiledModel& model, const model::Event& event) {
    for (std::uint32_t i = 0; i < model.events.size(); ++i) {
        if (model.events[i].name == event.name && model.events[i].period_text == event.period_text) return i;
    }
    return model::kNone;
}

/// What all scenarios have, as quantities of each.
struct Common {
    std::vector<std::uint32_t> events;                            ///< of the first scenario
    std::vector<std::pair<std::uint32_t, std::uint32_t>> cells;  ///< of the first scenario
    std::vector<std::vector<Quantity>> quantities;                ///< per scenario: events, then cells
};

Common common_to(const std::vector<WeighedScenario>& scenarios, const std::vector<std::uint32_t>& series) {
    Common common;
    common.quantities.resize(scenarios.size());
    const model::CompiledModel& first = *scenarios[0].model;
    const auto add = [&](const auto& find) {
        std::vector<Quantity> found;
        for (const WeighedScenario& s : scenarios) {
            const std::optional<Quantity> q = find(*s.model);
            if (!q) return false;
            found.push_back(*q);
        }
        for (std::size_t i = 0; i < found.size(); ++i) common.quantities[i].push_back(found[i]);
        return true;
    };
    for (std::uint32_t e = 0; e < first.events.size(); ++e) {
        const auto find = [&](const model::CompiledModel& model) -> std::optional<Quantity> {
            const std::uint32_t at = same_event(model, first.events[e]);
            return at == model::kNone ? std::nullopt : std::optional(Quantity::event(at));
        };
        if (add(find)) common.events.push_back(e);
    }
    for (const std::uint32_t s : series) {
        for (std::size_t t = 0; t < first.horizon.size(); ++t) {
            const accounts::Period period = first.horizon.at(t);
            const auto find = [&](const model::CompiledModel& model) -> std::optional<Quantity> {
                const std::uint32_t at = model.find_series(first.series[s].name);
                if (at == model::kNone || model.frequency != first.frequency || !model.horizon.contains(period)) return std::nullopt;
                return Quantity::cell(at, static_cast<std::uint32_t>(model.grid.periods.index(period)));
            };
            if (add(find)) common.cells.emplace_back(s, static_cast<std::uint32_t>(first.grid.periods.index(period)));
        }
    }
    return common;
}

/// Mean of one number per path: paths are independent, the scenarios of one path are not.
Estimate over_paths(const std::vector<double>& x) {
    const auto n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double sum2 = 0;
    for (const double v : x) sum2 += (v - mean) * (v - mean);
    const double error = stats::sqrt(sum2 / (n - 1) / n);
    return {mean, error, mean - 1.96 * error, mean + 1.96 * error};
}

class Mixer {
  public:
    Mixer(const std::vector<WeighedScenario>& scenarios, const Common& common, const engine::Sampling& sampling)
        : scenarios_(scenarios), common_(common), sampling_(sampling) {}

    Result<Mixture> run(engine::Executor& executor) {
        for (std::size_t i = 0; i < scenarios_.size(); ++i) {
            auto sample =
                sample_paths(engine::Response(*scenarios_[i].model, common_.quantities[i], sampling_.dispersion), sampling_, executor);
            if (!sample) return sample.diagnostics();
            samples_.push_back(*std::move(sample));
        }
        mixture_.draws = sampling_.draws;
        for (std::size_t j = 0; j < common_.events.size(); ++j) add_event(j);
        for (std::size_t j = 0; j < common_.cells.size(); ++j) add_cell(j);
        return std::move(mixture_);
    }

  private:
    void add_event(std::size_t j) {
        MixtureEvent event;
        event.event = common_.events[j];
        event.name = scenarios_[0].model->events[event.event].name;
        std::vector<double> mixed(samples_[0].draws, 0.0);
        bool any = false, all = true;
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            const model::Event& own = scenarios_[i].model->events[common_.quantities[i][j].index];
            double hits = 0;
            for (std::size_t k = 0; k < mixed.size(); ++k) {
                const Place where = place(own, samples_[i].of(j)[k]);
                mixture_.failed += where == Place::failed ? 1u : 0u;
                const double holds = where == Place::within ? 1.0 : 0.0;
                hits += holds;
                mixed[k] += scenarios_[i].weight * holds;
            }
            event.parts.push_back(hits / static_cast<double>(mixed.size()));
            any = any || hits > 0;
            all = all && hits == static_cast<double>(mixed.size());
        }
        event.probability = over_paths(mixed);
        event.probability.low = std::max(0.0, event.probability.low);
        event.probability.high = std::min(1.0, event.probability.high);
        if (!any) event.probability = proportion(0, mixed.size());
        if (all) event.probability = proportion(mixed.size(), mixed.size());
        mixture_.events.push_back(std::move(event));
    }

    void add_cell(std::size_t j) {
        const std::size_t at = common_.events.size() + j, n = samples_[0].draws;
        MixtureCell cell;
        std::tie(cell.series, cell.period) = common_.cells[j];
        std::vector<double> mixed(n, 0.0);
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            double sum = 0;
            for (std::size_t k = 0; k < n; ++k) {
                const double x = samples_[i].of(at)[k];
                if (!finite(x)) {
                    ++mixture_.failed;
                    return;
                }
                sum += x;
                mixed[k] += scenarios_[i].weight * x;
            }
            cell.means.push_back(sum / static_cast<double>(n));
        }
        cell.mean = over_paths(mixed);
        double total = 0;
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            double sum2 = 0;
            for (std::size_t k = 0; k < n; ++k) {
                const double d = samples_[i].of(at)[k] - cell.mean.value;
                sum2 += d * d;
            }
            total += scenarios_[i].weight * sum2 / static_cast<double>(n);
            const double apart = cell.means[i] - cell.mean.value;
            cell.between += scenarios_[i].weight * apart * apart;
        }
        cell.sd = stats::sqrt(total);
        cell.between = total > 0 ? cell.between / total : 0;
        add_quantiles(at, cell);
        mixture_.cells.push_back(std::move(cell));
    }

    void add_quantiles(std::size_t at, MixtureCell& cell) const {
        std::vector<std::pair<double, double>> points;  // value, weight
        const std::size_t n = samples_[0].draws;
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            for (std::size_t k = 0; k < n; ++k) points.emplace_back(samples_[i].of(at)[k], scenarios_[i].weight / static_cast<double>(n));
        }
        std::sort(points.begin(), points.end());
        const auto quantile = [&](double p) {
            double sum = 0;
            for (const auto& [value, weight] : points) {
                sum += weight;
                if (sum >= p - 1e-12) return value;
            }
            return points.back().first;
        };
        for (const double p : sampling_.probabilities) {
            const double value = quantile(p);
            std::vector<double> below(n, 0.0);
            for (std::size_t i = 0; i < samples_.size(); ++i) {
                for (std::size_t k = 0; k < n; ++k) below[k] += samples_[i].of(at)[k] <= value ? scenarios_[i].weight : 0;
            }
            const double error = over_paths(below).standard_error;
            const double low = quantile(std::max(0.0, p - 1.96 * error)), high = quantile(std::min(1.0, p + 1.96 * error));
            cell.quantiles.push_back({value, (high - low) / (2 * 1.96), low, high});
        }
    }

    const std::vector<WeighedScenario>& scenarios_;
    const Common& common_;
    const engine::Sampling& sampling_;
    std::vector<PathSample> samples_;
    Mixture mixture_;
};

}  // namespace

Result<Mixture> weigh(const std::vector<WeighedScenario>& scenarios, const std::vector<std::uint32_t>& series,
                      const engine::Sampling& sampling, engine::Executor& executor) {
    const Common common = common_to(scenarios, series);
    if (common.events.empty() && common.cells.empty()) {
        return Diagnostic{Code{7049}, {}, "the scenarios have no event and no number in common", "the same events by name and period, or the same series",
                          "let them extend one base scenario"};
    }
    return Mixer(scenarios, common, sampling).run(executor);
}

std::vector<AnswerTable> answer_tables(const std::vector<WeighedScenario>& scenarios, const Mixture& mixture) {
    const model::CompiledModel& first = *scenarios[0].model;
    std::vector<std::string> names, events, series, periods;
    std::vector<double> weights, probability, probability_se, mean, mean_se, sd, between;
    for (const WeighedScenario& s : scenarios) {
        names.push_back(s.model->scenario_name);
        weights.push_back(s.weight);
    }
    for (const MixtureEvent& e : mixture.events) {
        events.push_back(e.name);
        probability.push_back(e.probability.value);
        probability_se.push_back(e.probability.standard_error);
    }
    for (const MixtureCell& c : mixture.cells) {
        series.push_back(first.series[c.series].name);
        periods.push_back(first.grid.periods.at(c.period).text());
        mean.push_back(c.mean.value);
        mean_se.push_back(c.mean.standard_error);
        sd.push_back(c.sd);
        between.push_back(c.between);
    }
    return {{"weigh_scenario", "a scenario", {{"scenario", "", "scenario", names}, {"weight", "1", "its weight", weights}}},
            {"weigh_event", "an event of the mixture",
             {{"event", "", "event", events}, {"probability", "1", "of the mixture", probability}, {"se", "1", "standard error", probability_se}}},
            {"weigh_series", "a number of the mixture",
             {{"series", "", "series", series}, {"period", "", "period", periods}, {"mean", "1", "mean", mean}, {"mean_se", "1", "standard error", mean_se},
              {"sd", "1", "spread", sd}, {"between", "1", "part of the variance between the scenarios", between}}}};
}

}  // namespace grdp::analysis
