#include "expression_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace grdp::model {

namespace {

std::string shape_text(const Names& names, const Stem& stem) {
    if (stem.roots.empty()) return stem.name + " without indices";
    std::string text = stem.name + "[";
    for (std::size_t d = 0; d < stem.roots.size(); ++d)
        text += (d ? "," : "") + names.sets[stem.roots[d]].name;
    return text + "]";
}

bool shifts_time(std::string_view function) {
    return function == "growth" || function == "diff" || function == "dlog" || function == "change";
}

bool is_bound(const Scope& scope, std::string_view name) {
    return std::any_of(scope.begin(), scope.end(), [&](const auto& entry) { return entry.name == name; });
}

}  // namespace

bool is_comparison(std::string_view op) {
    return op == "<" || op == "<=" || op == ">" || op == ">=" || op == "==" || op == "!=";
}

bool is_logical(std::string_view op) {
    return op == "and" || op == "or" || op == "not";
}

bool ExpressionChecker::check(const ast::Expr& expr, const Scope& scope) {
    if (expr.kind == ast::ExprKind::reference) return check_reference(expr, scope);
    if (expr.kind == ast::ExprKind::reduce) return check_reduce(expr, scope);
    bool sound = true;
    if (expr.kind == ast::ExprKind::call && setting_ == Setting::parameter && shifts_time(expr.op)) {
        report_.error(2217, expr.where,
                      fmt::format("{}() of a parameter has no meaning: parameters do not move in time", expr.op));
        sound = false;
    }
    for (const auto& part : expr.args)
        sound &= check(*part, scope);
    return sound;
}

bool ExpressionChecker::check_reduce(const ast::Expr& expr, const Scope& scope) {
    const std::uint32_t set = names_.find_set(expr.index.text);
    if (set == kNone) {
        report_.unknown(2203, "set", expr.index.text, expr.index.where, names_.set_names(), "the name of a set");
        return false;
    }
    if (is_bound(scope, expr.index.text)) {
        report_.error(2207, expr.index.where, fmt::format("the index {} is bound already", expr.index.text),
                      "another index",
                      fmt::format("name the elements once more: `set other in {} = ...`", expr.index.text));
        return false;
    }
    Scope inner = scope;
    inner.push_back({expr.index.text, set});
    return check(*expr.args[0], inner);
}

bool ExpressionChecker::check_reference(const ast::Expr& expr, const Scope& scope) {
    if (!check(expr.reference, scope)) return false;
    Stem& stem = names_.stems[names_.find(expr.reference.name.text).index];
    stem.used = true;
    return check_use(stem, expr);
}

bool ExpressionChecker::check(const ast::Reference& reference, const Scope& scope) {
    const Symbol symbol = names_.find(reference.name.text);
    if (is_bound(scope, reference.name.text)) {
        report_.error(2212, reference.name.where, fmt::format("\"{}\" is an index, not a number", reference.name.text),
                      "a series or a parameter");
        return false;
    }
    if (symbol.kind == SymbolKind::set) {
        report_.error(2212, reference.name.where, fmt::format("\"{}\" is a set", reference.name.text),
                      "a series or a parameter");
        return false;
    }
    if (symbol.kind == SymbolKind::none) return report_unknown(reference.name);
    const Stem& stem = names_.stems[symbol.index];
    return !stem.is_broken && check_indices(stem, reference, scope);
}

bool ExpressionChecker::report_unknown(const ast::Name& name) {
    if (report_.full()) return false;
    const bool parameters_only = setting_ == Setting::parameter;
    const char* kind = parameters_only ? "parameter" : setting_ == Setting::scenario ? "series or parameter" : "name";
    const auto holder = std::find_if(names_.sets.begin(), names_.sets.end(),
                                     [&](const SetEntry& set) { return set.ordinal_of.contains(name.text); });
    if (holder == names_.sets.end() || report_.is_lost(name.text)) {
        report_.unknown(2201, kind, name.text, name.where, names_.stem_names(!parameters_only));
    } else {
        report_.error(2212, name.where, fmt::format("\"{}\" is an element of {}", name.text, holder->name),
                      "a series or a parameter", fmt::format("elements stand in brackets: name[{}]", name.text));
    }
    return false;
}

bool ExpressionChecker::check_use(const Stem& stem, const ast::Expr& expr) {
    if (stem.is_parameter && expr.lag != 0) {
        report_.error(2406, expr.where,
                      fmt::format("the parameter {} has a lag, but parameters do not move in time", stem.name),
                      "no lag", "declare it with exog if it has a path");
        return false;
    }
    if (!stem.is_parameter && setting_ == Setting::parameter) {
        report_.error(2217, expr.where,
                      fmt::format("\"{}\" is a series, but this value is the same in all periods", stem.name),
                      "numbers and parameters");
        return false;
    }
    return true;
}

bool ExpressionChecker::check_indices(const Stem& stem, const ast::Reference& reference, const Scope& scope) {
    const std::size_t count = reference.indices.size();
    if (count != stem.roots.size()) {
        report_.error(2205, reference.where,
                      fmt::format("{} has {} {}", reference.name.text, count == 0 ? "no" : std::to_string(count),
                                  count == 1 ? "index" : "indices"),
                      shape_text(names_, stem));
        return false;
    }
    bool sound = true;
    for (std::size_t d = 0; d < stem.roots.size(); ++d)
        sound &= check_index(stem, d, reference.indices[d], scope);
    return sound;
}

bool ExpressionChecker::check_index(const Stem& stem, std::size_t dimension, const ast::Name& index,
                                    const Scope& scope) {
    const std::uint32_t root = stem.roots[dimension];
    const std::string& root_name = names_.sets[root].name;
    const auto bound =
        std::find_if(scope.begin(), scope.end(), [&](const auto& entry) { return entry.name == index.text; });
    if (bound != scope.end()) {
        if (names_.sets[bound->set].root == root) return true;
        report_.error(
            2206, index.where,
            fmt::format("the index {} runs over another set than index {} of {}", index.text, dimension + 1, stem.name),
            fmt::format("an index over {}", root_name));
        return false;
    }
    if (names_.ordinal(root, index.text) != kNone) return true;
    if (const auto set = names_.find_set(index.text); set != kNone) {
        const bool could_sum = names_.sets[set].root == root && setting_ != Setting::scenario;
        report_.error(2206, index.where, fmt::format("the index {} is not bound here", index.text),
                      setting_ == Setting::scenario ? fmt::format("an element of {}", root_name)
                                                    : fmt::format("an element of {} or a bound index", root_name),
                      could_sum ? fmt::format("sum({}: ...) binds it", index.text) : std::string());
        return false;
    }
    if (report_.full()) return false;
    std::vector<std::string> candidates = names_.sets[root].elements;
    for (const auto& entry : scope)
        candidates.push_back(entry.name);
    report_.unknown(2204, fmt::format("element of {}", root_name), index.text, index.where, candidates);
    return false;
}

}  // namespace grdp::model
