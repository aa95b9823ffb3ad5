#include "grdp/analysis/arrivals.hpp"

#include <algorithm>
#include <limits>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

std::vector<std::uint32_t> observed_periods(const model::CompiledModel& model) {
    std::vector<std::uint32_t> periods;
    for (const model::Observed& observed : model.observed) periods.push_back(observed.period);
    std::sort(periods.begin(), periods.end());
    periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
    return periods;
}

/// Spread of the banded numbers over a part of the paths; enough for a figure of two digits.
Result<std::vector<double>> spreads(const model::CompiledModel& model, const engine::Sampling& sampling, engine::Executor& executor) {
    std::vector<engine::Quantity> wanted;
    for (std::uint32_t i = 0; i < model.events.size(); ++i) wanted.push_back(engine::Quantity::event(i));
    engine::Sampling fewer = sampling;
    fewer.draws = std::min<std::uint64_t>(sampling.draws, 20'000);
    const engine::Response response(model, wanted, sampling.dispersion);
    auto sample = sample_paths(response, fewer, executor);
    if (!sample) return sample.diagnostics();
    std::vector<double> all;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!model.events[i].is_band) {
            all.push_back(kNan);
            continue;
        }
        double sum = 0, sum2 = 0, n = 0;
        const double shift = sample->of(i)[0];
        for (std::size_t k = 0; k < sample->draws; ++k) {
            const double x = sample->of(i)[k] - shift;
            if (!(x - x == 0.0)) continue;
            sum += x;
            sum2 += x * x;
            n += 1;
        }
        all.push_back(n > 1 ? stats::sqrt(std::max(0.0, (sum2 - sum * sum / n) / (n - 1))) : kNan);
    }
    return all;
}

}  // namespace

Result<std::vector<Arrival>> arrivals(const model::CompiledModel& model, const engine::Sampling& sampling,
                                      engine::Executor& executor, engine::Progress* progress) {
    const std::vector<std::uint32_t> periods = observed_periods(model);
    if (periods.empty()) {
        return Diagnostic{Code{7041}, {}, "nothing is observed in scenario " + model.scenario_name,
                          "at least one line such as `observed 2023Q1 growth(grdp) = 4.02`", "--set takes one too"};
    }
    std::vector<Arrival> all;
    for (std::size_t known = 0; known <= periods.size(); ++known) {
        model::CompiledModel world = model;
        std::erase_if(world.observed, [&](const model::Observed& o) { return known == 0 || o.period > periods[known - 1]; });
        const auto central = engine::project(world);
        if (!central) return central.diagnostics();
        const auto ensemble = engine::simulate(world, sampling, {{}, true, false, false}, executor, progress);
        if (!ensemble) return ensemble.diagnostics();
        auto spread = spreads(world, sampling, executor);
        if (!spread) return spread.diagnostics();
        all.push_back({known, known == 0 ? "" : model.grid.periods.at(periods[known - 1]).text(), central->events,
                       band_probabilities(*ensemble, world), *std::move(spread)});
    }
    return all;
}

std::vector<AnswerTable> answer_tables(const std::vector<Arrival>& arrivals) {
    std::vector<double> known, central, spread, within, error, at_least;
    std::vector<std::string> period, event;
    for (const Arrival& arrival : arrivals) {
        for (std::size_t i = 0; i < arrival.answers.size(); ++i) {
            known.push_back(static_cast<double>(arrival.known));
            period.push_back(arrival.last_period);
            event.push_back(arrival.answers[i].name);
            central.push_back(arrival.central[i]);
            spread.push_back(arrival.spread[i]);
            within.push_back(arrival.answers[i].within.value);
            error.push_back(arrival.answers[i].within.standard_error);
            at_least.push_back(arrival.answers[i].at_least.value);
        }
    }
    return {{"arrivals", "an event with the first observed periods known",
             {{"known", "1", "observed periods known", known},
              {"last_period", "", "the last of them", period},
              {"event", "", "event", event},
              {"central", "1", "its number along the central path, or 1 or 0", central},
              {"sd", "1", "spread of its number", spread},
              {"within", "1", "probability", within},
              {"within_se", "1", "standard error of the probability", error},
              {"at_least", "1", "probability of the lower end or more", at_least}}}};
}

}  // namespace grdp::analysis
