// What the targets assume without saying it: everything that follows from them and that no target states.
#include <algorithm>
#include <limits>
#include <set>

#include "audit_parts.hpp"
#include "grdp/analysis/decomposition.hpp"
#include "grdp/base/number.hpp"

namespace grdp::analysis {
namespace {

bool is_rate(const std::string& unit) {
    return unit == "%" || unit == "points";
}

// "bn_vnd_2010": at the prices of a base year.
bool at_constant_prices(const std::string& unit) {
    return unit.size() > 5 && unit[unit.size() - 5] == '_' &&
           std::all_of(unit.end() - 4, unit.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The set once more with every cell of its periods laid out: totals as their parts give them, or as they are stated.
struct Views {
    StatedSystem by_parts;
    StatedSystem as_stated;
    std::vector<std::optional<Vector>> parts_leaves;
    std::vector<std::optional<Vector>> stated_leaves;
};

std::set<std::size_t> periods_of(const SolvedSet& solved) {
    std::set<std::size_t> periods;
    for (const auto& row : solved.system->rows())
        periods.insert(solved.set().targets[row.target].period);
    return periods;
}

// Totals that are stated although their parts are: the identity is left out, the stated number stands.
std::vector<Network::Cut> stated_totals(const SolvedSet& solved, const std::vector<Check>& checks) {
    std::vector<Network::Cut> cuts;
    for (const auto& check : checks) {
        const auto& target = solved.set().targets[check.target];
        const auto cells = named_cells(*solved.model, target.value);
        const bool one = cells.size() == 1 && target.sense == model::Sense::band;
        if (one && solved.model->series[cells.front().series].kind == model::SeriesKind::identity) cuts.push_back(cells.front());
    }
    return cuts;
}

std::optional<Views> views_of(const SolvedSet& solved, const std::vector<Check>& checks) {
    std::vector<Network::Cut> all;
    for (const std::size_t period : periods_of(solved)) {
        for (std::uint32_t series = 0; series < solved.model->series.size(); ++series)
            all.push_back({series, static_cast<std::uint32_t>(period)});
    }
    auto by_parts = StatedSystem::make(*solved.model, *solved.path, solved.target_set, {}, all);
    auto as_stated = StatedSystem::make(*solved.model, *solved.path, solved.target_set, stated_totals(solved, checks), all);
    if (!by_parts || !as_stated) return std::nullopt;
    Views views{std::move(*by_parts), std::move(*as_stated), {}, {}};
    for (const bool stated : {false, true}) {
        const auto& system = stated ? views.as_stated : views.by_parts;
        for (std::size_t c = 0; c < solved.cases; ++c) {
            Vector numbers;
            for (const auto row : system.basis())
                numbers.push_back(system.rows()[row].cases[c]);
            (stated ? views.stated_leaves : views.parts_leaves).push_back(system.solve(numbers));
        }
    }
    return views;
}

class Lister {
  public:
    Lister(const SolvedSet& solved, const Views& views)
        : solved_(solved),
          model_(*solved.model),
          views_(views),
          year_(static_cast<std::size_t>(accounts::periods_per_year(solved.model->frequency))) {}

    void list(SetAudit& audit) const {
        for (const std::size_t period : periods_of(solved_)) {
            for (std::uint32_t series = 0; series < model_.series.size(); ++series) {
                if (!worth_saying(series, period)) continue;
                if (auto quantity = implied(series, period)) audit.implied.push_back(std::move(*quantity));
            }
            list_prices(period, audit);
        }
        list_held(audit);
    }

  private:
    [[nodiscard]] double before(std::uint32_t series, std::size_t period) const {
        return period < year_ ? kNan : solved_.path->value(series, period - year_);
    }

    [[nodiscard]] bool is_stated(std::uint32_t series, std::size_t period) const {
        for (const auto& row : solved_.system->rows()) {
            const auto& node = model_.nodes[row.value];
            if (node.op == model::Op::series && node.index == series && static_cast<std::size_t>(node.offset) == period) return true;
            const auto cells = named_cells(model_, row.value);
            if (cells.size() == 1 && cells.front().series == series && cells.front().period == period) return true;
        }
        return false;
    }

    // A level that somebody must bring about, an indicator without indices, or the element that a list leaves out.
    [[nodiscard]] bool worth_saying(std::uint32_t series, std::size_t period) const {
        const auto& info = model_.series[series];
        if (is_stated(series, period)) return false;
        if (info.kind == model::SeriesKind::behavioural || info.kind == model::SeriesKind::exogenous) return true;
        if (info.kind != model::SeriesKind::report) return false;
        if (info.elements.empty()) return true;
        for (std::uint32_t other = 0; other < model_.series.size(); ++other) {
            if (model_.series[other].stem == info.stem && other != series && names_itself(other, period)) return true;
        }
        return false;
    }
    [[nodiscard]] bool names_itself(std::uint32_t series, std::size_t period) const {
        return std::any_of(solved_.system->rows().begin(), solved_.system->rows().end(), [&](const StatedRow& row) {
            const auto& node = model_.nodes[row.value];
            return node.op == model::Op::series && node.index == series && static_cast<std::size_t>(node.offset) == period;
        });
    }

    [[nodiscard]] double shown(double value, std::uint32_t series, std::size_t period, bool as_growth) const {
        return as_growth ? 100 * (value / before(series, period) - 1) : value;
    }

    [[nodiscard]] std::optional<ImpliedQuantity> implied(std::uint32_t series, std::size_t period) const {
        const auto& info = model_.series[series];
        ImpliedQuantity quantity;
        quantity.series = series;
        quantity.period = static_cast<std::uint32_t>(period);
        quantity.as_growth = info.kind != model::SeriesKind::report && !is_rate(info.unit) && before(series, period) > 0;
        for (std::size_t c = 0; c < solved_.cases; ++c) {
            quantity.implied.push_back(value_in(views_.as_stated, views_.stated_leaves[c], series, period, quantity));
            quantity.by_parts.push_back(value_in(views_.by_parts, views_.parts_leaves[c], series, period, quantity));
        }
        const auto known = [](double x) { return x - x == 0; };
        if (std::none_of(quantity.implied.begin(), quantity.implied.end(), known)) return std::nullopt;
        const double last = before(series, period);
        quantity.before = quantity.as_growth ? (period >= year_ ? shown(last, series, period - year_, true) : kNan) : last;
        quantity.scenario = shown(solved_.path->value(series, period), series, period, quantity.as_growth);
        const auto weights = views_.as_stated.coefficients_of(*views_.stated_leaves[0], series, period);
        for (std::size_t i = 0; weights && i < weights->size(); ++i) {
            if ((*weights)[i] != 0) quantity.rests_on.push_back(views_.as_stated.rows()[views_.as_stated.basis()[i]].target);
        }
        std::sort(quantity.rests_on.begin(), quantity.rests_on.end());
        return quantity;
    }

    [[nodiscard]] double value_in(const StatedSystem& system, const std::optional<Vector>& leaves, std::uint32_t series,
                                  std::size_t period, const ImpliedQuantity& quantity) const {
        if (!leaves || !system.coefficients_of(*leaves, series, period)) return kNan;
        const double value = system.network().cell(system.network().cells(*leaves), series, period).value;
        return shown(value, series, period, quantity.as_growth);
    }

    void list_prices(std::size_t period, SetAudit& audit) const {
        const auto sums = decompositions(model_);
        for (const auto& volumes : sums) {
            if (!at_constant_prices(model_.series[volumes.total].unit)) continue;
            for (const auto& values : sums) {
                if (at_constant_prices(model_.series[values.total].unit) || !same_elements(volumes, values)) continue;
                if (take_prices(volumes, values, period, audit)) return;
            }
        }
    }

    [[nodiscard]] bool same_elements(const Decomposition& a, const Decomposition& b) const {
        return a.parts.size() == b.parts.size() &&
               std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), [&](std::uint32_t x, std::uint32_t y) {
                   return model_.series[x].elements == model_.series[y].elements;
               });
    }

    // Growth of value over volume; NaN where the targets do not settle both.
    [[nodiscard]] double price_growth(std::uint32_t value, std::uint32_t volume, std::size_t period, std::size_t c) const {
        ImpliedQuantity level;
        const double now = value_in(views_.as_stated, views_.stated_leaves[c], value, period, level) /
                           value_in(views_.as_stated, views_.stated_leaves[c], volume, period, level);
        return 100 * (now / (before(value, period) / before(volume, period)) - 1);
    }

    bool take_prices(const Decomposition& volumes, const Decomposition& values, std::size_t period, SetAudit& audit) const {
        std::vector<RelativePrice> prices;
        for (std::size_t i = 0; i < values.parts.size(); ++i) {
            RelativePrice price;
            price.value = values.parts[i];
            for (std::size_t c = 0; c < solved_.cases; ++c) {
                const double own = price_growth(values.parts[i], volumes.parts[i], period, c);
                const double total = price_growth(values.total, volumes.total, period, c);
                price.growth.push_back(own);
                price.relative.push_back(100 * ((1 + own / 100) / (1 + total / 100) - 1));
            }
            const auto known = [](double x) { return x - x == 0; };
            if (!std::all_of(price.relative.begin(), price.relative.end(), known)) return false;
            prices.push_back(std::move(price));
        }
        // The model's own deflators of the parts would say the same twice.
        std::erase_if(audit.implied, [&](const ImpliedQuantity& quantity) {
            return quantity.as_growth && std::any_of(prices.begin(), prices.end(), [&](const RelativePrice& price) {
                       return size_of(price.growth[0] - quantity.implied[0]) < 1e-9 &&
                              model_.series[price.value].elements == model_.series[quantity.series].elements;
                   });
        });
        audit.price_total = values.total;
        audit.prices = std::move(prices);
        return true;
    }

    void list_held(SetAudit& audit) const {
        const auto& system = views_.as_stated;
        for (const std::size_t i : system.held()) {
            const auto& leaf = system.network().leaves()[i];
            const double base = before(leaf.series, leaf.period);
            const bool level = !is_rate(model_.series[leaf.series].unit) && base > 0;
            audit.assumptions.push_back({leaf.series, leaf.period, leaf.projected, level ? 100 * (leaf.projected / base - 1) : kNan});
        }
    }

    const SolvedSet& solved_;
    const model::CompiledModel& model_;
    const Views& views_;
    std::size_t year_;
};

}  // namespace

void list_assumptions(const SolvedSet& solved, const std::vector<Check>& checks, SetAudit& audit) {
    const auto views = views_of(solved, checks);
    if (views && views->stated_leaves[0]) Lister(solved, *views).list(audit);
}

}  // namespace grdp::analysis
