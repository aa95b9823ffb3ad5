// Equations and checks: left-hand forms, units, and the scalar equations.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"
#include "units_check.hpp"

namespace grdp::model {

namespace {

struct Left {
    LeftForm form = LeftForm::level;
    const ast::Expr* reference = nullptr;
};

std::optional<LeftForm> form_named(std::string_view name) {
    if (name == "growth") return LeftForm::growth;
    if (name == "diff") return LeftForm::diff;
    if (name == "log") return LeftForm::log;
    if (name == "dlog") return LeftForm::dlog;
    return std::nullopt;
}

bool names_itself(const ast::Reference& left, const ast::Reference& declared) {
    return left.name.text == declared.name.text && left.indices.size() == declared.indices.size() &&
           std::equal(left.indices.begin(), left.indices.end(), declared.indices.begin(),
                      [](const auto& a, const auto& b) { return a.text == b.text; });
}

std::string as_declared(const ast::Reference& name) {
    std::string text = name.name.text;
    for (std::size_t i = 0; i < name.indices.size(); ++i) text += (i ? "," : "[") + name.indices[i].text;
    return name.indices.empty() ? text : text + "]";
}

// The left side is the declared series itself, or for behave one of its four forms.
std::optional<Left> left_side(Draft& draft, const ast::EquationDecl& equation) {
    if (equation.left == nullptr) return Left{};
    Left left;
    left.reference = equation.left.get();
    if (left.reference->kind == ast::ExprKind::call) {
        const auto form = form_named(left.reference->op);
        if (!form || equation.kind != ast::EquationDecl::Kind::behave) {
            const bool behaves = equation.kind == ast::EquationDecl::Kind::behave;
            draft.report.error(2404, equation.left->where, fmt::format("{}() cannot stand on the left side here", left.reference->op),
                               behaves ? "the series, or growth, diff, log or dlog of it" : fmt::format("{} itself", as_declared(equation.name)),
                               behaves ? "" : "an identity states the level; use behave for an equation in growth rates");
            return std::nullopt;
        }
        if (left.reference->args.size() != 1) {
            draft.report.error(2209, equation.left->where, fmt::format("{}() has {} arguments", left.reference->op, left.reference->args.size()),
                               "one argument");
            return std::nullopt;
        }
        left.form = *form;
        left.reference = left.reference->args[0].get();
    }
    const bool is_name = left.reference->kind == ast::ExprKind::reference;
    if (!is_name || left.reference->lag != 0 || !names_itself(left.reference->reference, equation.name)) {
        draft.report.error(2403, equation.left->where, fmt::format("the left side is not {}", as_declared(equation.name)),
                           as_declared(equation.name), "the declaration and its equation name the same series");
        return std::nullopt;
    }
    return left;
}

Unit left_unit(const Stem& stem, LeftForm form) {
    if (form == LeftForm::growth) return *builtin_unit("%");
    return form == LeftForm::log || form == LeftForm::dlog ? Unit() : stem.unit;
}

std::string left_unit_text(const std::string& declared, LeftForm form) {
    if (form == LeftForm::growth) return "%";
    return form == LeftForm::log || form == LeftForm::dlog ? "fraction" : declared;
}

void write_out(Draft& draft, const SeriesPart& part, LeftForm form) {
    auto expander = draft.expander();
    std::uint32_t series = part.first;
    for_each_tuple(part.domains, [&](const std::vector<std::uint32_t>& tuple) {
        const NodeId right = expander.expand(*part.equation->right, bindings_of(part.domains, tuple, draft.names));
        if (right != kNone) {
            draft.equation_of[series] = static_cast<std::uint32_t>(draft.model.equations.size());
            draft.model.equations.push_back({series, form, right, kNone, part.equation->where});
        }
        ++series;
    });
}

// Reports are computed only when asked, so nothing that is always computed may rest on them.
void refuse_reports(Draft& draft, const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::reference) {
        const Stem* stem = draft.names.find_stem(expr.reference.name.text);
        if (stem == nullptr || stem->is_parameter) return;
        const auto cell = std::find_if(stem->cells.begin(), stem->cells.end(), [](std::uint32_t c) { return c != kNone; });
        if (cell == stem->cells.end() || draft.model.series[*cell].kind != SeriesKind::report) return;
        draft.report.error(2409, expr.where, fmt::format("the equation uses the report {}, but reports are computed only when asked", stem->name),
                           "exogenous series, behave and identity", fmt::format("declare {} with identity", stem->name));
    }
    for (const auto& part : expr.args) refuse_reports(draft, *part);
}

void resolve_equation(Draft& draft, const SeriesPart& part) {
    const auto& equation = *part.equation;
    const Scope scope = scope_of(part.domains, draft.names);
    const auto left = left_side(draft, equation);
    if (equation.right == nullptr) return;
    const auto setting = equation.kind == ast::EquationDecl::Kind::report ? Setting::report : Setting::equation;
    ExpressionChecker checker(draft.names, draft.report, setting);
    if (!checker.number(*equation.right, scope) || !left) return;
    if (setting == Setting::equation) refuse_reports(draft, *equation.right);
    const Stem& stem = draft.names.stems[part.stem];
    UnitChecker units(draft);
    if (stem.unit_known) {
        units.expect(*equation.right, left_unit(stem, left->form),
                     left_unit_text(unit_source_text(equation.unit), left->form));
    } else {
        units.check(*equation.right);
    }
    write_out(draft, part, left->form);
}

}  // namespace

void resolve_equations(Draft& draft) {
    for (const auto& part : draft.series_parts) {
        if (part.equation != nullptr) resolve_equation(draft, part);
    }
}

void resolve_checks(Draft& draft, const ast::Model& model) {
    for (const auto& check : model.checks) {
        ast::Reference indices;
        indices.indices = check.indices;
        const auto domains = resolve_domains(draft, indices, nullptr);
        if (!domains || check.condition == nullptr) continue;
        ExpressionChecker checker(draft.names, draft.report, Setting::check);
        if (!checker.condition(*check.condition, scope_of(*domains, draft.names))) continue;
        UnitChecker(draft).check(*check.condition);
        const std::string text = source_text(*check.condition);
        auto expander = draft.expander();
        for_each_tuple(*domains, [&](const std::vector<std::uint32_t>& tuple) {
            const NodeId condition = expander.expand(*check.condition, bindings_of(*domains, tuple, draft.names));
            if (condition == kNone) return;
            std::string elements;
            for (std::size_t d = 0; d < tuple.size(); ++d) {
                elements += (d ? "," : "") + draft.names.sets[(*domains)[d].root].elements[tuple[d]];
            }
            draft.model.checks.push_back({elements.empty() ? text : fmt::format("{} [{}]", text, elements), to_label(check.labels),
                                          condition, check.where});
        });
    }
}

}  // namespace grdp::model
