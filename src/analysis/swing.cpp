#include "grdp/analysis/swing.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "grdp/base/contract.hpp"
#include "grdp/engine/projection.hpp"

namespace grdp::analysis {
namespace {

std::optional<double> result_of(const model::CompiledModel& model, std::uint32_t series, std::size_t period) {
    const auto path = engine::project(model);
    if (!path) return std::nullopt;
    const double value = path->value(series, period);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

class Mover {
  public:
    Mover(const model::CompiledModel& model, std::uint32_t series, std::size_t period) : world_(model), series_(series), period_(period) {}

    void parameter(std::uint32_t index) {
        auto& own = world_.parameters[index];
        if (!(own.sd > 0)) return;
        const double central = own.value;
        own.value = central - own.sd;
        const auto low = result_of(world_, series_, period_);
        own.value = central + own.sd;
        const auto high = result_of(world_, series_, period_);
        own.value = central;
        keep({false, index, own.sd, low.value_or(0), high.value_or(0)}, low && high);
    }

    // A shock stands beside the add-factor of its equation.
    void shock(std::uint32_t index) {
        const auto& own = world_.shocks[index];
        const double deviation = stats::standard_deviation(own.law);
        if (!(deviation > 0)) return;
        world_.add_factors.push_back({own.series, static_cast<std::uint32_t>(period_), -deviation});
        const auto low = result_of(world_, series_, period_);
        world_.add_factors.back().value = deviation;
        const auto high = result_of(world_, series_, period_);
        world_.add_factors.pop_back();
        keep({true, index, deviation, low.value_or(0), high.value_or(0)}, low && high);
    }

    std::vector<Swing> sorted() {
        std::stable_sort(found_.begin(), found_.end(), [](const Swing& a, const Swing& b) {
            return std::fabs(a.at_high - a.at_low) > std::fabs(b.at_high - b.at_low);
        });
        return std::move(found_);
    }

  private:
    void keep(const Swing& swing, bool exists) {
        constexpr double kNoise = 1e-12;
        const double size = std::max(1.0, std::fabs(swing.at_low));
        if (exists && std::fabs(swing.at_high - swing.at_low) > kNoise * size) found_.push_back(swing);
    }

    model::CompiledModel world_;
    std::uint32_t series_;
    std::size_t period_;
    std::vector<Swing> found_;
};

}  // namespace

std::vector<Swing> swings(const model::CompiledModel& model, std::uint32_t series, std::size_t period, std::size_t most) {
    GRDP_EXPECTS(series < model.series.size() && period < model.grid.periods.size());
    const auto uncertain = static_cast<std::size_t>(std::count_if(model.parameters.begin(), model.parameters.end(), [](const auto& one) { return one.sd > 0; }));
    if (uncertain + model.shocks.size() > most) return {};
    Mover mover(model, series, period);
    for (std::uint32_t i = 0; i < model.parameters.size(); ++i)
        mover.parameter(i);
    for (std::uint32_t i = 0; i < model.shocks.size(); ++i)
        mover.shock(i);
    return mover.sorted();
}

}  // namespace grdp::analysis
