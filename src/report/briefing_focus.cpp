#include <algorithm>
#include <cmath>

#include "briefing_parts.hpp"
#include "grdp/report/unit.hpp"

namespace grdp::report::paper {
namespace {

constexpr double kSame = 1e-9;

// "bn_vnd_2010": a base year at the end.
bool constant_prices(std::string_view unit) {
    return unit.size() > 5 && unit[unit.size() - 5] == '_' &&
           std::all_of(unit.end() - 4, unit.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> elements_of(const model::CompiledModel& model, const analysis::Decomposition& one) {
    std::vector<std::string> names;
    for (const auto part : one.parts) {
        for (const auto& element : model.series[part].elements)
            names.push_back(element);
    }
    return names;
}

// The total at constant prices with the most parts; then the one at current prices that has the same parts.
void find_totals_of(const model::CompiledModel& model, Focus& focus) {
    const auto all = analysis::decompositions(model);
    const auto constant = [&](const analysis::Decomposition& one) { return constant_prices(model.series[one.total].unit); };
    for (const auto& one : all) {
        const bool better = !focus.volumes || (constant(one) && !constant(*focus.volumes)) ||
                            (constant(one) == constant(*focus.volumes) && one.parts.size() > focus.volumes->parts.size());
        if (better) focus.volumes = one;
    }
    if (!focus.volumes || !constant(*focus.volumes)) return;
    for (const auto& one : all) {
        if (constant(one) || one.parts.size() != focus.volumes->parts.size()) continue;
        if (elements_of(model, one) == elements_of(model, *focus.volumes)) focus.values = one;
    }
}

// The band event that bounds a series itself, targets of the plan first.
void find_event(const RunContent& run, Focus& focus) {
    const auto& answers = run.answers;
    const auto pick = [&](auto wanted) {
        const auto found = std::find_if(answers.begin(), answers.end(), wanted);
        if (found != answers.end() && !focus.event) focus.event = static_cast<std::size_t>(found - answers.begin());
    };
    pick([](const auto& answer) { return answer.is_band && answer.target_set != model::kNone; });
    pick([](const auto& answer) { return answer.is_band; });
    pick([](const auto&) { return true; });
}

void find_series(const RunContent& run, Focus& focus) {
    const auto& model = run.model;
    focus.period = model.first_horizon_index();
    if (focus.event) {
        const auto& event = model.events[*focus.event];
        const bool plain = event.is_band && event.value != model::kNone && model.nodes[event.value].op == model::Op::series &&
                           model.nodes[event.value].absolute;
        if (plain) {
            focus.series = model.nodes[event.value].index;
            focus.period = static_cast<std::size_t>(model.nodes[event.value].offset);
            focus.low = event.low;
            focus.high = event.high;
            focus.banded = true;
            return;
        }
        if (const auto stated = accounts::Period::parse(event.period_text); stated && model.horizon.contains(*stated))
            focus.period = model.grid.periods.index(*stated);
    }
    if (!focus.volumes) return;
    const auto account = analysis::decomposition_account(run.projection, model, *focus.volumes);
    std::vector<double> growth;
    for (const auto& one : account.total)
        growth.push_back(one.growth);
    focus.series = series_with_values(run, growth, "%", {});
}

}  // namespace

Focus find_focus(const RunContent& run) {
    Focus focus;
    find_totals_of(run.model, focus);
    find_event(run, focus);
    find_series(run, focus);
    return focus;
}

std::size_t horizon_place(const RunContent& run, std::size_t period) {
    return period - run.model.first_horizon_index();
}

const engine::Cell* cell_of(const RunContent& run, std::uint32_t series, std::size_t period) {
    if (!run.ensemble || series == model::kNone || period < run.model.first_horizon_index()) return nullptr;
    const auto& held = run.ensemble->series;
    const auto found = std::find(held.begin(), held.end(), series);
    const auto place = horizon_place(run, period);
    if (found == held.end() || place >= run.ensemble->periods.size()) return nullptr;
    const auto& cell = run.ensemble->cell(static_cast<std::size_t>(found - held.begin()), place);
    return cell.present && cell.finite > 0 ? &cell : nullptr;
}

std::optional<double> quantile_of(const engine::Cell& cell, double probability) {
    for (const auto& quantile : cell.quantiles) {
        if (std::fabs(quantile.probability - probability) < kSame) return quantile.value;
    }
    return std::nullopt;
}

const analysis::EventAnswer* same_answer(const RunContent& run, const analysis::EventAnswer& answer) {
    for (const auto& one : run.answers) {
        if (one.name == answer.name && one.period_text == answer.period_text) return &one;
    }
    return nullptr;
}

std::uint32_t series_with_values(const RunContent& run, const std::vector<double>& values, std::string_view unit,
                                 const std::vector<std::string>& elements) {
    const auto& model = run.model;
    const std::size_t first = model.first_horizon_index();
    std::uint32_t found = model::kNone;
    for (std::uint32_t id = 0; id < model.series.size(); ++id) {
        const auto& series = model.series[id];
        const bool same_kind = series.unit == unit || (is_percent(series.unit) && is_percent(unit));
        if (series.kind == model::SeriesKind::exogenous || !same_kind || series.elements != elements) continue;
        bool equal = true;
        for (std::size_t p = 0; equal && p < values.size(); ++p) {
            const double value = run.projection.value(id, first + p);
            equal = std::fabs(value - values[p]) <= kSame * std::max(1.0, std::fabs(values[p]));
        }
        if (equal && (found == model::kNone || series.kind == model::SeriesKind::report)) {
            if (found != model::kNone && model.series[found].kind == model::SeriesKind::report) continue;
            found = id;
        }
    }
    return found;
}

}  // namespace grdp::report::paper
