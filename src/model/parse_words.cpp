#include "parse_words.hpp"

#include <algorithm>

#include "grdp/base/diagnostic.hpp"

namespace grdp::model::syntax {
namespace {

constexpr std::array<std::string_view, 62> kReserved{
    "model",    "scenario",    "extends", "frequency", "set",     "in",       "exog",      "param",     "behave",
    "identity", "report",      "check",   "shock",     "data",    "horizon",  "targets",   "cases",     "event",
    "monitor",  "observed", "fix",         "add",     "sum",       "mean",    "min",      "max",       "all",       "any",
    "and",      "or",          "not",     "if",        "between", "source",   "judgement", "sd",        "persistence",
    "corr",     "correlation", "vi",      "en",        "unit",    "at",       "as",        "log",       "exp",
    "sqrt",     "abs",         "growth",  "diff",      "dlog",    "change",   "dialect",   "separator", "decimal",
    "layout",   "column",      "annual",  "quarterly", "pearson", "spearman", "kendall"};

constexpr std::array<std::string_view, 7> kClauses{"vi", "en", "source", "judgement", "sd", "persistence", "corr"};

constexpr std::array kFunctions{
    Function{"growth", 1, 1}, Function{"diff", 1, 1}, Function{"dlog", 1, 1}, Function{"change", 1, 1},
    Function{"log", 1, 1},    Function{"exp", 1, 1},  Function{"sqrt", 1, 1}, Function{"abs", 1, 1},
    Function{"min", 2, 64},   Function{"max", 2, 64}, Function{"if", 3, 3},
};

constexpr std::array kLaws{
    Law{"normal", {"sd", "", ""}},
    Law{"two_piece_normal", {"left", "right", ""}},
    Law{"student_t", {"df", "sd", ""}},
    Law{"triangular", {"low", "mode", "high"}},
    Law{"pert", {"low", "mode", "high"}},
    Law{"uniform", {"low", "high", ""}},
    Law{"lognormal", {"scale", "sigma", ""}},
};

template <class Table>
std::vector<std::string> names_of(const Table& table) {
    std::vector<std::string> names;
    for (const auto& entry : table)
        names.emplace_back(entry.name);
    return names;
}

template <class Table>
auto find_named(const Table& table, std::string_view name) -> decltype(&table[0]) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

template <class Words>
bool contains(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const std::vector<std::string>& model_statements() {
    static const std::vector<std::string> words{"model",  "frequency", "unit",   "set",   "exog",  "param",
                                                "behave", "identity",  "report", "check", "shock", "correlation"};
    return words;
}

const std::vector<std::string>& scenario_statements() {
    static const std::vector<std::string> words{"scenario", "model", "data", "horizon", "targets",
                                                "event",    "fix",   "add",  "monitor"};
    return words;
}

bool is_reserved(std::string_view word) {
    return contains(kReserved, word);
}
bool is_clause_word(std::string_view word) {
    return contains(kClauses, word);
}

const Function* find_function(std::string_view name) {
    return find_named(kFunctions, name);
}

const std::vector<std::string>& function_names() {
    static const std::vector<std::string> names = [] {
        auto all = names_of(kFunctions);
        for (const char* more : {"sum", "mean", "as", "all", "any", "at"})
            all.emplace_back(more);
        return all;
    }();
    return names;
}

bool is_set_reduction(std::string_view word) {
    return contains(std::array<std::string_view, 4>{"sum", "mean", "min", "max"}, word);
}
bool is_truth_aggregate(std::string_view word) {
    return word == "all" || word == "any";
}
bool is_period_aggregate(std::string_view word) {
    return is_set_reduction(word) || is_truth_aggregate(word) || word == "at";
}

const Law* find_law(std::string_view name) {
    return find_named(kLaws, name);
}

const std::vector<std::string>& law_names() {
    static const std::vector<std::string> names = names_of(kLaws);
    return names;
}

std::vector<std::string> law_arguments(const Law& law) {
    std::vector<std::string> names;
    for (const auto name : law.arguments) {
        if (!name.empty()) names.emplace_back(name);
    }
    return names;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
    const auto nearest = did_you_mean(word, candidates);
    return nearest.empty() ? std::string{} : "did you mean " + std::string(nearest) + "?";
}

std::string alternatives(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

}  // namespace grdp::model::syntax
