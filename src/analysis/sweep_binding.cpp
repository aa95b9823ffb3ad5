#include <algorithm>
#include <cmath>

#include "grdp/analysis/sweep_run.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

constexpr std::size_t kRememberedModels = 16;

Diagnostic impossible(const SweepAxis& axis, double value, const NumberRange& domain, const Span& where) {
    return {Code{7206}, where, axis.name + " cannot be " + exact_text(value),
            std::isfinite(domain.high) ? "a value from " + exact_text(domain.low) + " to " + exact_text(domain.high) : "a value of at least " + exact_text(domain.low)};
}

bool overlap(const Assumption& a, const Assumption& b) {
    const bool timed = a.kind == AssumptionKind::datum || a.kind == AssumptionKind::held_growth || a.kind == AssumptionKind::held_level;
    const auto held = [](AssumptionKind kind) { return kind == AssumptionKind::held_growth || kind == AssumptionKind::held_level; };
    const bool same_kind = a.kind == b.kind || (held(a.kind) && held(b.kind));
    if (!same_kind) return false;
    if (a.kind == AssumptionKind::correlation) return (a.index == b.index && a.other == b.other) || (a.index == b.other && a.other == b.index);
    if (a.index != b.index) return false;
    return !timed || (a.periods.first <= b.periods.last && b.periods.first <= a.periods.last);
}

class AxisChecker {
  public:
    AxisChecker(const SweepPlan& plan, const std::vector<Span>& places) : plan_(plan), places_(places) {}

    Status run() {
        for (std::size_t i = 0; i < plan_.models.size(); ++i) {
            if (!plan_.broken[i].has_errors()) check(*plan_.models[i]);
            if (faults_.has_errors()) return faults_;
        }
        return Done{};
    }

  private:
    void check(const model::CompiledModel& model) {
        std::vector<std::pair<std::size_t, Assumption>> found;
        for (std::size_t axis = 0; axis < plan_.design.axes.size(); ++axis) {
            if (plan_.design.axes[axis].kind != AxisKind::assumption) continue;
            auto assumption = find_assumption(model, plan_.design.axes[axis].phrase);
            if (!assumption) {
                faults_.append(assumption.diagnostics());
                continue;
            }
            check_values(axis, domain_of(*assumption));
            for (const auto& [other, known] : found) {
                if (!overlap(*assumption, known)) continue;
                faults_.add({Code{7205}, places_[axis], plan_.design.axes[axis].name + " and " + plan_.design.axes[other].name + " move the same assumption",
                             "axes that can take any of their values together", "leave one of them out, or keep their periods apart", {{places_[other], "the other axis"}}});
            }
            found.emplace_back(axis, *std::move(assumption));
        }
    }

    void check_values(std::size_t axis, const NumberRange& domain) {
        for (const SweepBlock& block : plan_.design.blocks) {
            for (std::size_t i = 0; i < block.values.size(); ++i) {
                const double value = block.values[i];
                if (block.axes[i % block.axes.size()] != axis || std::isnan(value) || (value >= domain.low && value <= domain.high)) continue;
                faults_.add(impossible(plan_.design.axes[axis], value, domain, places_[axis]));
                return;
            }
        }
    }

    const SweepPlan& plan_;
    const std::vector<Span>& places_;
    Diagnostics faults_;
};

const AxisLevel* level_of(const SweepAxis& axis, double value) {
    return std::isnan(value) ? nullptr : &axis.levels[static_cast<std::size_t>(value)];
}

}  // namespace

Status check_axes(const SweepPlan& plan, const std::vector<Span>& places) { return AxisChecker(plan, places).run(); }

namespace {

/// Without what parameters ask for.
SweepText alternatives_of(const SweepPlan& plan, const std::vector<double>& point) {
    SweepText text;
    for (std::size_t i = 0; i < point.size(); ++i) {
        const SweepAxis& axis = plan.design.axes[i];
        if (axis.kind == AxisKind::scenario && !std::isnan(point[i])) text.scenario = static_cast<std::size_t>(point[i]);
        if (axis.kind != AxisKind::alternative) continue;
        if (const AxisLevel* level = level_of(axis, point[i])) text.statements.insert(text.statements.end(), level->statements.begin(), level->statements.end());
    }
    return text;
}

}  // namespace

SweepText text_of(const SweepPlan& plan, const std::vector<double>& point) {
    SweepText text = alternatives_of(plan, point);
    for (std::size_t i = 0; i < point.size(); ++i) {
        const SweepAxis& axis = plan.design.axes[i];
        if (axis.kind != AxisKind::assumption || std::isnan(point[i])) continue;
        const auto assumption = find_assumption(*plan.models[text.scenario], axis.phrase);
        if (assumption && assumption->kind == AssumptionKind::parameter) text.statements.push_back(statement(*assumption, point[i]));
    }
    return text;
}

std::uint64_t seed_of(const SweepPlan& plan, std::uint64_t row, const std::vector<double>& point) {
    for (std::size_t i = 0; i < point.size(); ++i) {
        if (plan.design.axes[i].kind == AxisKind::seed && !std::isnan(point[i])) return static_cast<std::uint64_t>(point[i]);
    }
    return plan.settings.sampling.seed + (plan.settings.independent ? row : 0);
}

std::string identity_of(const SweepPlan& plan, std::uint64_t row) {
    const std::vector<double> point = plan.design.point(row);
    const SweepText text = text_of(plan, point);
    std::string identity = "scenario " + std::to_string(text.scenario);
    for (const Diagnostic& item : plan.broken[text.scenario].items()) identity += "\n" + item.message;
    for (const model::InputFile& input : plan.models[text.scenario]->inputs) identity += "\n" + input.role + " " + input.sha256;
    for (const std::string& line : text.statements) identity += "\nstatement " + line;
    for (std::size_t i = 0; i < point.size(); ++i) {
        const SweepAxis& axis = plan.design.axes[i];
        if (axis.kind == AxisKind::assumption && !std::isnan(point[i])) identity += "\n" + axis.name + " = " + exact_text(point[i]);
    }
    return identity + "\nseed " + std::to_string(seed_of(plan, row, point));
}

Result<std::vector<Assumption>> SweepWorker::find_all(const model::CompiledModel& model) const {
    std::vector<Assumption> all;
    for (const SweepAxis& axis : plan_.design.axes) {
        if (axis.kind != AxisKind::assumption) {
            all.emplace_back();
            continue;
        }
        auto found = find_assumption(model, axis.phrase);
        if (!found) return found.diagnostics();
        all.push_back(*std::move(found));
    }
    return all;
}

Result<const std::vector<Assumption>*> SweepWorker::assumptions_of(std::size_t scenario) {
    if (known_.size() < plan_.models.size()) known_.resize(plan_.models.size());
    if (!known_[scenario]) {
        auto found = find_all(*plan_.models[scenario]);
        if (!found) return found.diagnostics();
        known_[scenario] = *std::move(found);
    }
    return &*known_[scenario];
}

Result<SweepText> SweepWorker::needed_text(const std::vector<double>& point) {
    SweepText text = alternatives_of(plan_, point);
    const auto assumptions = assumptions_of(text.scenario);
    if (!assumptions) return assumptions.diagnostics();
    for (std::size_t i = 0; i < point.size(); ++i) {
        const Assumption& assumption = (**assumptions)[i];
        const bool moves = plan_.design.axes[i].kind == AxisKind::assumption && !std::isnan(point[i]);
        if (moves && needs_compilation(assumption)) text.statements.push_back(statement(assumption, point[i]));
    }
    return text;
}

/// Events that the sweep does not ask for cost time.
void SweepWorker::drop_unasked(model::CompiledModel& model) const {
    std::erase_if(model.events, [&](const model::Event& event) {
        return std::none_of(plan_.frame.events.begin(), plan_.frame.events.end(),
                            [&](const SweepEventHead& head) { return head.name == event.name && head.period == event.period_text; });
    });
}

Result<SweepWorker::Remembered*> SweepWorker::remembered(const SweepText& text) {
    for (Remembered& one : memory_) {
        if (one.text.scenario == text.scenario && one.text.statements == text.statements) return &one;
    }
    auto compiled = text.statements.empty() ? Result<model::CompiledModel>(*plan_.models[text.scenario]) : compiler_(text.scenario, text.statements);
    if (!compiled) return compiled.diagnostics();
    drop_unasked(*compiled);
    auto assumptions = find_all(*compiled);
    if (!assumptions) return assumptions.diagnostics();
    Remembered fresh{text, *compiled, *compiled, *std::move(assumptions), {}, {}};
    if (memory_.size() < kRememberedModels) {
        memory_.push_back(std::move(fresh));
        return &memory_.back();
    }
    const std::size_t place = next_++ % kRememberedModels;
    memory_[place] = std::move(fresh);
    return &memory_[place];
}

Result<const model::CompiledModel*> SweepWorker::bind(const std::vector<double>& point) {
    const auto text = needed_text(point);
    if (!text) return text.diagnostics();
    if (plan_.broken[text->scenario].has_errors()) return plan_.broken[text->scenario];
    const auto found = remembered(*text);
    if (!found) return found.diagnostics();
    Remembered& base = **found;
    for (const std::size_t axis : base.moved) restore(base.bound, base.model, base.assumptions[axis]);
    base.moved.clear();
    const auto move = [&](std::size_t axis) {
        base.moved.push_back(axis);
        return change(base.bound, base.assumptions[axis], point[axis]);
    };
    for (const bool parameters : {true, false}) {  // the spread of a parameter may follow its value, or be moved itself
        for (std::size_t i = 0; i < point.size(); ++i) {
            const SweepAxis& axis = plan_.design.axes[i];
            const Assumption& assumption = base.assumptions[i];
            if (axis.kind != AxisKind::assumption || std::isnan(point[i]) || needs_compilation(assumption)) continue;
            if ((assumption.kind == AssumptionKind::parameter) == parameters && !move(i)) return impossible(axis, point[i], domain_of(assumption), {});
        }
    }
    if (!has_possible_correlation(base.bound)) {
        return Diagnostic{Code{7207}, {}, "the correlations of this scenario belong to no joint distribution", "a matrix that is positive semidefinite"};
    }
    return &base.bound;
}

}  // namespace grdp::analysis
