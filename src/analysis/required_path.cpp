#include "grdp/analysis/required_path.hpp"
#include "grdp/base/number.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "goals.hpp"
#include "growth_path.hpp"

namespace grdp::analysis {
namespace {

using PathCells = std::vector<bool>;

NumberRange point(double x) { return {x, x}; }

/// Which cells a number of the path responds to, by a point of growth in each.
Result<PathCells> acting(const GrowthPath& path, const std::vector<double>& growth, std::size_t which, const PathCells& among) {
    const auto start = path.along(growth);
    if (!start) return start.diagnostics();
    const double size = std::max(1.0, std::fabs(start->events[which]));
    PathCells cells(growth.size(), false);
    for (std::size_t i = 0; i < growth.size(); ++i) {
        if (!among[i]) continue;
        PathCells one(growth.size(), false);
        one[i] = true;
        const auto moved = path.along(raised(growth, one, 1));
        if (!moved) return moved.diagnostics();
        cells[i] = std::fabs(moved->events[which] - start->events[which]) > 1e-9 * size;
    }
    return cells;
}

bool any(const PathCells& cells) { return std::find(cells.begin(), cells.end(), true) != cells.end(); }

class Account {
  public:
    Account(const model::CompiledModel& model, const Goal& goal, const std::vector<KnownNumber>& known, const Breakdown& breakdown,
            std::vector<Goal> own)
        : model_(model), goal_(goal), known_(known), own_(std::move(own)), path_(model, breakdown, numbers()) {}

    Status prepare() {
        if (auto prepared = path_.prepare(); !prepared) return prepared;
        find_window();
        growth_ = path_.plan();
        known_cells_ = PathCells(path_.cells(), false);
        for (std::size_t i = 0; i < path_.cells(); ++i) {
            known_cells_[i] = path_.held(i / model_.horizon.size(), i % model_.horizon.size());
        }
        if (auto found = find_known_cells(); !found) return found;
        return find_open_cells();
    }

    /// Everything for one set of known numbers.
    Result<RequiredPath> solve(const std::vector<double>& known) const {
        auto start = started(known);
        if (!start) return start.diagnostics();
        const std::vector<double>& growth = *start;
        const auto planned = path_.along(growth);
        if (!planned) return planned.diagnostics();
        RequiredPath result = described(*planned);
        for (const std::size_t k : order_) {
            if (k < model_.observed.size()) continue;
            for (std::size_t i = 0; i < growth.size(); ++i) {
                if (moved_by_[k][i])
                    result.held.push_back({path_.breakdown().parts[part_of(i)], static_cast<std::uint32_t>(grid_of(i)), model::LeftForm::growth, growth[i]});
            }
        }
        for (const GoalEnd& end : goal_.ends) {
            auto need = need_of(growth, end, result.ends.size());
            if (!need) return need.diagnostics();
            result.ends.push_back(std::move(*need));
        }
        return result;
    }

    [[nodiscard]] bool responds() const { return any(open_); }

  private:
    std::vector<model::NodeId> numbers() const {
        std::vector<model::NodeId> all = {goal_.quantity.value};
        for (const KnownNumber& one : known_) all.push_back(one.quantity.value);
        for (const Goal& one : own_) all.push_back(one.quantity.value);
        return all;
    }

    [[nodiscard]] std::size_t horizon_of(std::size_t cell) const { return cell % model_.horizon.size(); }
    [[nodiscard]] std::size_t part_of(std::size_t cell) const { return cell / model_.horizon.size(); }
    [[nodiscard]] accounts::Period period_of(std::size_t cell) const { return model_.horizon.at(horizon_of(cell)); }

    void find_window() {
        const auto& periods = goal_.quantity.periods;
        window_ = periods.size() > 1 || model_.frequency == accounts::Frequency::annual
                      ? accounts::PeriodRange{year_of(model_, periods.first.year()).first, periods.last}
                      : periods;
    }

    PathCells finite_cells_in(const accounts::PeriodRange& periods) const {
        PathCells cells(path_.cells(), false);
        for (std::size_t i = 0; i < cells.size(); ++i)
            cells[i] = periods.contains(period_of(i)) && std::isfinite(growth_[i]);
        return cells;
    }

    /// Numbers of few cells first, so that a total takes what its known components leave.
    Status find_known_cells() {
        for (std::size_t k = 0; k < known_.size(); ++k) {
            auto cells = acting(path_, growth_, 1 + k, finite_cells_in(known_[k].quantity.periods));
            if (!cells) return cells.diagnostics();
            if (!any(*cells)) return unused(known_[k], "nothing that is open in these periods moves it");
            moved_by_.push_back(std::move(*cells));
            order_.push_back(k);
        }
        const auto size = [&](std::size_t k) { return std::count(moved_by_[k].begin(), moved_by_[k].end(), true); };
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
        for (const std::size_t k : order_) {
            for (std::size_t i = 0; i < path_.cells(); ++i) {
                if (known_cells_[i]) moved_by_[k][i] = false;
            }
            if (!any(moved_by_[k])) return unused(known_[k], "the scenario or another option already fixes everything that moves it");
            for (std::size_t i = 0; i < path_.cells(); ++i) {
                if (moved_by_[k][i]) known_cells_[i] = true;
            }
        }
        return Done{};
    }

    static Diagnostic unused(const KnownNumber& known, const std::string& why) {
        return {Code{7029}, known.where, known.quantity.subject + " cannot be taken as known: " + why,
                "a number of periods inside the horizon that are not held", "data before the horizon stand in the data table, held periods in `fix`"};
    }

    Status find_open_cells() {
        PathCells among = finite_cells_in(window_);
        for (std::size_t i = 0; i < among.size(); ++i) among[i] = among[i] && !known_cells_[i];
        if (!any(among)) {
            return Diagnostic{Code{7024}, goal_.where, "nothing is open until " + window_.last.text() + ": every component of " + name(path_.breakdown().total) + " is known",
                              "a period of the horizon whose growth is not held", "remove a `fix`, or ask about a later period"};
        }
        auto cells = acting(path_, growth_, 0, among);
        if (!cells) return cells.diagnostics();
        open_ = std::move(*cells);
        if (any(open_)) return Done{};
        return Diagnostic{Code{7025}, goal_.where, "no open component of " + name(path_.breakdown().total) + " acts on " + goal_.quantity.subject,
                          "a number that follows from the components' growth", ""};
    }

    [[nodiscard]] const std::string& name(std::uint32_t series) const { return model_.series[series].name; }

    /// Growth of every cell: known numbers met, the rest as the scenario projects it given them.
    Result<std::vector<double>> started(const std::vector<double>& known) const {
        std::vector<double> growth = growth_;
        for (const std::size_t k : order_) {
            const auto added = path_.addition(growth, moved_by_[k], 1 + k, known[k]);
            if (!added) {
                return Diagnostic{Code{7029}, known_[k].where, "no growth of the components gives " + known_[k].quantity.subject + " this value", "a value that can be reached", ""};
            }
            growth = raised(std::move(growth), moved_by_[k], *added);
        }
        if (!model_.observed.empty()) return growth;  // the plan is the conditional one already
        const auto path = engine::project(path_.fixed(growth, known_cells_));
        if (!path) return path.diagnostics();
        for (std::size_t i = 0; i < growth.size(); ++i) {
            if (known_cells_[i]) continue;
            growth[i] = path_.growth_over(*path, path_.breakdown().parts[part_of(i)], {grid_of(i)});
        }
        return growth;
    }

    [[nodiscard]] std::size_t grid_of(std::size_t cell) const { return model_.first_horizon_index() + horizon_of(cell); }

    /// Periods of the window, as grid indices: those with an open cell (of one part, or of any), or the others.
    std::vector<std::size_t> periods(bool open, std::optional<std::size_t> part) const {
        std::vector<std::size_t> found;
        for (std::size_t n = 0; n < window_.size(); ++n) {
            const accounts::Period period = window_.at(n);
            if (!model_.grid.periods.contains(period)) continue;
            if (is_open(period, part) == open) found.push_back(model_.grid.periods.index(period));
        }
        return found;
    }

    [[nodiscard]] bool is_open(accounts::Period period, std::optional<std::size_t> part) const {
        if (!model_.horizon.contains(period)) return false;
        const std::size_t t = model_.horizon.index(period);
        for (std::size_t p = 0; p < path_.breakdown().parts.size(); ++p) {
            if ((!part || *part == p) && open_[path_.at(p, t)]) return true;
        }
        return false;
    }

    std::vector<accounts::Period> named(const std::vector<std::size_t>& grid) const {
        std::vector<accounts::Period> found;
        for (const std::size_t t : grid) found.push_back(model_.grid.periods.at(t));
        return found;
    }

    std::vector<double> each(const engine::Projection& path, std::uint32_t series) const {
        std::vector<double> growth;
        for (const std::size_t t : periods(true, std::nullopt)) growth.push_back(path_.growth_over(path, series, {t}));
        return growth;
    }

    RequiredPath described(const engine::Projection& planned) const {
        RequiredPath result;
        const Breakdown& breakdown = path_.breakdown();
        const auto open = periods(true, std::nullopt), closed = periods(false, std::nullopt);
        std::vector<std::size_t> whole;
        for (std::size_t n = 0; n < window_.size(); ++n) whole.push_back(model_.grid.periods.index(window_.at(n)));
        const double year = path_.base_of(planned, breakdown.total, whole);
        result.goal = goal_;
        result.total = breakdown.total;
        result.window = window_;
        result.given.assign(known_.begin() + static_cast<std::ptrdiff_t>(model_.observed.size()), known_.end());
        result.known_periods = named(closed);
        result.open_periods = named(open);
        result.known = point(path_.growth_over(planned, breakdown.total, closed));
        result.planned_goal = planned.events[0];
        result.planned = path_.growth_over(planned, breakdown.total, open);
        result.planned_periods = each(planned, breakdown.total);
        result.open_weight = 100 * path_.base_of(planned, breakdown.total, open) / year;
        for (std::size_t p = 0; p < breakdown.parts.size(); ++p) {
            const std::uint32_t series = breakdown.parts[p];
            const auto own_open = periods(true, p);
            PartNeed part;
            part.series = series;
            part.weight = 100 * path_.base_of(planned, series, own_open) / year;
            part.open_weight = 100 * path_.base_of(planned, series, own_open) / path_.base_of(planned, series, whole);
            part.known = point(shares_known_number(p) ? kNan : path_.growth_over(planned, series, periods(false, p)));
            part.planned = path_.growth_over(planned, series, own_open);
            part.planned_periods = each(planned, series);
            result.parts.push_back(std::move(part));
        }
        return result;
    }

    /// Whether a number of several components stands for what is known of this one: then nothing is known of it alone.
    [[nodiscard]] bool shares_known_number(std::size_t part) const {
        return std::any_of(moved_by_.begin(), moved_by_.end(), [&](const PathCells& cells) {
            bool own = false, other = false;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (cells[i] && window_.contains(period_of(i))) (part_of(i) == part ? own : other) = true;
            }
            return own && other;
        });
    }

    Result<EndNeed> need_of(const std::vector<double>& growth, const GoalEnd& end, std::size_t index) const {
        const Breakdown& breakdown = path_.breakdown();
        const auto uplift = path_.addition(growth, open_, 0, end.value);
        if (!uplift) {
            return Diagnostic{Code{7025}, goal_.where, "no growth of the open components gives " + goal_.quantity.subject + " this value",
                              "a value that growth can reach", ""};
        }
        const auto path = path_.along(raised(growth, open_, *uplift));
        if (!path) return path.diagnostics();
        EndNeed need;
        need.end = end;
        need.uplift = point(*uplift);
        need.total = point(path_.growth_over(*path, breakdown.total, periods(true, std::nullopt)));
        for (const double g : each(*path, breakdown.total)) need.total_periods.push_back(point(g));
        for (std::size_t p = 0; p < breakdown.parts.size(); ++p) {
            EndNeed::Part part;
            part.alike = point(path_.growth_over(*path, breakdown.parts[p], periods(true, p)));
            for (const double g : each(*path, breakdown.parts[p])) part.alike_periods.push_back(point(g));
            part.alone = reached_by(growth, p, 0, end.value);
            add_own(part, growth, p, index);
            need.parts.push_back(std::move(part));
        }
        return need;
    }

    /// Growth of part p over its open periods if it alone brings the number to the value.
    std::optional<NumberRange> reached_by(const std::vector<double>& growth, std::size_t p, std::size_t which, double value) const {
        PathCells cells = open_;
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cells[i] && part_of(i) == p;
        if (!any(cells)) return std::nullopt;
        const auto added = path_.addition(growth, cells, which, value);
        if (!added) return std::nullopt;
        const auto path = path_.along(raised(growth, cells, *added));
        if (!path) return std::nullopt;
        return point(path_.growth_over(*path, path_.breakdown().parts[p], periods(true, p)));
    }

    void add_own(EndNeed::Part& part, const std::vector<double>& growth, std::size_t p, std::size_t index) const {
        for (std::size_t i = 0; i < own_.size(); ++i) {
            if (own_[i].quantity.series != path_.breakdown().parts[p] || own_[i].ends.empty()) continue;
            const std::size_t end = std::min(index, own_[i].ends.size() - 1);
            part.own_target = own_[i].ends[end].value;
            part.own = reached_by(growth, p, 1 + known_.size() + i, *part.own_target);
            return;
        }
    }

    const model::CompiledModel& model_;
    const Goal& goal_;
    const std::vector<KnownNumber>& known_;
    std::vector<Goal> own_;
    GrowthPath path_;
    accounts::PeriodRange window_{accounts::Period::annual(2000), accounts::Period::annual(2000)};
    std::vector<double> growth_;
    PathCells known_cells_;
    PathCells open_;
    std::vector<PathCells> moved_by_;
    std::vector<std::size_t> order_;
};

/// Every range of an answer, in a fixed order.
std::vector<NumberRange*> ranges_of(RequiredPath& path) {
    std::vector<NumberRange*> all = {&path.known};
    for (PartNeed& part : path.parts) all.push_back(&part.known);
    for (EndNeed& end : path.ends) {
        all.push_back(&end.uplift);
        all.push_back(&end.total);
        for (NumberRange& range : end.total_periods) all.push_back(&range);
        for (EndNeed::Part& part : end.parts) {
            all.push_back(&part.alike);
            for (NumberRange& range : part.alike_periods) all.push_back(&range);
            if (part.alone) all.push_back(&*part.alone);
            if (part.own) all.push_back(&*part.own);
        }
    }
    return all;
}

/// Adds to each range what the two ends of one known number do to it: exact where the answers are affine in them.
void widen(RequiredPath& result, RequiredPath& middle, RequiredPath& at_low, RequiredPath& at_high) {
    const auto to = ranges_of(result), from = ranges_of(middle), low = ranges_of(at_low), high = ranges_of(at_high);
    for (std::size_t i = 0; i < to.size(); ++i) {
        const double a = low[i]->low - from[i]->low, b = high[i]->low - from[i]->low;
        to[i]->low += std::min({a, b, 0.0});
        to[i]->high += std::max({a, b, 0.0});
    }
}

Result<RequiredPath> answer(const Account& account, const std::vector<KnownNumber>& known) {
    std::vector<double> values;
    for (const KnownNumber& one : known) values.push_back(one.numbers.middle());
    auto middle = account.solve(values);
    if (!middle) return middle.diagnostics();
    RequiredPath result = *middle;
    for (std::size_t k = 0; k < known.size(); ++k) {
        if (known[k].numbers.is_point()) continue;
        auto moved = values;
        moved[k] = known[k].numbers.low;
        auto low = account.solve(moved);
        moved[k] = known[k].numbers.high;
        auto high = account.solve(moved);
        if (!low) return low.diagnostics();
        if (!high) return high.diagnostics();
        widen(result, *middle, *low, *high);
    }
    return result;
}

/// What the scenario has observed is known as well.
std::vector<KnownNumber> all_known(const model::CompiledModel& model, const std::vector<KnownNumber>& given) {
    std::vector<KnownNumber> known;
    for (const model::Observed& observed : model.observed) {
        const accounts::Period period = model.grid.periods.at(observed.period);
        KnownNumber one;
        one.quantity.value = observed.value;
        one.quantity.subject = observed.subject;
        one.quantity.unit = observed.unit;
        one.quantity.periods = {year_of(model, period.year()).first, period};
        one.numbers = {observed.number, observed.number};
        one.where = observed.where;
        known.push_back(std::move(one));
    }
    known.insert(known.end(), given.begin(), given.end());
    return known;
}

std::vector<Goal> own_goals(const std::vector<Goal>& goals, const Goal& goal, const Breakdown& breakdown) {
    std::vector<Goal> own;
    for (const Goal& one : goals) {
        if (one.quantity.series != breakdown.total && one.quantity.periods == goal.quantity.periods) own.push_back(one);
    }
    return own;
}

}  // namespace

Result<RequiredPath> required_path(const model::CompiledModel& model, const Goal& goal, const std::vector<KnownNumber>& known) {
    auto candidates = breakdowns(model);
    std::stable_sort(candidates.begin(), candidates.end(), [&](const Breakdown& a, const Breakdown& b) {
        return (a.total == goal.quantity.series) > (b.total == goal.quantity.series);
    });
    Diagnostics first;
    const std::vector<KnownNumber> everything = all_known(model, known);
    for (const Breakdown& breakdown : candidates) {
        const auto goals = recognised_goals(model, breakdown);
        if (!goals) return goals.diagnostics();
        Account account(model, goal, everything, breakdown, own_goals(*goals, goal, breakdown));
        if (auto prepared = account.prepare(); prepared) return answer(account, everything);
        else if (first.empty()) first = prepared.diagnostics();
    }
    if (!first.empty()) return first;
    return Diagnostic{Code{7030}, {}, "the model has no total that is a plain sum of behavioural series", "an identity such as grdp = sum(s: volume[s])", ""};
}

namespace {

model::CompiledModel with_reaching_events(const model::CompiledModel& model, const RequiredPath& path) {
    model::CompiledModel asked = model;
    asked.target_sets.clear();
    asked.checks.clear();
    asked.events.clear();
    for (const EndNeed& need : path.ends) {
        model::Event event;
        event.name = path.goal.quantity.subject + (need.end.name.empty() ? "" : ": " + need.end.name);
        event.unit = path.goal.quantity.unit;
        event.value = path.goal.quantity.value;
        (path.goal.sense == model::Sense::at_most ? event.high : event.low) = need.end.value;
        event.where = path.goal.where;
        asked.events.push_back(event);
    }
    return asked;
}

}  // namespace

model::CompiledModel reaching_given_known(const model::CompiledModel& model, const RequiredPath& path) {
    model::CompiledModel asked = with_reaching_events(model, path);
    for (const KnownNumber& known : path.given) {
        const auto period = static_cast<std::uint32_t>(model.grid.periods.index(known.quantity.periods.last));
        asked.observed.push_back({known.quantity.subject, known.quantity.unit, period, known.quantity.value, known.numbers.middle(), known.where});
    }
    std::stable_sort(asked.observed.begin(), asked.observed.end(),
                     [](const model::Observed& a, const model::Observed& b) { return a.period < b.period; });
    return asked;
}

model::CompiledModel reaching_with_known_held(const model::CompiledModel& model, const RequiredPath& path) {
    model::CompiledModel asked = with_reaching_events(model, path);
    asked.fixes.insert(asked.fixes.end(), path.held.begin(), path.held.end());
    return asked;
}

}  // namespace grdp::analysis
