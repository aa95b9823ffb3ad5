#include "grdp/analysis/sweep_answers.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/base/contract.hpp"

namespace grdp::analysis {
namespace {

/// Of the target that an event stands for: "plan_2023: growth_grdp"; else its name.
std::string_view subject_of(std::string_view event) {
    const std::size_t mark = event.find(": ");
    return mark == std::string_view::npos ? event : event.substr(mark + 2);
}

std::optional<std::size_t> event_named(const SweepFrame& frame, std::string_view name) {
    for (std::size_t i = 0; i < frame.events.size(); ++i) {
        if (frame.events[i].key == name) return i;
    }
    for (std::size_t i = 0; i < frame.events.size(); ++i) {
        if (frame.events[i].name == name) return i;
    }
    for (std::size_t i = 0; i < frame.events.size(); ++i) {
        if (subject_of(frame.events[i].name) == name) return i;
    }
    return std::nullopt;
}

std::string joined_names(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

Diagnostic names_nothing(std::string message, std::string expected, std::string_view close) {
    return {Code{7209}, {}, std::move(message), std::move(expected), close.empty() ? std::string() : "did you mean " + std::string(close) + "?"};
}

Status no_such_event(const SweepFrame& frame, std::string_view name) {
    std::vector<std::string> names;
    for (const SweepEventHead& head : frame.events) names.emplace_back(subject_of(head.name));
    return names_nothing("the sweep has no event \"" + std::string(name) + "\"", joined_names(names), did_you_mean(std::string(name), names));
}

bool same_value(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Distinct values of an axis, ascending, the scenario's own last.
std::vector<double> values_of(const SweepResult& sweep, std::size_t axis) {
    std::vector<double> values;
    for (const SweepRow& row : sweep.rows) values.push_back(sweep.point(row.row, axis));
    const auto before = [](double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; };
    std::sort(values.begin(), values.end(), before);
    values.erase(std::unique(values.begin(), values.end(), same_value), values.end());
    return values;
}

}  // namespace

Result<SweepQuestion> find_sweep_question(const SweepFrame& frame, std::string_view text) {
    SweepQuestion question;
    std::string_view name = text;
    for (std::size_t outcome = 0; outcome < kOutcomeNames.size(); ++outcome) {
        const std::string form = std::string(kOutcomeNames[outcome]) + "(";
        if (!text.starts_with(form) || !text.ends_with(")")) continue;
        question.outcome = outcome;
        name = text.substr(form.size(), text.size() - form.size() - 1);
    }
    if (const auto event = event_named(frame, name)) {
        question.event = *event;
        return question;
    }
    return no_such_event(frame, name).diagnostics();
}

Status keep_events(SweepFrame& frame, const std::vector<std::string>& wanted) {
    const auto is = [](const SweepEventHead& head, std::string_view name) { return head.key == name || head.name == name || subject_of(head.name) == name; };
    Diagnostics unknown;
    for (const std::string& name : wanted) {
        if (std::none_of(frame.events.begin(), frame.events.end(), [&](const auto& head) { return is(head, name); })) unknown.append(no_such_event(frame, name).diagnostics());
    }
    if (unknown.has_errors()) return unknown;
    std::erase_if(frame.events, [&](const SweepEventHead& head) {
        return std::none_of(wanted.begin(), wanted.end(), [&](const std::string& name) { return is(head, name); });
    });
    return Done{};
}

std::string question_text(const SweepFrame& frame, const SweepQuestion& question) {
    const std::string& key = frame.events[question.event].key;
    return question.outcome == 1 ? key : std::string(kOutcomeNames[question.outcome]) + "(" + key + ")";
}

std::optional<Estimate> answer_of(const SweepRow& row, const SweepQuestion& question) {
    if (row.failed || !row.events[question.event].present) return std::nullopt;
    return row.events[question.event].outcomes[question.outcome];
}

std::vector<std::size_t> ranked(const SweepResult& sweep, const SweepQuestion& question) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < sweep.rows.size(); ++i) {
        if (answer_of(sweep.rows[i], question)) places.push_back(i);
    }
    const auto value = [&](std::size_t i) { return answer_of(sweep.rows[i], question)->value; };
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return value(a) > value(b); });
    return places;
}

SweepReach reaching(const SweepResult& sweep, const SweepQuestion& question, double probability) {
    SweepReach reach;
    reach.probability = probability;
    for (const std::size_t place : ranked(sweep, question)) {
        const Estimate estimate = *answer_of(sweep.rows[place], question);
        if (estimate.value >= probability) {
            reach.reached.push_back(place);
            reach.surely.push_back(estimate.low >= probability);
        } else if (estimate.high >= probability) {
            reach.open.push_back(place);
        }
    }
    return reach;
}

std::vector<std::size_t> pareto(const SweepResult& sweep, const SweepQuestion& first, const SweepQuestion& second) {
    auto places = ranked(sweep, first);
    std::erase_if(places, [&](std::size_t i) { return !answer_of(sweep.rows[i], second); });
    const auto value = [&](std::size_t i, const SweepQuestion& question) { return answer_of(sweep.rows[i], question)->value; };
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        const double fa = value(a, first), fb = value(b, first);
        return fa > fb || (fa == fb && value(a, second) > value(b, second));
    });
    std::vector<std::size_t> kept;
    for (const std::size_t place : places) {
        if (kept.empty() || value(place, second) > value(kept.back(), second)) kept.push_back(place);
        else if (value(place, first) == value(kept.back(), first) && value(place, second) == value(kept.back(), second)) kept.push_back(place);
    }
    return kept;
}

SweepHeat heat_map(const SweepResult& sweep, std::size_t across, std::size_t down, const std::vector<std::optional<double>>& at) {
    GRDP_EXPECTS(across != down && across < sweep.axes.size() && down < sweep.axes.size() && !sweep.rows.empty());
    SweepHeat heat;
    heat.across = across;
    heat.down = down;
    heat.across_values = values_of(sweep, across);
    heat.down_values = values_of(sweep, down);
    for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis) heat.held.push_back(at[axis] ? *at[axis] : sweep.point(sweep.rows.front().row, axis));
    heat.cells.assign(heat.across_values.size() * heat.down_values.size(), SweepHeat::kNoRow);
    const auto place = [](const std::vector<double>& values, double value) {
        return static_cast<std::size_t>(std::find_if(values.begin(), values.end(), [&](double one) { return same_value(one, value); }) - values.begin());
    };
    for (std::size_t i = 0; i < sweep.rows.size(); ++i) {
        bool on_the_map = true;
        for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis) {
            on_the_map = on_the_map && (axis == across || axis == down || same_value(sweep.point(sweep.rows[i].row, axis), heat.held[axis]));
        }
        if (!on_the_map) continue;
        const double x = sweep.point(sweep.rows[i].row, across), y = sweep.point(sweep.rows[i].row, down);
        heat.cells[place(heat.down_values, y) * heat.across_values.size() + place(heat.across_values, x)] = i;
    }
    return heat;
}

Result<std::size_t> find_sweep_axis(const SweepResult& sweep, std::string_view name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
        if (sweep.axes[i].name == name) return i;
        names.push_back(sweep.axes[i].name);
    }
    return names_nothing("the sweep has no axis \"" + std::string(name) + "\"", joined_names(names), did_you_mean(std::string(name), names));
}

}  // namespace grdp::analysis
