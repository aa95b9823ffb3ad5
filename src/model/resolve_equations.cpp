// Equations and checks: left-hand forms, units, and the scalar equations.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"
#include "units_check.hpp"

namespace grdp::model {

namespace {

LeftForm form_named(std::string_view function) {
    if (function == "growth") return LeftForm::growth;
    if (function == "diff") return LeftForm::diff;
    return function == "log" ? LeftForm::log : LeftForm::dlog;
}

bool names_itself(const ast::Reference& left, const ast::Reference& declared) {
    return left.name.text == declared.name.text && left.indices.size() == declared.indices.size() &&
           std::equal(left.indices.begin(), left.indices.end(), declared.indices.begin(),
                      [](const auto& a, const auto& b) { return a.text == b.text; });
}

std::string as_declared(const ast::Reference& name) {
    std::string text = name.name.text;
    for (std::size_t i = 0; i < name.indices.size(); ++i)
        text += (i ? "," : "[") + name.indices[i].text;
    return name.indices.empty() ? text : text + "]";
}

// The form has been checked by the parser; the series must be the declared one.
std::optional<LeftForm> left_form(Draft& draft, const ast::EquationDecl& equation) {
    if (equation.left == nullptr) return LeftForm::level;
    const bool wrapped = equation.left->kind == ast::ExprKind::call;
    const ast::Expr& inner = wrapped ? *equation.left->args[0] : *equation.left;
    if (!names_itself(inner.reference, equation.name)) {
        draft.report.error(2403, inner.where, fmt::format("the left side is not {}", as_declared(equation.name)),
                           as_declared(equation.name), "the declaration and its equation name the same series");
        return std::nullopt;
    }
    return wrapped ? form_named(equation.left->op) : LeftForm::level;
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
        const auto cell =
            std::find_if(stem->cells.begin(), stem->cells.end(), [](std::uint32_t c) { return c != kNone; });
        if (cell == stem->cells.end() || draft.model.series[*cell].kind != SeriesKind::report) return;
        draft.report.error(
            2409, expr.where,
            fmt::format("the equation uses the report {}, but reports are computed only when asked", stem->name),
            "exogenous series, behave and identity", fmt::format("declare {} with identity", stem->name));
    }
    for (const auto& part : expr.args)
        refuse_reports(draft, *part);
}

void resolve_equation(Draft& draft, const SeriesPart& part) {
    const auto& equation = *part.equation;
    const auto form = left_form(draft, equation);
    ExpressionChecker checker(draft.names, draft.report, Setting::equation);
    if (!checker.check(*equation.right, scope_of(part.domains, draft.names)) || !form) return;
    if (equation.kind != ast::EquationDecl::Kind::report) refuse_reports(draft, *equation.right);
    const Stem& stem = draft.names.stems[part.stem];
    UnitChecker units(draft);
    if (stem.unit_known) {
        units.expect(*equation.right, left_unit(stem, *form), left_unit_text(unit_source_text(equation.unit), *form));
    } else {
        units.check(*equation.right);
    }
    write_out(draft, part, *form);
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
        if (!domains) continue;
        ExpressionChecker checker(draft.names, draft.report, Setting::equation);
        if (!checker.check(*check.condition, scope_of(*domains, draft.names))) continue;
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
            draft.model.checks.push_back({elements.empty() ? text : fmt::format("{} [{}]", text, elements),
                                          to_label(check.labels), condition, check.where});
        });
    }
}

}  // namespace grdp::model
