#include <algorithm>
#include <numeric>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "sensitivity_parts.hpp"

namespace grdp::analysis {
namespace {

constexpr std::size_t kClasses = 32;
constexpr double kNormal95OfClasses = 1.959963984540054;

/// The period in which a shock of the number is looked at: its own, or the last of the horizon that an event has.
std::uint32_t shock_period(const model::CompiledModel& model, const UncertainNumber& number) {
    if (!number.event) return number.period;
    const auto period = accounts::Period::parse(model.events[number.index].period_text);
    const bool single = period && period->frequency() == model.frequency && model.horizon.contains(*period);
    return static_cast<std::uint32_t>(model.grid.periods.index(single ? *period : model.horizon.last));
}

}  // namespace

Estimate first_order_effect(const double* x, const double* y, std::size_t n) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    const auto count = static_cast<double>(n);
    double mean = 0;
    for (std::size_t k = 0; k < n; ++k) mean += y[k] / count;
    double total = 0, inside = 0;
    std::vector<double> centre(n);
    for (std::size_t c = 0; c < kClasses; ++c) {
        const std::size_t first = n * c / kClasses, last = n * (c + 1) / kClasses;
        double own = 0;
        for (std::size_t k = first; k < last; ++k) own += y[order[k]] / static_cast<double>(last - first);
        for (std::size_t k = first; k < last; ++k) {
            centre[order[k]] = own;
            inside += (y[order[k]] - own) * (y[order[k]] - own);
        }
    }
    for (std::size_t k = 0; k < n; ++k) total += (y[k] - mean) * (y[k] - mean);
    if (!(total > 0)) return {};
    // classes of pure chance leave (n-K)/(n-1) of the variance inside them
    const double share = 1 - (inside / (count - static_cast<double>(kClasses))) / (total / (count - 1));
    double squares = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const double between = centre[k] - mean, rest = y[k] - centre[k], all = y[k] - mean;
        const double d = (between * between + 2 * between * rest - share * all * all) / (total / count);
        squares += d * d;
    }
    const double chance = 2.0 * (kClasses - 1) / (count * count);
    const double error = stats::sqrt(squares / count / count + chance);
    const auto clamp = [](double v) { return std::clamp(v, 0.0, 1.0); };
    return {clamp(share), error, clamp(share - kNormal95OfClasses * error), clamp(share + kNormal95OfClasses * error)};
}

Result<std::vector<FirstOrder>> first_order_effects(const model::CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor) {
    std::vector<FirstOrder> found;
    for (std::size_t i = 0; i < options.numbers.size(); ++i) {
        const UncertainNumber& number = options.numbers[i];
        std::vector<engine::Quantity> quantities{number.event ? engine::Quantity::event(number.index) : engine::Quantity::cell(number.index, number.period)};
        std::vector<std::pair<bool, std::uint32_t>> inputs;
        for (const UncertainInput& input : uncertain_inputs(model, number)) {
            for (const std::uint32_t member : input.members) {
                quantities.push_back(input.is_shock ? engine::Quantity::shock(member, shock_period(model, number)) : engine::Quantity::parameter(member));
                inputs.emplace_back(input.is_shock, member);
            }
        }
        const auto sample = sample_paths(engine::Response(model, quantities, options.sampling.dispersion), options.sampling, executor);
        if (!sample) return sample.diagnostics();
        std::vector<double> y, x(sample->draws);
        for (std::size_t k = 0; k < sample->draws; ++k) {
            const double value = sample->of(0)[k];
            y.push_back(number.event ? (place(model.events[number.index], value) == Place::within ? 1.0 : 0.0) : value);
        }
        if (!std::all_of(y.begin(), y.end(), [](double v) { return finite(v); })) continue;
        for (std::size_t j = 0; j < inputs.size(); ++j) {
            const Estimate share = first_order_effect(sample->of(j + 1), y.data(), y.size());
            found.push_back({i, inputs[j].first, inputs[j].second, share});
        }
    }
    return found;
}

}  // namespace grdp::analysis
