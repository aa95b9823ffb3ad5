#include "parse_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parse_words.hpp"

namespace grdp::model::syntax {
namespace {

constexpr const char* kScenarioStart = "scenario, model, data, horizon, targets, event, a period, or a parameter and =";

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_quarter_word(std::string_view word) {
    return word.size() == 2 && (word[0] == 'Q' || word[0] == 'q') && word[1] >= '1' && word[1] <= '4';
}

}  // namespace

void fail_unknown_statement(Cursor& cursor, FileKind kind) {
    const bool model = kind == FileKind::model;
    const Token& first = cursor.peek();
    const auto& words = model ? model_statements() : scenario_statements();
    if (first.kind == TokenKind::number || first.kind == TokenKind::period) {
        return cursor.fail(2102, first.where, "values over periods stand in scenario files, not in a model",
                           "a statement of a model", "move the line into the scenario");
    }
    if (first.kind != TokenKind::word) {
        return cursor.fail(2101, first.where, fmt::format("a statement cannot begin with {}", Cursor::describe(first)),
                           model ? alternatives(words) : kScenarioStart,
                           "an indented line continues the statement above");
    }
    if (contains(model ? scenario_statements() : model_statements(), first.text)) {
        return cursor.fail(2102, first.where,
                           fmt::format("\"{}\" is a statement of {} files", first.text, model ? "scenario" : "model"),
                           fmt::format("a statement of a {}", model ? "model" : "scenario"));
    }
    if (is_quarter_word(first.text) && cursor.is_symbol("/", 1)) {
        return cursor.fail(2015, first.where, "a quarter is written behind its year", "a period such as 2023Q1");
    }
    const auto hint = suggestion(first.text, words);
    cursor.fail(2101, first.where, fmt::format("unknown statement \"{}\"", first.text),
                model ? alternatives(words) : kScenarioStart, hint);
}

bool is_other_kind(Cursor& cursor, FileKind kind) {
    const bool model = kind == FileKind::model;
    const bool other = model ? cursor.is_word("scenario") : cursor.is_word("model") && cursor.is(TokenKind::word, 1);
    if (other) {
        cursor.fail(2102, cursor.peek().where,
                    model ? "this is a scenario, not a model" : "this is a model, not a scenario",
                    fmt::format("a {} file", model ? "model" : "scenario"),
                    model ? "the statement model \"...\" of a scenario names a .model file"
                          : "the command takes the .scenario file, which names its model");
    }
    return other;
}

void report_missing_header(Diagnostics& diagnostics, SourceId id, FileKind kind) {
    const bool model = kind == FileKind::model;
    diagnostics.add({.code = Code{2118},
                     .where = {id, 1, 1, 1},
                     .message = fmt::format("the {} has no name", model ? "model" : "scenario"),
                     .expected = model ? "a statement: model NAME \"label\" vi \"nhãn\""
                                       : "a statement: scenario NAME \"label\" vi \"nhãn\""});
}

void report_second(Cursor& cursor, std::string_view statement) {
    cursor.report(2117, cursor.peek().where, fmt::format("a second {} statement", statement), "one in the file");
}

}  // namespace grdp::model::syntax
