// References: the name, what it may stand for here, its indices and its lag.
#include <fmt/format.h>

#include <algorithm>

#include "expression_check.hpp"

namespace grdp::model {

namespace {

std::string shape_text(const Names& names, const Stem& stem) {
    if (stem.roots.empty()) return stem.name + " without indices";
    std::string text = stem.name + "[";
    for (std::size_t d = 0; d < stem.roots.size(); ++d) text += (d ? "," : "") + names.sets[stem.roots[d]].name;
    return text + "]";
}

}  // namespace

bool ExpressionChecker::reference(const ast::Reference& reference, const Scope& scope) {
    const Symbol symbol = names_.find(reference.name.text);
    if (symbol.kind == SymbolKind::set) {
        report_.error(2212, reference.name.where, fmt::format("\"{}\" is a set", reference.name.text),
                      "a series or a parameter");
        return false;
    }
    if (symbol.kind == SymbolKind::none) {
        const bool series_only = setting_ == Setting::event;
        const bool parameters_only = setting_ == Setting::parameter;
        const char* kind = series_only ? "series" : parameters_only ? "parameter" : "name";
        if (std::any_of(scope.begin(), scope.end(), [&](const auto& e) { return e.name == reference.name.text; })) {
            report_.error(2212, reference.name.where, fmt::format("\"{}\" is an index, not a number", reference.name.text));
            return false;
        }
        report_.unknown(2201, kind, reference.name.text, reference.name.where,
                        names_.stem_names(true, !parameters_only));
        return false;
    }
    const Stem& stem = names_.stems[symbol.index];
    if (stem.is_broken) return false;
    return check_indices(stem, reference, scope);
}

ExpressionChecker::Kind ExpressionChecker::check_reference(const ast::Expr& expr, const Scope& scope) {
    if (!reference(expr.reference, scope)) return fail();
    Stem& stem = names_.stems[names_.find(expr.reference.name.text).index];
    stem.used = true;
    return check_use(stem, expr) ? Kind::number : fail();
}

bool ExpressionChecker::check_use(const Stem& stem, const ast::Expr& expr) {
    if (stem.is_parameter && expr.lag != 0) {
        report_.error(2406, expr.where, fmt::format("the parameter {} has a lag, but parameters do not move in time", stem.name),
                      "no lag", fmt::format("declare it with exog if it has a path"));
        return false;
    }
    if (!stem.is_parameter && setting_ == Setting::parameter) {
        report_.error(2217, expr.where, fmt::format("\"{}\" is a series, but the value of a parameter is constant", stem.name),
                      "numbers and parameters");
        return false;
    }
    if (expr.lag > 0) {
        report_.error(2405, expr.where, fmt::format("{}(+{}) asks for a later period; expectations are not part of the language",
                                                    stem.name, expr.lag),
                      fmt::format("a lag such as {}(-{})", stem.name, expr.lag));
        return false;
    }
    if (expr.lag < -kLongestLag) {
        report_.error(2408, expr.where, fmt::format("the lag {} is too long", expr.lag),
                      fmt::format("at most {} periods", kLongestLag));
        return false;
    }
    if (setting_ == Setting::event && !stem.is_parameter && !inside_period_) {
        report_.error(2707, expr.where, fmt::format("the event does not say in which period {} is meant", stem.name),
                      "a period or a range of periods",
                      fmt::format("write at(2023: ...), mean(2023..2025: ...), all(2023..2025: ...) or end with `in 2023`"));
        return false;
    }
    return true;
}

bool ExpressionChecker::check_indices(const Stem& stem, const ast::Reference& reference, const Scope& scope) {
    if (reference.indices.size() != stem.roots.size()) {
        report_.error(2205, reference.where,
                      fmt::format("{} has {} ind{}", reference.name.text, reference.indices.size(),
                                  reference.indices.size() == 1 ? "ex" : "ices"),
                      shape_text(names_, stem));
        return false;
    }
    bool sound = true;
    for (std::size_t d = 0; d < stem.roots.size(); ++d) sound &= check_index(stem, d, reference.indices[d], scope);
    return sound;
}

bool ExpressionChecker::check_index(const Stem& stem, std::size_t dimension, const ast::Name& index, const Scope& scope) {
    const std::uint32_t root = stem.roots[dimension];
    const auto bound = std::find_if(scope.begin(), scope.end(), [&](const auto& entry) { return entry.name == index.text; });
    if (bound != scope.end()) {
        if (names_.sets[bound->set].root == root) return true;
        report_.error(2206, index.where,
                      fmt::format("the index {} runs over another set than index {} of {}", index.text, dimension + 1, stem.name),
                      fmt::format("an index over {}", names_.sets[root].name));
        return false;
    }
    if (names_.ordinal(root, index.text) != kNone) return true;
    if (const auto set = names_.find_set(index.text); set != kNone) {
        report_.error(2206, index.where, fmt::format("the index {} is not bound here", index.text),
                      fmt::format("an element of {} or a bound index", names_.sets[root].name),
                      names_.sets[set].root == root ? fmt::format("sum(s: ...) binds an index: sum({}: {}[...])", index.text, stem.name)
                                                    : std::string());
        return false;
    }
    std::vector<std::string> candidates = names_.sets[root].elements;
    for (const auto& entry : scope) candidates.push_back(entry.name);
    report_.unknown(2204, fmt::format("element of {}", names_.sets[root].name), index.text, index.where, candidates);
    return false;
}

}  // namespace grdp::model
