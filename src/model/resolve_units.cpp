// Units that a model declares, and units as declarations state them.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compile_draft.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::model {

namespace {

// What other programs and languages call a unit that we know.
std::string usual_name(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kAliases{
        {{"percent", "%"},
         {"pct", "%"},
         {"percentage_points", "points"},
         {"pp", "points"},
         {"persons", "person"},
         {"people", "person"},
         {"head", "person"},
         {"ha", "hectare"},
         {"ton", "tonne"}}};
    const auto alias = std::find_if(kAliases.begin(), kAliases.end(), [&](const auto& a) { return a.first == name; });
    if (alias != kAliases.end()) return std::string(alias->second);
    for (const auto& [word, prefix] : {std::pair("billion", "bn"), std::pair("million", "mn")}) {
        const auto at = name.find(word);
        if (at != 0) continue;
        return prefix + std::string(name.substr(std::string_view(word).size()));
    }
    return {};
}

std::optional<Unit> named_unit(Draft& draft, const ast::Name& name) {
    const auto own =
        std::find_if(draft.units.begin(), draft.units.end(), [&](const auto& u) { return u.first == name.text; });
    if (own != draft.units.end()) return own->second;
    if (auto unit = builtin_unit(name.text)) return unit;
    if (const auto usual = usual_name(name.text); builtin_unit(usual)) {
        draft.report.error(2301, name.where, fmt::format("unknown unit \"{}\"", name.text),
                           "a built-in unit, or one that the model declares with `unit NAME`",
                           fmt::format("write {}", usual));
        return std::nullopt;
    }
    auto candidates = builtin_unit_names(name.text);
    for (const auto& unit : draft.units)
        candidates.push_back(unit.first);
    draft.report.unknown(2301, "unit", name.text, name.where, candidates,
                         "a built-in unit, or one that the model declares with `unit NAME`");
    return std::nullopt;
}

}  // namespace

std::optional<Unit> resolve_unit(Draft& draft, const ast::UnitExpr& unit) {
    Unit product;
    bool known = true;
    for (const auto& atom : unit.atoms) {
        const auto factor = named_unit(draft, atom.name);
        if (factor) product = product * factor->power(atom.exponent);
        known &= factor.has_value();
    }
    return known ? std::optional(product) : std::nullopt;
}

std::string unit_source_text(const ast::UnitExpr& unit) {
    if (!unit.quoted.empty()) return unit.quoted;
    std::string text;
    for (const auto& atom : unit.atoms) {
        if (atom.exponent < 0) {
            text += text.empty() ? "1/" : "/";
        } else if (!text.empty()) {
            text += "*";
        }
        text += atom.name.text;
        const int power = atom.exponent < 0 ? -atom.exponent : atom.exponent;
        if (power != 1) text += fmt::format("^{}", power);
    }
    return text;
}

void resolve_units(Draft& draft, const ast::Model& model) {
    for (const auto& declaration : model.units) {
        const auto& name = declaration.name;
        const bool repeated =
            std::any_of(draft.units.begin(), draft.units.end(), [&](const auto& u) { return u.first == name.text; });
        if (repeated || builtin_unit(name.text)) {
            draft.report.error(2308, name.where, fmt::format("the unit {} exists already", name.text), "a new name",
                               repeated ? "declare it once" : "it is built in: use it without a declaration");
            continue;
        }
        if (!declaration.factor) {
            draft.units.emplace_back(name.text, Unit::dimension("unit " + name.text));
            continue;
        }
        const auto of = resolve_unit(draft, declaration.of);
        const double factor = declaration.factor->value;
        if (!(factor > 0)) {
            draft.report.error(2308, declaration.factor->where,
                               fmt::format("{} {} make no unit", exact_text(factor), unit_source_text(declaration.of)),
                               "a number above zero");
        }
        if (of && factor > 0) {
            draft.units.emplace_back(name.text, of->scaled(factor));
        } else {
            draft.report.mark_lost(name.text);
        }
    }
}

}  // namespace grdp::model
