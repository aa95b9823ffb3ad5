#include "grdp/analysis/audit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit_parts.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

bool has_model_line(const model::TargetSet& set) {
    return std::any_of(set.targets.begin(), set.targets.end(),
                       [](const model::Target& target) { return target.value != model::kNone; });
}

Status check_wishes(const model::CompiledModel& model, const AuditOptions& options) {
    std::vector<std::string> subjects;
    for (const auto& set : model.target_sets) {
        for (const auto& target : set.targets) {
            if (target.value != model::kNone) subjects.push_back(target.subject);
        }
    }
    Diagnostics found;
    const auto known = [&](const std::string& subject, std::string_view option) {
        if (std::any_of(subjects.begin(), subjects.end(), [&](const auto& s) { return same_subject(s, subject); })) return;
        const auto close = did_you_mean(subject, subjects);
        found.add({.code = Code{7004},
                   .where = {},
                   .message = fmt::format("--{} names \"{}\", which is no target with a model line", option, subject),
                   .expected = "the subject of a target as the scenario writes it",
                   .hint = close.empty() ? std::string() : fmt::format("did you mean {}?", close)});
    };
    for (const auto& wish : options.weights)
        known(wish.subject, "weight");
    for (const auto& subject : options.hard)
        known(subject, "hard");
    return found.has_errors() ? Status(found) : Status(Done{});
}

// Where the scenario itself cannot be computed, the targets that ask for what does not exist say more than the events that
// were made from them.
Result<engine::Projection> central_path(const model::CompiledModel& model) {
    auto path = engine::project(model);
    if (path) return path;
    engine::Sampling still;
    still.dispersion = 0;
    const auto shown = engine::replay(model, still, 0);
    Diagnostics found;
    for (std::uint32_t set = 0; set < model.target_sets.size(); ++set) {
        if (!has_model_line(model.target_sets[set])) continue;
        const auto system = StatedSystem::make(model, shown, set);
        for (const auto& item : system.diagnostics().items()) {
            if (item.code == Code{7002}) found.add(item);
        }
    }
    return found.has_errors() ? Result<engine::Projection>(found) : path;
}

Diagnostic unsolved(const model::CompiledModel& model, const model::TargetSet& set, std::size_t at_case) {
    const std::string name = at_case < set.cases.size() ? set.cases[at_case] : std::to_string(at_case + 1);
    return {.code = Code{7003},
            .where = set.targets.front().where,
            .message = fmt::format("no levels of model {} meet the targets of {} in case {}", model.model_name, set.name, name),
            .expected = "targets that some economy could have, be it an unlikely one",
            .hint = "look for a number with a slipped decimal mark or in another unit"};
}

Result<SetAudit> audit_set(const model::CompiledModel& model, const engine::Projection& path, std::uint32_t target_set,
                           const AuditOptions& options) {
    const auto system = StatedSystem::make(model, path, target_set);
    if (!system) return system.diagnostics();
    const auto solved = solve_cases(model, path, target_set, *system);
    for (std::size_t c = 0; c < solved.cases; ++c) {
        if (!solved.leaves[c]) return unsolved(model, solved.set(), c);
    }
    SetAudit audit;
    audit.target_set = target_set;
    for (const auto& row : system->rows()) {
        audit.stated.push_back(row.target);
        const double computed = row.printed_before / row.splice;
        if (size_of(row.printed_before - computed) > half_unit(row.printed_before))
            audit.bases.push_back({row.target, row.printed_before, computed});
    }
    audit.checks = make_checks(solved);
    audit.signs = sign_faults(solved);
    audit.conflicts = find_conflicts(solved, audit.checks);
    audit.consistent = audit.signs.empty() && audit.conflicts.empty();
    list_assumptions(solved, audit.checks, audit);
    auto reconciled = reconcile(solved, options);
    if (!reconciled) return reconciled.diagnostics();
    audit.reconciliation = std::move(*reconciled);
    leave_to_others(solved, audit.checks, audit.reconciliation.movements);
    return audit;
}

}  // namespace

bool same_subject(std::string_view a, std::string_view b) {
    const auto bare = [](std::string_view text) {
        std::string out(text);
        std::erase(out, ' ');
        return out;
    };
    return bare(a) == bare(b);
}

Vector SolvedSet::basis_of(std::size_t at_case) const {
    Vector stated;
    for (const auto row : system->basis())
        stated.push_back(system->rows()[row].cases[at_case]);
    return stated;
}

SolvedSet solve_cases(const model::CompiledModel& model, const engine::Projection& path, std::uint32_t target_set,
                      const StatedSystem& system) {
    SolvedSet solved;
    solved.model = &model;
    solved.path = &path;
    solved.target_set = target_set;
    solved.system = &system;
    solved.cases = model.target_sets[target_set].cases.size();
    for (std::size_t c = 0; c < solved.cases; ++c) {
        solved.leaves.push_back(system.solve(solved.basis_of(c)));
        solved.values.push_back(solved.leaves[c] ? system.values(*solved.leaves[c]) : Vector{});
    }
    return solved;
}

Result<Audit> audit(const model::CompiledModel& model, const AuditOptions& options) {
    if (const auto known = check_wishes(model, options); !known) return known.diagnostics();
    if (std::none_of(model.target_sets.begin(), model.target_sets.end(), has_model_line)) {
        return Diagnostic{.code = Code{7001},
                          .where = {},
                          .message = fmt::format("scenario {} states no target with a model line", model.scenario_name),
                          .expected = "a target set with targets on series of the model",
                          .hint = "a line `targets plan cases low, high`, and below it `2023 growth_grdp 9.5 10`"};
    }
    const auto path = central_path(model);
    if (!path) return path.diagnostics();
    Audit audit;
    Diagnostics found;
    for (std::uint32_t set = 0; set < model.target_sets.size(); ++set) {
        if (!has_model_line(model.target_sets[set])) continue;
        auto one = audit_set(model, *path, set, options);
        found.append(one.diagnostics());
        if (!one) continue;
        audit.consistent = audit.consistent && one->consistent;
        audit.sets.push_back(std::move(*one));
    }
    if (found.has_errors()) return found;
    found.append(path.diagnostics());
    return Result<Audit>(std::move(audit), std::move(found));
}

}  // namespace grdp::analysis
