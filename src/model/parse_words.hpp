// The words of the language: statements, reserved words, functions, laws.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grdp::model::syntax {

/// Statement words of each kind of file, for "did you mean".
[[nodiscard]] const std::vector<std::string>& model_statements();
[[nodiscard]] const std::vector<std::string>& scenario_statements();

/// Words that cannot name anything.
[[nodiscard]] bool is_reserved(std::string_view word);
/// Words that open a clause behind the values of a declaration.
[[nodiscard]] bool is_clause_word(std::string_view word);

struct Function {
    std::string_view name;
    std::size_t least;
    std::size_t most;  ///< arguments
};
/// Nullptr if there is no such function.
[[nodiscard]] const Function* find_function(std::string_view name);
[[nodiscard]] const std::vector<std::string>& function_names();

/// sum, mean, min, max over a set or over periods; all, any over periods; at a period.
[[nodiscard]] bool is_set_reduction(std::string_view word);
[[nodiscard]] bool is_period_aggregate(std::string_view word);
[[nodiscard]] bool is_truth_aggregate(std::string_view word);

struct Law {
    std::string_view name;
    std::array<std::string_view, 3> arguments;  ///< empty behind the last
};
[[nodiscard]] const Law* find_law(std::string_view name);
[[nodiscard]] const std::vector<std::string>& law_names();
[[nodiscard]] std::vector<std::string> law_arguments(const Law& law);

/// "did you mean X?" for a misspelt word, or empty.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// "a, b or c" for messages.
[[nodiscard]] std::string alternatives(const std::vector<std::string>& words);

}  // namespace grdp::model::syntax
