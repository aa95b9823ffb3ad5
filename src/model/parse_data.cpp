#include "parse_data.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parse_values.hpp"
#include "parse_words.hpp"

namespace grdp::model::syntax {
namespace {

const std::vector<std::string>& options() {
    static const std::vector<std::string> words{"dialect", "separator", "decimal", "layout", "column"};
    return words;
}

// Marks are shown in quotes, words as they are.
std::string quoted(std::vector<std::string> choices) {
    for (auto& choice : choices) {
        if (choice.size() == 1) choice = fmt::format("\"{}\"", choice);
    }
    return alternatives(choices);
}

// One of a few words or short texts; quotes are welcome around either.
void parse_choice(Cursor& cursor, const Token& option, const std::vector<std::string>& choices, std::string& chosen) {
    if (!chosen.empty()) report_repeated(cursor, option.where, option.text);
    if (!cursor.is(TokenKind::word) && !cursor.is(TokenKind::string)) return cursor.fail_expected(quoted(choices));
    const Token& token = cursor.take();
    chosen = token.text == "\t" ? "tab" : token.text;
    if (std::find(choices.begin(), choices.end(), chosen) != choices.end()) return;
    const auto hint = suggestion(chosen.size() > 1 ? chosen : "", choices);
    cursor.fail(2126, token.where, fmt::format("unknown {} \"{}\"", option.text, token.text), quoted(choices), hint);
}

void parse_column(Cursor& cursor, ast::DataDecl& data) {
    ast::ColumnMap column;
    column.header = cursor.expect_string("the head of a column");
    cursor.expect_symbol("=", "and the series of the column");
    column.series = cursor.expect_reference("a series");
    const bool repeated = std::any_of(data.columns.begin(), data.columns.end(),
                                      [&](const auto& c) { return c.header.text == column.header.text; });
    if (repeated) report_repeated(cursor, column.header.where, fmt::format("the column \"{}\"", column.header.text));
    data.columns.push_back(std::move(column));
}

void parse_option(Cursor& cursor, ast::DataDecl& data) {
    const Token option = cursor.peek();
    if (cursor.accept_word("dialect")) return parse_choice(cursor, option, {"english", "vietnamese"}, data.dialect);
    if (cursor.accept_word("layout")) return parse_choice(cursor, option, {"wide", "long"}, data.layout);
    if (cursor.accept_word("decimal")) return parse_choice(cursor, option, {".", ","}, data.decimal);
    if (cursor.accept_word("column")) return parse_column(cursor, data);
    if (cursor.accept_word("separator")) {
        parse_choice(cursor, option, {",", ";", "tab"}, data.separator);
        if (data.separator == "tab") data.separator = "\t";
        return;
    }
    const auto hint = suggestion(option.text, options());
    cursor.fail(2120, option.where, fmt::format("unexpected {} behind the path", Cursor::describe(option)),
                alternatives(options()), hint);
}

}  // namespace

ast::DataDecl parse_data(Cursor& cursor) {
    ast::DataDecl data;
    data.where = cursor.last().where;
    data.path = cursor.expect_string("the path of the data file");
    while (!cursor.failed() && !cursor.at_end())
        parse_option(cursor, data);
    const bool contradiction =
        (data.dialect == "english" && data.decimal == ",") || (data.dialect == "vietnamese" && data.decimal == ".");
    if (contradiction && !cursor.failed()) {
        cursor.report(2126, data.where,
                      fmt::format("dialect {} and decimal \"{}\" contradict each other", data.dialect, data.decimal),
                      "one of them");
    }
    data.where = join(data.where, cursor.last().where);
    return data;
}

}  // namespace grdp::model::syntax
