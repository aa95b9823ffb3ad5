#include "equation_of.hpp"
#include "stress_inputs.hpp"

#include <algorithm>
#include <limits>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/marginal.hpp"

namespace grdp::analysis {
namespace {

using engine::Quantity;

/// Shocks of each period of the horizon, then uncertain parameters.
struct Inputs {
    std::vector<StressInput> list;
    std::vector<Quantity> quantities;
};

std::string left_unit(const model::CompiledModel& model, std::uint32_t series) {
    const model::Equation* equation = equation_of(model, series);
    if (equation == nullptr || equation->form == model::LeftForm::level || equation->form == model::LeftForm::diff) {
        return model.series[series].unit;
    }
    return equation->form == model::LeftForm::growth ? "points" : "1";
}

Inputs inputs_of(const model::CompiledModel& model) {
    Inputs inputs;
    const auto first = static_cast<std::uint32_t>(model.first_horizon_index());
    for (std::uint32_t t = first; t < first + model.horizon.size(); ++t) {
        for (std::uint32_t s = 0; s < model.shocks.size(); ++s) {
            inputs.list.push_back({false, s, t, left_unit(model, model.shocks[s].series), 0, 0, 0, 0});
            inputs.quantities.push_back(Quantity::shock(s, t));
        }
    }
    for (std::uint32_t p = 0; p < model.parameters.size(); ++p) {
        if (!(model.parameters[p].sd > 0)) continue;
        inputs.list.push_back({true, p, 0, model.parameters[p].unit, 0, 0, 0, 0});
        inputs.quantities.push_back(Quantity::parameter(p));
    }
    return inputs;
}

/// The outcome that a shock moves, in the form of its equation: growth, level, ...
std::pair<Quantity, Quantity> outcome_of(const model::CompiledModel& model, const StressInput& input) {
    const std::uint32_t series = model.shocks[input.index].series;
    const model::Equation* equation = equation_of(model, series);
    const bool growth = equation != nullptr && equation->form == model::LeftForm::growth;
    const auto year = static_cast<std::uint32_t>(accounts::periods_per_year(model.frequency));
    const Quantity now = Quantity::cell(series, input.period);
    return {now, growth && input.period >= year ? Quantity::cell(series, input.period - year) : now};
}

double spread_of(const model::CompiledModel& model, const StressInput& input) {
    return input.is_parameter ? model.parameters[input.index].sd : stats::standard_deviation(model.shocks[input.index].law);
}

/// The values of a response at a point of another one.
std::vector<double> at(const engine::Response& response, const std::vector<engine::Coordinate>& coordinates,
                       const std::vector<double>& point) {
    std::vector<double> own(response.coordinates().size(), 0.0);
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto place = std::find(coordinates.begin(), coordinates.end(), response.coordinates()[i]);
        if (place != coordinates.end()) own[i] = point[static_cast<std::size_t>(place - coordinates.begin())];
    }
    return response.at(own);
}

}  // namespace

std::vector<StressInput> stress_inputs(const model::CompiledModel& model, const std::vector<engine::Coordinate>& coordinates,
                                       const std::vector<double>& point, double dispersion) {
    Inputs inputs = inputs_of(model);
    const std::size_t n = inputs.list.size(), shocks = model.shocks.size();
    std::vector<Quantity> wanted = inputs.quantities;
    for (const StressInput& input : inputs.list) {
        const auto [now, base] = input.is_parameter ? std::pair(Quantity::parameter(input.index), Quantity::parameter(input.index))
                                                    : outcome_of(model, input);
        wanted.push_back(now);
        wanted.push_back(base);
    }
    const engine::Response response(model, wanted, dispersion);
    const std::vector<double> central = at(response, coordinates, std::vector<double>(point.size(), 0.0));
    const std::vector<double> stressed = at(response, coordinates, point);
    std::vector<StressInput> kept;
    for (std::size_t i = 0; i < n; ++i) {
        StressInput input = inputs.list[i];
        input.value = stressed[i] - central[i];
        if (!input.is_parameter && i >= shocks) {  // what is new in this period
            input.value -= model.shocks[input.index].persistence * (stressed[i - shocks] - central[i - shocks]);
        }
        const double spread = spread_of(model, input);
        input.deviations = spread > 0 ? input.value / spread : 0;
        const bool growth = wanted[n + 2 * i].period != wanted[n + 2 * i + 1].period;
        const auto outcome = [&](const std::vector<double>& values) {
            return growth ? 100 * (values[n + 2 * i] / values[n + 2 * i + 1] - 1) : values[n + 2 * i];
        };
        input.outcome_central = outcome(central);
        input.outcome = outcome(stressed);
        if (magnitude(input.deviations) >= 0.005) kept.push_back(input);
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const StressInput& a, const StressInput& b) { return magnitude(a.deviations) > magnitude(b.deviations); });
    return kept;
}

namespace {

/// The central number of an event with one exogenous series moved over the whole horizon.
double moved_number(model::CompiledModel& model, std::uint32_t event, const BreakEven& assumption, double shift) {
    const std::vector<double> kept = model.grid.values;
    for (std::size_t t = model.first_horizon_index(); t < model.grid.periods.size(); ++t) {
        double& value = model.grid.values[model.grid.at(assumption.series, t)];
        value = assumption.relative ? value * (1 + shift / 100) : value + shift;
    }
    const engine::Response response(model, {Quantity::event(event)}, 0);
    const double number = response.at(std::vector<double>(response.coordinates().size(), 0.0)).front();
    model.grid.values = kept;
    return number;
}

/// Secant steps from no shift; NaN where they do not arrive.
double shift_to(model::CompiledModel& model, std::uint32_t event, const BreakEven& assumption, double level, double now, double slope) {
    if (!finite(level)) return std::numeric_limits<double>::quiet_NaN();
    double x0 = 0, f0 = now - level, x1 = -f0 / slope;
    for (int step = 0; step < 40; ++step) {
        if (!finite(x1) || magnitude(x1) > 1e4 || (assumption.relative && x1 <= -100)) break;
        const double f1 = moved_number(model, event, assumption, x1) - level;
        if (!finite(f1)) break;
        if (magnitude(f1) <= 1e-10 * std::max(1.0, magnitude(level))) return x1;
        const double next = x1 - f1 * (x1 - x0) / (f1 - f0);
        x0 = x1;
        f0 = f1;
        x1 = next;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::vector<BreakEven> break_evens(const model::CompiledModel& original, std::uint32_t index) {
    const model::Event& event = original.events[index];
    std::vector<BreakEven> all;
    if (!event.is_band) return all;
    model::CompiledModel model = original;
    for (std::uint32_t s = 0; s < model.series.size(); ++s) {
        if (model.series[s].kind != model::SeriesKind::exogenous) continue;
        BreakEven assumption;
        assumption.series = s;
        const std::string& unit = model.series[s].unit;
        assumption.relative = unit != "%" && unit != "points" && unit != "1";
        assumption.now = model.grid.values[model.grid.at(s, model.grid.periods.size() - 1)];
        constexpr double kSmall = 0.01;
        const double now = moved_number(model, index, assumption, 0);
        const double slope = (moved_number(model, index, assumption, kSmall) - now) / kSmall;
        if (!finite(slope) || magnitude(slope) < 1e-9 * std::max(1.0, magnitude(now))) continue;
        assumption.shift_low = shift_to(model, index, assumption, event.low, now, slope);
        assumption.shift_high = shift_to(model, index, assumption, event.high, now, slope);
        all.push_back(assumption);
    }
    return all;
}

namespace {

struct Sums {
    double n = 0, sum = 0, sum2 = 0;
    void add(double x) {
        n += 1;
        sum += x;
        sum2 += x * x;
    }
    [[nodiscard]] double mean() const { return n > 0 ? sum / n : std::numeric_limits<double>::quiet_NaN(); }
    [[nodiscard]] double variance() const { return n > 1 ? std::max(0.0, (sum2 - sum * sum / n) / (n - 1)) : 0; }
    [[nodiscard]] Estimate estimate() const {
        const double error = n > 1 ? stats::sqrt(variance() / n) : std::numeric_limits<double>::quiet_NaN();
        return {mean(), error, mean() - 1.96 * error, mean() + 1.96 * error};
    }
};

double gap(const InsideOutside& c, double spread) {
    const double difference = magnitude(c.inside.value - c.outside.value);
    return finite(difference) && spread > 0 ? difference / spread : 0;
}

}  // namespace

Result<ReverseStress> contrast(const model::CompiledModel& model, std::uint32_t index, const engine::Sampling& sampling,
                               engine::Executor& executor, ReverseStress stress) {
    const Inputs inputs = inputs_of(model);
    std::vector<Quantity> wanted = inputs.quantities;
    wanted.push_back(Quantity::event(index));
    const auto sample = sample_paths(engine::Response(model, wanted, sampling.dispersion), sampling, executor);
    if (!sample) return sample.diagnostics();
    const double* number = sample->of(inputs.list.size());
    std::vector<bool> holds(sample->draws);
    std::uint64_t count = 0;
    for (std::size_t k = 0; k < sample->draws; ++k) {
        holds[k] = place(model.events[index], number[k]) == Place::within;
        count += holds[k] ? 1u : 0u;
    }
    stress.draws = sample->draws;
    stress.probability = proportion(count, sample->draws);
    std::vector<double> order;
    for (std::size_t i = 0; i < inputs.list.size(); ++i) {
        Sums in, out;
        for (std::size_t k = 0; k < sample->draws; ++k) (holds[k] ? in : out).add(sample->of(i)[k]);
        const StressInput& input = inputs.list[i];
        stress.contrast.push_back({input.is_parameter, input.index, input.period, input.unit, in.estimate(), out.estimate()});
    }
    const auto size = [&](const InsideOutside& c) {
        StressInput input;
        input.is_parameter = c.is_parameter;
        input.index = c.index;
        return gap(c, spread_of(model, input));
    };
    std::stable_sort(stress.contrast.begin(), stress.contrast.end(),
                     [&](const InsideOutside& a, const InsideOutside& b) { return size(a) > size(b); });
    std::erase_if(stress.contrast, [&](const InsideOutside& c) { return size(c) < 0.02; });
    return stress;
}

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const ReverseStress& stress) {
    const auto name = [&](bool is_parameter, std::uint32_t index) {
        return is_parameter ? model.parameters[index].name : model.shocks[index].name;
    };
    const auto period = [&](bool is_parameter, std::uint32_t t) { return is_parameter ? std::string() : model.grid.periods.at(t).text(); };
    AnswerTable point{"stress_point", "an input at the nearest point that misses or reaches the event", {}};
    std::vector<std::string> inputs, periods, units;
    std::vector<double> value, deviations, central, stressed;
    for (const StressInput& i : stress.inputs) {
        inputs.push_back(name(i.is_parameter, i.index));
        periods.push_back(period(i.is_parameter, i.period));
        units.push_back(i.unit);
        value.push_back(i.value);
        deviations.push_back(i.deviations);
        central.push_back(i.outcome_central);
        stressed.push_back(i.outcome);
    }
    point.columns = {{"input", "", "series of the shock, or parameter", inputs}, {"period", "", "period of the shock", periods},
                     {"unit", "", "unit of the value", units}, {"value", "1", "what chance adds there", value},
                     {"deviations", "1", "the same in standard deviations", deviations},
                     {"outcome_central", "1", "growth or level of the series along the central path", central},
                     {"outcome", "1", "and at the stress point", stressed}};
    AnswerTable breaks{"stress_break_even", "an assumption moved alone until the event's number meets an end of its band", {}};
    std::vector<std::string> series;
    std::vector<double> now, low, high;
    for (const BreakEven& b : stress.break_even) {
        series.push_back(model.series[b.series].name + (b.relative ? " (%)" : ""));
        now.push_back(b.now);
        low.push_back(b.shift_low);
        high.push_back(b.shift_high);
    }
    breaks.columns = {{"assumption", "", "exogenous series; (%): shifts in percent of its path", series}, {"now", "1", "in the last period", now},
                      {"shift_low", "1", "shift to the lower end", low}, {"shift_high", "1", "shift to the upper end", high}};
    AnswerTable sides{"stress_contrast", "an input on the paths inside and outside the event", {}};
    std::vector<std::string> side_inputs, side_periods;
    std::vector<double> in, in_se, out, out_se;
    for (const InsideOutside& c : stress.contrast) {
        side_inputs.push_back(name(c.is_parameter, c.index));
        side_periods.push_back(period(c.is_parameter, c.period));
        in.push_back(c.inside.value);
        in_se.push_back(c.inside.standard_error);
        out.push_back(c.outside.value);
        out_se.push_back(c.outside.standard_error);
    }
    sides.columns = {{"input", "", "series of the shock, or parameter", side_inputs}, {"period", "", "period of the shock", side_periods},
                     {"inside", "1", "mean where the event holds", in}, {"inside_se", "1", "standard error", in_se},
                     {"outside", "1", "mean where it does not", out}, {"outside_se", "1", "standard error", out_se}};
    AnswerTable distance{"stress_distance", "the nearest point",
                         {{"distance", "1", "in standard deviations of independent normals", std::vector<double>{stress.distance}},
                          {"active", "1", "bounds that hold with equality", std::vector<double>{static_cast<double>(stress.active)}},
                          {"tail", "1", "chi-square probability of a larger distance", std::vector<double>{stress.tail}},
                          {"first_order", "1", "probability beyond a plane at this distance", std::vector<double>{stress.first_order}}}};
    return {distance, point, breaks, sides};
}

}  // namespace grdp::analysis
