#include "grdp/engine/projection.hpp"

#include <string>

#include "contradiction.hpp"
#include "trace.hpp"

namespace grdp::engine {
namespace {

/// Does the equation of this period read a value that is itself not finite? Then it is not the cause.
bool reads_non_finite(const model::CompiledModel& model, const Projection& path, const model::Equation& equation, std::size_t t) {
    const auto bad = [&](std::uint32_t series, std::int64_t period) {
        if (period < 0 || period >= static_cast<std::int64_t>(path.periods.size())) return false;
        const std::size_t at = path.at(series, static_cast<std::size_t>(period));
        return path.present[at] && !finite(path.values[at]);
    };
    const auto now = static_cast<std::int64_t>(t);
    const std::int64_t year = accounts::periods_per_year(model.frequency);
    if (equation.form == model::LeftForm::growth && bad(equation.series, now - year)) return true;
    if ((equation.form == model::LeftForm::diff || equation.form == model::LeftForm::dlog) && bad(equation.series, now - 1)) {
        return true;
    }
    std::vector<model::NodeId> open = {equation.right};
    std::vector<bool> seen(model.nodes.size(), false);
    while (!open.empty()) {
        const model::Node& node = model.nodes[open.back()];
        open.pop_back();
        if (node.op == model::Op::series && bad(node.index, now + node.offset)) return true;
        for (const model::NodeId child : {node.a, node.b, node.c}) {
            if (child == model::kNone || seen[child]) continue;
            seen[child] = true;
            open.push_back(child);
        }
    }
    return false;
}

void report_non_finite(const model::CompiledModel& model, const Projection& path, Diagnostics& found) {
    for (std::size_t t = 0; t < path.periods.size() && !found.full(); ++t) {
        for (const model::Equation& equation : model.equations) {
            const std::size_t at = path.at(equation.series, t);
            if (!path.present[at] || finite(path.values[at]) || reads_non_finite(model, path, equation, t)) continue;
            found.add({Code{4001}, equation.where,
                       model.series[equation.series].name + " has no finite value in " + path.periods.at(t).text() +
                           " (scenario " + model.scenario_name + ")",
                       "a number in every period",
                       "look for a division by zero, growth on a base or a logarithm of a number that is not positive, or growth without bound"});
        }
    }
}

void report_events(const model::CompiledModel& model, const Projection& path, Diagnostics& found) {
    for (std::size_t i = 0; i < path.events.size(); ++i) {
        if (finite(path.events[i])) continue;
        found.add({Code{4006}, model.events[i].where,
                   "event " + model.events[i].name + " has no finite value in the projection of scenario " + model.scenario_name,
                   "a number that can be held against the band", ""});
    }
}

void report_missed(const model::CompiledModel& model, const Projection& path, Diagnostics& found) {
    for (const std::uint32_t missed : path.missed_observations) {
        const model::Observed& o = model.observed[missed];
        found.add({Code{2645}, o.where,
                   o.subject + " of " + path.periods.at(o.period).text() + " is not reproduced by the projection (scenario " +
                       model.scenario_name + ")",
                   "its number to nine digits", "observe its components instead"});
    }
}

}  // namespace

Result<Projection> project(const model::CompiledModel& model) {
    const Program program = lower_whole(model);
    Diagnostics found = contradictions(model, program);
    if (found.has_errors()) return found;
    Sampling without_luck;
    without_luck.seed = 0;
    without_luck.dispersion = 0;
    Projection path = trace(model, program, without_luck, 0);
    report_non_finite(model, path, found);
    report_missed(model, path, found);
    if (!found.has_errors()) report_events(model, path, found);
    if (found.has_errors()) return found;
    for (const FailedCheck& failed : path.failed_checks) {
        const model::Check& check = model.checks[failed.check];
        found.add({Code{4002}, check.where,
                   "the check `" + check.text + "` does not hold in " + path.periods.at(failed.period).text() + " (scenario " +
                       model.scenario_name + ")"});
    }
    return {std::move(path), std::move(found)};
}

Projection replay(const model::CompiledModel& model, const Sampling& sampling, std::uint64_t path) {
    return trace(model, lower_whole(model), sampling, path);
}

}  // namespace grdp::engine
