#include "grdp/analysis/differing_input.hpp"

#include <algorithm>
#include <map>

#include "differing_parts.hpp"
#include "equation_of.hpp"
#include "expression_import.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

std::string event_key(const model::Event& event) { return event.name + '@' + event.period_text; }

std::string band_text(const model::Event& event) {
    return event.is_band ? exact_text(event.low) + ".." + exact_text(event.high) : std::string();
}

enum class Stretch : std::uint8_t { history, ahead };

class DifferenceFinder {
  public:
    DifferenceFinder(const CompiledModel& before, const CompiledModel& after) : before_(before), after_(after), ahead_(both_ahead(before, after)) {}

    std::vector<DifferingInput> find() {
        if (structure_differs(before_, after_)) add(InputKind::model, CauseGroup::model, "model", "model");
        cells();
        parameters();
        shocks();
        held();
        if (const auto known = turned_known(before_, after_)) {
            const std::string until = known->size() > 1 ? ".." + known->last.text() : std::string();
            add(InputKind::actuals, CauseGroup::observation, "actuals", "actuals " + known->first.text() + until);
        }
        observations();
        events();
        return std::move(found_);
    }

  private:
    void add(InputKind kind, CauseGroup group, std::string key, std::string name, std::string before = {}, std::string after = {}) {
        found_.push_back({kind, group, std::move(key), std::move(name), std::move(before), std::move(after)});
    }
    void number(InputKind kind, const std::string& key, std::string name, double before, double after) {
        if (before != after) add(kind, CauseGroup::assumption, key, std::move(name), exact_text(before), exact_text(after));
    }

    void cells() {
        for (const bool ahead : {true, false}) {
            for (const model::Series& series : before_.series) {
                const CellPairs pairs = cell_pairs(before_, after_, series.name, ahead);
                if (!pairs.differ) continue;
                add(ahead ? InputKind::path : InputKind::history, ahead ? CauseGroup::assumption : CauseGroup::data, series.name, series.name,
                    numbers_text(pairs.before), numbers_text(pairs.after));
            }
        }
    }

    void parameters() {
        for (const model::Parameter& own : before_.parameters) {
            for (const model::Parameter& other : after_.parameters) {
                if (other.name != own.name) continue;
                number(InputKind::parameter, own.name, own.name, own.value, other.value);
                number(InputKind::uncertainty, own.name, "sd(" + own.name + ")", own.sd, other.sd);
            }
        }
    }

    void shocks() {
        for (const model::Shock& own : before_.shocks) {
            for (const model::Shock& other : after_.shocks) {
                if (other.name != own.name) continue;
                const auto places = static_cast<std::ptrdiff_t>(stats::parameter_count(own.law.law));
                const bool same = own.law.law == other.law.law && std::equal(own.law.p.begin(), own.law.p.begin() + places, other.law.p.begin());
                if (!same) {
                    add(InputKind::law, CauseGroup::assumption, own.name, "sd(" + own.name + ")", exact_text(stats::standard_deviation(own.law)),
                        exact_text(stats::standard_deviation(other.law)));
                }
                number(InputKind::persistence, own.name, "persistence(" + own.name + ")", own.persistence, other.persistence);
            }
        }
        const bool comparable = same_shocks(before_, after_);
        if (comparable && before_.correlation != after_.correlation) add(InputKind::correlation, CauseGroup::assumption, "correlations", "correlations");
    }

    void held() {
        for (const model::Series& series : before_.series) {
            if (after_.find_series(series.name) == model::kNone) continue;
            if (fixes_of(before_, series.name, ahead_) != fixes_of(after_, series.name, ahead_)) add(InputKind::fix, CauseGroup::assumption, series.name, "fix " + series.name);
            if (add_factors_of(before_, series.name, ahead_) != add_factors_of(after_, series.name, ahead_)) {
                add(InputKind::add_factor, CauseGroup::assumption, series.name, series.name + " +=");
            }
        }
    }

    void observations() {
        std::map<std::string, std::pair<const model::Observed*, const model::Observed*>> both;
        for (const model::Observed& one : before_.observed) {
            if (ahead_.contains(before_.grid.periods.at(one.period))) both[observed_key(before_, one)].first = &one;
        }
        for (const model::Observed& one : after_.observed) {
            if (ahead_.contains(after_.grid.periods.at(one.period))) both[observed_key(after_, one)].second = &one;
        }
        for (const auto& [key, pair] : both) {
            const auto& [own, other] = pair;
            if (own != nullptr && other != nullptr && own->number == other->number) continue;
            if (!can_move(own, other)) continue;
            add(InputKind::observed, CauseGroup::observation, key, "observed " + key, own != nullptr ? exact_text(own->number) : "",
                other != nullptr ? exact_text(other->number) : "");
        }
    }

    [[nodiscard]] bool can_move(const model::Observed* own, const model::Observed* other) const {
        CompiledModel first = before_, second = after_;
        if (own != nullptr && !import_expression(second, before_, own->value)) return false;
        return other == nullptr || import_expression(first, after_, other->value).has_value();
    }

    void events() {
        for (const EventPair& pair : common_events(before_, after_)) {
            const model::Event& own = before_.events[pair.before];
            const model::Event& other = after_.events[pair.after];
            const model::NodeId root = own.is_band ? own.value : own.condition, other_root = other.is_band ? other.value : other.condition;
            const bool same = own.is_band == other.is_band && (!own.is_band || (own.low == other.low && own.high == other.high)) &&
                              model::expression_text(before_, root) == model::expression_text(after_, other_root);
            if (same) continue;
            CompiledModel first = before_, second = after_;
            if (!import_expression(first, after_, other_root) || !import_expression(second, before_, root)) continue;
            add(InputKind::event, CauseGroup::target, event_key(own), own.name, band_text(own), band_text(other));
        }
    }

    const CompiledModel& before_;
    const CompiledModel& after_;
    accounts::PeriodRange ahead_;  ///< in both
    std::vector<DifferingInput> found_;
};

/// Takes one input over from another world.
class InputMover {
  public:
    InputMover(CompiledModel& to, const CompiledModel& from, const CompiledModel& other)
        : to_(to), from_(from), ahead_(both_ahead(from, other)), turned_(turned_known(from, other)), history_ends_(std::min(from.horizon.first, other.horizon.first)) {}

    void take(const DifferingInput& input) {
        switch (input.kind) {
            case InputKind::path: return cells(input.key, Stretch::ahead);
            case InputKind::history: return cells(input.key, Stretch::history);
            case InputKind::parameter:
            case InputKind::uncertainty: return parameter(input);
            case InputKind::law:
            case InputKind::persistence: return shock(input);
            case InputKind::correlation: to_.correlation = from_.correlation; return;
            case InputKind::fix: return fix(input.key, ahead_);
            case InputKind::add_factor: return add_factor(input.key, ahead_);
            case InputKind::observed: return observation(input.key);
            case InputKind::actuals: return actuals();
            case InputKind::event: return event(input.key);
            case InputKind::model: return;  // the base
        }
    }

  private:
    void cells(const std::string& name, Stretch stretch) {
        const std::uint32_t here = to_.find_series(name), there = from_.find_series(name);
        for (std::size_t t = 0; t < to_.grid.periods.size(); ++t) {
            const accounts::Period period = to_.grid.periods.at(t);
            const bool wanted = stretch == Stretch::ahead ? ahead_.contains(period) : period < history_ends_;
            if (!wanted || !from_.grid.periods.contains(period)) continue;
            const std::size_t from = from_.grid.at(there, from_.grid.periods.index(period)), to = to_.grid.at(here, t);
            if (from_.grid.present[from] && to_.grid.present[to]) to_.grid.values[to] = from_.grid.values[from];
        }
    }

    void parameter(const DifferingInput& input) {
        const auto named = [&](const model::Parameter& one) { return one.name == input.key; };
        const auto to = std::find_if(to_.parameters.begin(), to_.parameters.end(), named);
        const auto from = std::find_if(from_.parameters.begin(), from_.parameters.end(), named);
        (input.kind == InputKind::parameter ? to->value : to->sd) = input.kind == InputKind::parameter ? from->value : from->sd;
    }

    void shock(const DifferingInput& input) {
        const auto named = [&](const model::Shock& one) { return one.name == input.key; };
        const auto to = std::find_if(to_.shocks.begin(), to_.shocks.end(), named);
        const auto from = std::find_if(from_.shocks.begin(), from_.shocks.end(), named);
        if (input.kind == InputKind::law) to->law = from->law;
        else to->persistence = from->persistence;
    }

    void fix(const std::string& name, accounts::PeriodRange periods) {
        const std::uint32_t here = to_.find_series(name);
        std::erase_if(to_.fixes, [&](const model::Fix& one) { return one.series == here && periods.contains(to_.grid.periods.at(one.period)); });
        for (const auto& [period, form, value] : fixes_of(from_, name, periods)) {
            if (to_.grid.periods.contains(period)) to_.fixes.push_back({here, static_cast<std::uint32_t>(to_.grid.periods.index(period)), form, value});
        }
    }

    void add_factor(const std::string& name, accounts::PeriodRange periods) {
        const std::uint32_t here = to_.find_series(name);
        std::erase_if(to_.add_factors, [&](const model::AddFactor& one) { return one.series == here && periods.contains(to_.grid.periods.at(one.period)); });
        for (const auto& [period, value] : add_factors_of(from_, name, periods)) {
            if (to_.grid.periods.contains(period)) to_.add_factors.push_back({here, static_cast<std::uint32_t>(to_.grid.periods.index(period)), value});
        }
    }

    void observation(const std::string& key) {
        replace_observed([&](const CompiledModel& model, const model::Observed& one) { return observed_key(model, one) == key; });
    }

    template <class Chosen>
    void replace_observed(Chosen&& chosen) {
        std::erase_if(to_.observed, [&](const model::Observed& one) { return chosen(to_, one); });
        for (model::Observed one : from_.observed) {
            if (!chosen(from_, one)) continue;
            const auto value = import_expression(to_, from_, one.value);
            GRDP_EXPECTS(value.has_value());
            one.period = static_cast<std::uint32_t>(to_.grid.periods.index(from_.grid.periods.at(one.period)));
            one.value = *value;
            to_.observed.push_back(std::move(one));
        }
        std::stable_sort(to_.observed.begin(), to_.observed.end(), [](const auto& a, const auto& b) { return a.period < b.period; });
    }

    /// What was ahead becomes data, or the other way round, with all that was said of it.
    void actuals() {
        GRDP_EXPECTS(turned_.has_value());
        to_.horizon.first = from_.horizon.first;
        for (std::uint32_t here = 0; here < to_.series.size(); ++here) {
            const std::string& name = to_.series[here].name;
            const std::uint32_t there = from_.find_series(name);
            if (there == model::kNone) continue;
            for (std::size_t i = 0; i < turned_->size(); ++i) {
                const std::size_t from = from_.grid.at(there, from_.grid.periods.index(turned_->at(i))), to = to_.grid.at(here, to_.grid.periods.index(turned_->at(i)));
                to_.grid.present[to] = from_.grid.present[from];
                to_.grid.values[to] = from_.grid.values[from];
            }
            fix(name, *turned_);
            add_factor(name, *turned_);
        }
        replace_observed([&](const CompiledModel& model, const model::Observed& one) { return turned_->contains(model.grid.periods.at(one.period)); });
    }

    void event(const std::string& key) {
        const auto named = [&](const model::Event& one) { return event_key(one) == key; };
        const auto to = std::find_if(to_.events.begin(), to_.events.end(), named);
        const auto from = std::find_if(from_.events.begin(), from_.events.end(), named);
        const auto root = import_expression(to_, from_, from->is_band ? from->value : from->condition);
        GRDP_EXPECTS(root.has_value());
        to->is_band = from->is_band;
        to->low = from->low;
        to->high = from->high;
        to->value = from->is_band ? *root : model::kNone;
        to->condition = from->is_band ? model::kNone : *root;
    }

    CompiledModel& to_;
    const CompiledModel& from_;
    accounts::PeriodRange ahead_;
    std::optional<accounts::PeriodRange> turned_;
    accounts::Period history_ends_;
};

}  // namespace

const char* cause_group_name(CauseGroup group) {
    constexpr const char* kNames[] = {"assumption", "data", "target", "observation", "model"};
    return kNames[static_cast<std::size_t>(group)];
}

OnOneGrid on_one_grid(const CompiledModel& before, const CompiledModel& after) {
    if (before.frequency != after.frequency || before.grid.periods == after.grid.periods) return {before, after};
    const accounts::PeriodRange periods{std::min(before.grid.periods.first, after.grid.periods.first), std::max(before.grid.periods.last, after.grid.periods.last)};
    return {over_grid(before, periods), over_grid(after, periods)};
}

std::vector<DifferingInput> differing_inputs(const CompiledModel& before, const CompiledModel& after) { return DifferenceFinder(before, after).find(); }

model::CompiledModel between(const CompiledModel& before, const CompiledModel& after, const std::vector<DifferingInput>& inputs,
                             const std::vector<bool>& changed) {
    GRDP_EXPECTS(changed.size() == inputs.size());
    bool base_is_after = false;
    for (std::size_t i = 0; i < inputs.size(); ++i) base_is_after = base_is_after || (inputs[i].kind == InputKind::model && changed[i]);
    const bool no_model = std::none_of(inputs.begin(), inputs.end(), [](const auto& one) { return one.kind == InputKind::model; });
    if (no_model) base_is_after = !changed.empty() && std::all_of(changed.begin(), changed.end(), [](bool one) { return one; });
    const CompiledModel& base = base_is_after ? after : before;
    const CompiledModel& source = base_is_after ? before : after;
    CompiledModel world = base;
    InputMover taker(world, source, base);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (changed[i] != base_is_after && inputs[i].kind != InputKind::model) taker.take(inputs[i]);
    }
    return world;
}

std::vector<EventPair> common_events(const CompiledModel& before, const CompiledModel& after) {
    std::vector<EventPair> pairs;
    for (std::uint32_t i = 0; i < before.events.size(); ++i) {
        for (std::uint32_t j = 0; j < after.events.size(); ++j) {
            const bool same = event_key(before.events[i]) == event_key(after.events[j]) && before.events[i].unit == after.events[j].unit;
            if (!same) continue;
            pairs.push_back({i, j});
            break;
        }
    }
    return pairs;
}

}  // namespace grdp::analysis
