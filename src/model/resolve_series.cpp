// Series: exogenous ones and those that equations explain. The parts of one stem may have different equations, as
// volume[activity] and volume[product_taxes] do.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

constexpr std::size_t kMostSeries = 200'000;

struct Declaration {
    const ast::Reference* name = nullptr;
    const ast::EquationDecl* equation = nullptr;
    const ast::UnitExpr* unit = nullptr;
    const ast::Labels* labels = nullptr;
};

std::vector<Declaration> declarations_in_order(const ast::Model& model) {
    std::vector<Declaration> all;
    for (const auto& exog : model.exogs) {
        for (const auto& name : exog.names)
            all.push_back({&name, nullptr, &exog.unit, &exog.labels});
    }
    for (const auto& equation : model.equations)
        all.push_back({&equation.name, &equation, &equation.unit, &equation.labels});
    std::stable_sort(all.begin(), all.end(), [](const Declaration& a, const Declaration& b) {
        const Span &x = a.name->where, &y = b.name->where;
        return x.line != y.line ? x.line < y.line : x.column < y.column;
    });
    return all;
}

// A literal element takes its set from a sister declaration, so declarations with sets come first.
std::uint32_t shape_stem(Draft& draft, const Declaration& declaration) {
    const auto& name = declaration.name->name;
    const Symbol symbol = draft.names.find(name.text);
    if (symbol.kind == SymbolKind::stem && !draft.names.stems[symbol.index].is_parameter) return symbol.index;
    if (symbol.kind != SymbolKind::none) {
        const Span& before = symbol.kind == SymbolKind::set ? draft.names.sets[symbol.index].where
                                                            : draft.names.stems[symbol.index].where;
        draft.report.error(2202, name.where, fmt::format("the name {} is declared twice", name.text), "a new name", "",
                           {{before, "first declared here"}});
        return kNone;
    }
    Stem stem;
    stem.name = name.text;
    stem.where = name.where;
    const auto domains = resolve_domains(draft, *declaration.name, nullptr);
    stem.is_broken = !domains;
    if (domains) {
        for (const auto& domain : *domains)
            stem.roots.push_back(domain.root);
        stem.is_broken = !draft.names.make_cells(stem);
        if (stem.is_broken) {
            draft.report.error(2213, declaration.name->where, fmt::format("{} has too many elements", name.text),
                               "at most 1000000 in one declaration and 4000000 in all");
        }
    }
    draft.names.bind(stem.name, SymbolKind::stem, draft.names.stems.size());
    draft.names.stems.push_back(std::move(stem));
    return static_cast<std::uint32_t>(draft.names.stems.size() - 1);
}

void settle_unit(Draft& draft, Stem& stem, const Declaration& declaration) {
    const auto unit = resolve_unit(draft, *declaration.unit);
    if (!unit) return;
    if (stem.unit_known && !(stem.unit == *unit)) {
        draft.report.error(
            2310, declaration.unit->where,
            fmt::format("this part of {} is in {}, another in {}", stem.name, unit->text(), stem.unit.text()),
            "one unit for all elements", "", {{stem.where, "first declared here"}});
        return;
    }
    stem.unit = *unit;
    stem.unit_known = true;
}

SeriesKind kind_of(const Declaration& declaration) {
    if (declaration.equation == nullptr) return SeriesKind::exogenous;
    switch (declaration.equation->kind) {
        case ast::EquationDecl::Kind::behave:
            return SeriesKind::behavioural;
        case ast::EquationDecl::Kind::report:
            return SeriesKind::report;
        case ast::EquationDecl::Kind::identity:
            break;
    }
    return SeriesKind::identity;
}

Series series_of(const Draft& draft, const Stem& stem, const SeriesPart& part,
                 const std::vector<std::uint32_t>& tuple) {
    Series series;
    series.name = scalar_name(draft.names, stem, tuple);
    series.stem = stem.name;
    for (std::size_t d = 0; d < tuple.size(); ++d) {
        const SetEntry& root = draft.names.sets[stem.roots[d]];
        series.elements.push_back(root.elements[tuple[d]]);
        series.sets.push_back(part.domains[d].set == kNone ? root.name : draft.names.sets[part.domains[d].set].name);
        const Label& label = root.labels[tuple[d]];
        const auto join = [](std::string& all, const std::string& next) {
            all += (all.empty() || next.empty() ? "" : ", ") + next;
        };
        join(series.element_label.en, label.en);
        join(series.element_label.vi, label.vi);
    }
    return series;
}

void refuse_second_definition(Draft& draft, const Declaration& declaration, const Series& before) {
    const bool both_equations = declaration.equation != nullptr && before.kind != SeriesKind::exogenous;
    draft.report.error(both_equations ? 2401 : 2202, declaration.name->where,
                       both_equations ? fmt::format("the equation of {} is defined twice", before.name)
                                      : fmt::format("the series {} is declared twice", before.name),
                       both_equations ? "one equation for each series" : "one declaration",
                       "remove or rename one of the two", {{before.declared, "first defined here"}});
}

void write_out(Draft& draft, const Declaration& declaration, std::uint32_t stem_index) {
    Stem& stem = draft.names.stems[stem_index];
    if (stem.is_broken) return;
    if (declaration.name->indices.size() != stem.roots.size()) {
        draft.unsettled.insert(stem.name);
        draft.report.error(2202, declaration.name->where,
                           fmt::format("{} is declared twice, with {} and {} indices", stem.name, stem.roots.size(),
                                       declaration.name->indices.size()),
                           "the same indices", "", {{stem.where, "first declared here"}});
        return;
    }
    auto domains = resolve_domains(draft, *declaration.name, &stem.roots);
    if (!domains) return;
    for (std::size_t d = 0; d < domains->size(); ++d) {
        if ((*domains)[d].root == stem.roots[d]) continue;
        draft.unsettled.insert(stem.name);
        draft.report.error(
            2206, declaration.name->indices[d].where,
            fmt::format("another part of {} has {} in this place", stem.name, draft.names.sets[stem.roots[d]].name),
            "the same set, or a subset of it", "", {{stem.where, "first declared here"}});
        return;
    }
    settle_unit(draft, stem, declaration);
    if (draft.model.series.size() + tuple_count(*domains) > kMostSeries) {
        draft.report.error(2213, declaration.name->where, "the model has too many series",
                           fmt::format("at most {}", kMostSeries));
        return;
    }
    SeriesPart part{declaration.equation, stem_index, *domains, static_cast<std::uint32_t>(draft.model.series.size())};
    bool repeated = false;
    for_each_tuple(part.domains, [&](const std::vector<std::uint32_t>& tuple) {
        auto& cell = stem.cells[draft.names.flat(stem, tuple)];
        if (cell != kNone && !repeated) refuse_second_definition(draft, declaration, draft.model.series[cell]);
        if (cell != kNone) repeated = true;
        Series series = series_of(draft, stem, part, tuple);
        series.stem_label = to_label(*declaration.labels);
        series.unit = unit_source_text(*declaration.unit);
        series.kind = kind_of(declaration);
        series.declared = declaration.name->where;
        if (cell == kNone) cell = static_cast<std::uint32_t>(draft.model.series.size());
        draft.model.series.push_back(std::move(series));
    });
    if (repeated) {
        draft.unsettled.insert(stem.name);
    } else {
        draft.series_parts.push_back(std::move(part));
    }
}

}  // namespace

void declare_series(Draft& draft, const ast::Model& model) {
    const auto declarations = declarations_in_order(model);
    std::vector<std::uint32_t> stems(declarations.size(), kNone);
    const auto has_literal = [&](const Declaration& d) {
        return std::any_of(d.name->indices.begin(), d.name->indices.end(),
                           [&](const auto& index) { return draft.names.find_set(index.text) == kNone; });
    };
    for (const bool literal : {false, true}) {
        for (std::size_t i = 0; i < declarations.size(); ++i) {
            if (has_literal(declarations[i]) == literal) stems[i] = shape_stem(draft, declarations[i]);
        }
    }
    for (std::size_t i = 0; i < declarations.size(); ++i) {
        if (stems[i] != kNone) write_out(draft, declarations[i], stems[i]);
    }
    draft.equation_of.assign(draft.model.series.size(), kNone);
    draft.shock_of.assign(draft.model.series.size(), kNone);
}

}  // namespace grdp::model
