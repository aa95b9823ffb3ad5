#include "growth_path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "grdp/analysis/decomposition.hpp"
#include "grdp/base/number.hpp"

namespace grdp::analysis {
namespace {

constexpr double kRelative = 1e-10;
constexpr int kMostGrowthSteps = 60;

const Decomposition* decomposition_of(const std::vector<Decomposition>& all, std::uint32_t total) {
    for (const Decomposition& one : all) {
        if (one.total == total) return &one;
    }
    return nullptr;
}

/// Behavioural leaves below a total; false if some part is of another kind or stands twice.
bool collect(const model::CompiledModel& model, const std::vector<Decomposition>& all, std::uint32_t total, std::vector<std::uint32_t>& leaves) {
    const Decomposition* own = decomposition_of(all, total);
    if (own == nullptr) return false;
    for (const std::uint32_t part : own->parts) {
        if (model.series[part].kind == model::SeriesKind::behavioural) {
            if (std::find(leaves.begin(), leaves.end(), part) != leaves.end()) return false;
            leaves.push_back(part);
        } else if (!collect(model, all, part, leaves)) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::vector<Breakdown> breakdowns(const model::CompiledModel& model) {
    const auto all = decompositions(model);
    std::vector<Breakdown> found;
    for (const Decomposition& one : all) {
        Breakdown breakdown{one.total, {}};
        if (collect(model, all, one.total, breakdown.parts)) found.push_back(std::move(breakdown));
    }
    std::stable_sort(found.begin(), found.end(), [](const Breakdown& a, const Breakdown& b) { return a.parts.size() > b.parts.size(); });
    return found;
}

std::vector<double> raised(std::vector<double> growth, const std::vector<bool>& cells, double added) {
    for (std::size_t i = 0; i < growth.size(); ++i) {
        if (cells[i]) growth[i] += added;
    }
    return growth;
}

GrowthPath::GrowthPath(const model::CompiledModel& model, Breakdown breakdown, const std::vector<model::NodeId>& numbers)
    : model_(model), breakdown_(std::move(breakdown)), own_fixes_(model.fixes) {
    model_.target_sets.clear();
    model_.checks.clear();
    model_.events.clear();
    for (const model::NodeId value : numbers) {
        model::Event event;
        event.name = "asked";
        event.value = value;
        model_.events.push_back(event);
    }
}

Status GrowthPath::prepare() {
    auto path = engine::project(model_);
    if (!path) return path.diagnostics();
    planned_ = std::move(*path);
    model_.observed.clear();  // what they say stands in the plan from here on
    const std::size_t first = model_.first_horizon_index();
    plan_.assign(breakdown_.parts.size() * model_.horizon.size(), kNan);
    for (std::size_t part = 0; part < breakdown_.parts.size(); ++part) {
        for (std::size_t t = 0; t < model_.horizon.size(); ++t)
            plan_[at(part, t)] = growth_over(planned_, breakdown_.parts[part], {first + t});
    }
    return Done{};
}

bool GrowthPath::held(std::size_t part, std::size_t horizon_period) const {
    const std::size_t period = model_.first_horizon_index() + horizon_period;
    return std::any_of(own_fixes_.begin(), own_fixes_.end(), [&](const model::Fix& fix) {
        return fix.series == breakdown_.parts[part] && fix.period == period;
    });
}

model::CompiledModel GrowthPath::fixed(const std::vector<double>& growth, const std::vector<bool>& cells) const {
    model::CompiledModel copy = model_;
    const std::size_t first = model_.first_horizon_index();
    for (std::size_t part = 0; part < breakdown_.parts.size(); ++part) {
        for (std::size_t t = 0; t < model_.horizon.size(); ++t) {
            const std::size_t cell = at(part, t);
            if (!cells[cell] || !(growth[cell] - growth[cell] == 0)) continue;
            const model::Fix fix{breakdown_.parts[part], static_cast<std::uint32_t>(first + t), model::LeftForm::growth, growth[cell]};
            const auto same = std::find_if(copy.fixes.begin(), copy.fixes.end(), [&](const model::Fix& f) {
                return f.series == fix.series && f.period == fix.period;
            });
            if (same == copy.fixes.end()) copy.fixes.push_back(fix);
            else *same = fix;
        }
    }
    return copy;
}

Result<engine::Projection> GrowthPath::along(const std::vector<double>& growth) const {
    return engine::project(fixed(growth, std::vector<bool>(growth.size(), true)));
}

double GrowthPath::growth_over(const engine::Projection& path, std::uint32_t series, const std::vector<std::size_t>& periods) const {
    const double before = base_of(path, series, periods);
    double now = 0;
    for (const std::size_t t : periods) now += path.present[path.at(series, t)] ? path.value(series, t) : kNan;
    return before > 0 ? 100 * (now / before - 1) : kNan;
}

double GrowthPath::base_of(const engine::Projection& path, std::uint32_t series, const std::vector<std::size_t>& periods) const {
    const auto year = static_cast<std::size_t>(accounts::periods_per_year(model_.frequency));
    double before = 0;
    for (const std::size_t t : periods)
        before += t >= year && path.present[path.at(series, t - year)] ? path.value(series, t - year) : kNan;
    return before;
}

std::optional<double> GrowthPath::number(const std::vector<double>& growth, const std::vector<bool>& cells, double added, std::size_t which) const {
    const auto path = along(raised(growth, cells, added));
    if (!path) return std::nullopt;
    return path->events[which];
}

std::optional<double> GrowthPath::addition(const std::vector<double>& growth, const std::vector<bool>& cells, std::size_t which, double wanted) const {
    const auto at_zero = number(growth, cells, 0, which);
    const auto at_one = number(growth, cells, 1, which);
    if (!at_zero || !at_one) return std::nullopt;
    const double size = std::max({std::fabs(wanted), std::fabs(*at_zero), 1.0});
    double x0 = 0, f0 = *at_zero - wanted, x1 = 1, f1 = *at_one - wanted;
    if (std::fabs(f1 - f0) <= 1e-9 * size) return std::nullopt;
    for (int step = 0; step < kMostGrowthSteps; ++step) {
        if (f1 == f0) return std::nullopt;
        const double x2 = x1 - f1 * (x1 - x0) / (f1 - f0);
        const auto f2 = number(growth, cells, x2, which);
        if (!f2) return std::nullopt;
        x0 = x1;
        f0 = f1;
        x1 = x2;
        f1 = *f2 - wanted;
        if (std::fabs(f1) <= kRelative * size) return x1;
    }
    return std::nullopt;
}

}  // namespace grdp::analysis
