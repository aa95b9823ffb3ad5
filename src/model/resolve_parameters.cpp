// Parameters: declared values, formulas, changes by the scenario, spreads.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "compile_draft.hpp"
#include "resolve_parameters.hpp"

namespace grdp::model {

namespace {

using Places = std::unordered_map<std::string, Span>;

// Where series are declared first: the earlier of two declarations keeps the name.
Places first_series(const ast::Model& model) {
    Places places;
    const auto add = [&](const ast::Name& name) {
        const auto [place, fresh] = places.emplace(name.text, name.where);
        if (!fresh && name.where.line < place->second.line) place->second = name.where;
    };
    for (const auto& exog : model.exogs) {
        for (const auto& name : exog.names)
            add(name.name);
    }
    for (const auto& equation : model.equations)
        add(equation.name.name);
    return places;
}

std::optional<std::uint32_t> declare_stem(Draft& draft, const ast::ParamDecl& declaration, const Places& series) {
    const auto& name = declaration.name.name;
    const auto earlier = series.find(name.text);
    if (earlier != series.end() && earlier->second.line < name.where.line) {
        draft.report.error(2202, name.where, fmt::format("the name {} is declared twice", name.text), "a new name", "",
                           {{earlier->second, "first declared here"}});
        return std::nullopt;
    }
    const Symbol symbol = draft.names.find(name.text);
    if (symbol.kind != SymbolKind::none) {
        const Span& before = symbol.kind == SymbolKind::set ? draft.names.sets[symbol.index].where
                                                            : draft.names.stems[symbol.index].where;
        draft.report.error(2202, name.where, fmt::format("the name {} is declared twice", name.text), "a new name", "",
                           {{before, "first declared here"}});
        return std::nullopt;
    }
    Stem stem;
    stem.name = name.text;
    stem.where = name.where;
    stem.is_parameter = true;
    const auto unit = resolve_unit(draft, declaration.unit);
    stem.unit_known = unit.has_value();
    if (unit) stem.unit = *unit;
    draft.names.bind(stem.name, SymbolKind::stem, draft.names.stems.size());
    draft.names.stems.push_back(std::move(stem));
    return static_cast<std::uint32_t>(draft.names.stems.size() - 1);
}

void make_cells(Draft& draft, Stem& stem, ParameterPart& part) {
    const auto& declaration = *part.declaration;
    for (const auto& domain : part.domains)
        stem.roots.push_back(domain.root);
    if (!draft.names.make_cells(stem)) {
        draft.report.error(2213, declaration.name.where, fmt::format("{} has too many elements", stem.name),
                           "at most 1000000 in one declaration and 4000000 in all");
        stem.is_broken = true;
        return;
    }
    part.first = static_cast<std::uint32_t>(draft.model.parameters.size());
    for_each_tuple(part.domains, [&](const std::vector<std::uint32_t>& tuple) {
        stem.cells[draft.names.flat(stem, tuple)] = static_cast<std::uint32_t>(draft.model.parameters.size());
        Parameter parameter;
        parameter.name = scalar_name(draft.names, stem, tuple);
        parameter.unit = unit_source_text(declaration.unit);
        if (declaration.source) parameter.source = declaration.source->text;
        if (declaration.source) parameter.source_vi = declaration.source->vi;
        parameter.label = to_label(declaration.labels);
        parameter.judgement = declaration.source && declaration.source->judgement;
        parameter.declared = declaration.name.where;
        draft.model.parameters.push_back(std::move(parameter));
    });
    part.count = static_cast<std::uint32_t>(draft.model.parameters.size()) - part.first;
    part.assigned.assign(part.count, false);
}

void set_numbers(Draft& draft, ParameterPart& part) {
    const auto values = shaped_values(draft, part.declaration->values, part.domains, part.declaration->name.name.text);
    if (!values) return;
    for (std::uint32_t i = 0; i < part.count; ++i)
        draft.model.parameters[part.first + i].value = (*values)[i].value;
}

// Formulas may use the parameters above only, so one pass in order of declaration evaluates all.
void expand_formulas(Draft& draft, ParameterPart& part) {
    const auto& formula = *part.declaration->values.expression;
    ExpressionChecker checker(draft.names, draft.report, Setting::parameter);
    if (!checker.check(formula, scope_of(part.domains, draft.names))) return;
    Expander expander(draft.names, draft.formula_nodes, draft.report, draft.model.frequency);
    for_each_tuple(part.domains, [&](const std::vector<std::uint32_t>& tuple) {
        part.starts.push_back(static_cast<std::uint32_t>(draft.formula_nodes.size()));
        part.formulas.push_back(expander.expand(formula, bindings_of(part.domains, tuple, draft.names)));
    });
    bool sound = std::none_of(part.formulas.begin(), part.formulas.end(), [](NodeId n) { return n == kNone; });
    for (std::size_t i = 0; i < part.formulas.size() && sound; ++i) {
        for (NodeId id = part.starts[i]; id <= part.formulas[i] && sound; ++id) {
            const Node& node = draft.formula_nodes[id];
            sound = node.op != Op::parameter || node.index < part.first;
            if (sound) continue;
            draft.report.error(2218, part.declaration->values.where,
                               fmt::format("the formula uses {}, which is not declared above it",
                                           draft.model.parameters[node.index].name),
                               "parameters that are declared above", "move this declaration below");
        }
    }
    if (!sound) part.formulas.clear();
}

void set_spread(Draft& draft, const ParameterPart& part) {
    const auto& spread = part.declaration->sd;
    if (!spread) return;
    const auto values =
        shaped_values(draft, *spread, part.domains, fmt::format("the sd of {}", part.declaration->name.name.text));
    if (!values) return;
    for (std::uint32_t i = 0; i < part.count; ++i) {
        const auto& number = (*values)[i];
        if (!(number.value >= 0)) {
            draft.report.error(2219, number.where, "a spread is negative", "a number of at least 0");
            return;
        }
        Parameter& parameter = draft.model.parameters[part.first + i];
        parameter.sd_percent = number.percent ? number.value : 0;
        parameter.sd = number.percent ? spread_of(parameter) : number.value;
    }
}

// What formulas read cannot change without them.
void mark_separable(Draft& draft) {
    for (auto& parameter : draft.model.parameters)
        parameter.separable = true;
    for (const Node& node : draft.formula_nodes) {
        if (node.op == Op::parameter) draft.model.parameters[node.index].separable = false;
    }
}

void refuse_uncertain_formulas(Draft& draft, const ParameterPart& part) {
    for (std::size_t i = 0; i < part.formulas.size(); ++i) {
        if (part.assigned[i]) continue;
        for (NodeId id = part.starts[i]; id <= part.formulas[i]; ++id) {
            const Node& node = draft.formula_nodes[id];
            if (node.op != Op::parameter || draft.model.parameters[node.index].sd == 0) continue;
            draft.report.error(2217, part.declaration->values.where,
                               fmt::format("{} is computed from {}, which has a spread",
                                           part.declaration->name.name.text, draft.model.parameters[node.index].name),
                               "parameters without a spread", "write the formula into the equations instead");
            return;
        }
    }
}

}  // namespace

void evaluate_formulas(Draft& draft) {
    for (auto& part : draft.parameter_parts) {
        for (std::uint32_t i = 0; i < part.formulas.size(); ++i) {
            if (part.assigned[i]) continue;
            auto& parameter = draft.model.parameters[part.first + i];
            parameter.value =
                formula_value(draft.formula_nodes, part.starts[i], part.formulas[i], draft.model.parameters);
        }
    }
}

void declare_parameters(Draft& draft, const ast::Model& model) {
    const Places series = first_series(model);
    for (const auto& declaration : model.params) {
        const auto index = declare_stem(draft, declaration, series);
        if (!index) continue;
        const auto domains = resolve_domains(draft, declaration.name, nullptr);
        Stem& stem = draft.names.stems[*index];
        stem.is_broken = !domains;
        if (!domains) continue;
        ParameterPart part;
        part.declaration = &declaration;
        part.domains = *domains;
        make_cells(draft, stem, part);
        if (!stem.is_broken) draft.parameter_parts.push_back(std::move(part));
    }
}

void resolve_parameters(Draft& draft, const Inputs& inputs) {
    for (auto& part : draft.parameter_parts) {
        if (part.declaration->values.expression) {
            expand_formulas(draft, part);
        } else {
            set_numbers(draft, part);
        }
    }
    evaluate_formulas(draft);
    assign_parameters(draft, inputs);
    for (const auto& part : draft.parameter_parts)
        set_spread(draft, part);
    mark_separable(draft);
    for (const auto& part : draft.parameter_parts)
        refuse_uncertain_formulas(draft, part);
    for (const auto& part : draft.parameter_parts) {
        for (std::uint32_t i = 0; i < part.count; ++i) {
            const auto& parameter = draft.model.parameters[part.first + i];
            if (std::isfinite(parameter.value) && std::isfinite(parameter.sd)) continue;
            draft.report.error(2220, parameter.declared, fmt::format("{} is not a finite number", parameter.name),
                               "a finite number");
        }
    }
}

}  // namespace grdp::model
