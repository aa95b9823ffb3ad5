#include "parse_shock.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parse_values.hpp"
#include "parse_words.hpp"

namespace grdp::model::syntax {
namespace {

const std::vector<std::string>& coefficients() {
    static const std::vector<std::string> words{"pearson", "spearman", "kendall"};
    return words;
}

std::string accept_coefficient(Cursor& cursor) {
    for (const auto& word : coefficients()) {
        if (cursor.accept_word(word)) return word;
    }
    return {};
}

ast::CorrelationPair parse_pair(Cursor& cursor, const std::string& coefficient, std::string_view what) {
    ast::CorrelationPair pair;
    pair.coefficient = coefficient;
    pair.first = cursor.expect_reference(what);
    if (!cursor.accept_symbol(","))
        cursor.fail_expected("\",\" between the two of a pair", "a pair is written a,b = 0.35");
    pair.second = cursor.expect_reference(what);
    cursor.expect_symbol("=", "and the coefficient of the pair");
    if (!cursor.failed() && !at_signed_number(cursor)) cursor.fail_expected("a coefficient from -1 to 1");
    pair.value = parse_signed_number(cursor);
    return pair;
}

void parse_pairs(Cursor& cursor, const std::string& coefficient, std::string_view what,
                 std::vector<ast::CorrelationPair>& pairs) {
    do {
        pairs.push_back(parse_pair(cursor, coefficient, what));
    } while (cursor.accept_symbol(";"));
}

void check_arguments(Cursor& cursor, const Law& law, const ast::ShockDecl& shock) {
    const auto known = law_arguments(law);
    for (std::size_t i = 0; i < shock.arguments.size(); ++i) {
        const auto& name = shock.arguments[i].name;
        if (std::find(known.begin(), known.end(), name.text) == known.end()) {
            const auto hint = suggestion(name.text, known);
            cursor.report(2122, name.where, fmt::format("{} has no argument \"{}\"", law.name, name.text),
                          alternatives(known), hint);
            return;
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (shock.arguments[j].name.text == name.text)
                return report_repeated(cursor, name.where, fmt::format("the argument {}", name.text));
        }
    }
    for (const auto& argument : known) {
        const bool given = std::any_of(shock.arguments.begin(), shock.arguments.end(),
                                       [&](const auto& a) { return a.name.text == argument; });
        if (!given) {
            cursor.report(2122, shock.law.where, fmt::format("{} lacks the argument {}", law.name, argument),
                          fmt::format("{}({} = ...)", law.name, fmt::join(known, " = ..., ")));
            return;
        }
    }
}

// An argument is a word of the law, so words such as sd are welcome here.
ast::ShockArgument parse_argument(Cursor& cursor, const Law& law) {
    ast::ShockArgument argument;
    if (!cursor.is(TokenKind::word)) {
        cursor.fail(2122, cursor.peek().where, fmt::format("an argument of {} has no name", law.name),
                    fmt::format("{} = ...", fmt::join(law_arguments(law), " = ..., ")));
        return argument;
    }
    const Token& token = cursor.take();
    argument.name = {token.text, token.where};
    cursor.expect_symbol("=", "and the value of the argument");
    argument.values = parse_values(cursor, "numbers or an expression of parameters");
    return argument;
}

void parse_law(Cursor& cursor, ast::ShockDecl& shock) {
    if (!cursor.is(TokenKind::word)) return cursor.fail_expected(fmt::format("a law: {}", alternatives(law_names())));
    const Token& token = cursor.take();
    shock.law = {token.text, token.where};
    const Law* law = find_law(token.text);
    if (law == nullptr) {
        const auto hint = suggestion(token.text, law_names());
        return cursor.fail(2121, token.where, fmt::format("unknown law \"{}\"", token.text), alternatives(law_names()),
                           hint);
    }
    cursor.expect_symbol("(", fmt::format("and the arguments of {}", law->name));
    do {
        shock.arguments.push_back(parse_argument(cursor, *law));
    } while (cursor.accept_symbol(","));
    cursor.expect_symbol(")", "behind the arguments");
    if (!cursor.failed()) check_arguments(cursor, *law, shock);
}

void parse_matrix(Cursor& cursor, ast::CorrelationDecl& correlation) {
    correlation.matrix.emplace();
    if (!cursor.is(TokenKind::word))
        return cursor.fail_expected("the names of the shocks, as column heads of the matrix");
    parse_table_header(cursor, *correlation.matrix);
    while (!cursor.failed() && at_table_row(cursor))
        parse_table_row(cursor, *correlation.matrix);
    if (!cursor.failed()) check_table(cursor, *correlation.matrix);
}

}  // namespace

ast::ShockDecl parse_shock(Cursor& cursor) {
    ast::ShockDecl shock;
    shock.where = cursor.last().where;
    shock.name = cursor.expect_reference("the series that the shock belongs to");
    cursor.expect_symbol("~", "and the law of the shock");
    if (!cursor.failed()) parse_law(cursor, shock);
    while (!cursor.failed() && !cursor.at_end()) {
        const Span where = cursor.peek().where;
        if (cursor.accept_word("persistence")) {
            if (shock.persistence) report_repeated(cursor, where, "persistence");
            shock.persistence.emplace();
            shock.persistence->where = where;
            shock.persistence->flat = parse_numbers(cursor, "the persistence, above -1 and below 1");
        } else if (cursor.accept_word("corr")) {
            const auto coefficient = accept_coefficient(cursor);
            parse_pairs(cursor, coefficient.empty() ? "pearson" : coefficient, "an element of the set of the shock",
                        shock.pairs);
        } else {
            const auto hint = suggestion(cursor.peek().text, {"persistence", "corr"});
            cursor.fail(2120, where, fmt::format("unexpected {} behind the law", Cursor::describe(cursor.peek())),
                        "persistence, corr or the end", hint);
        }
    }
    shock.where = join(shock.where, cursor.last().where);
    return shock;
}

ast::CorrelationDecl parse_correlation(Cursor& cursor) {
    ast::CorrelationDecl correlation;
    correlation.where = cursor.last().where;
    correlation.coefficient = accept_coefficient(cursor);
    if (correlation.coefficient.empty()) {
        const auto hint = suggestion(cursor.peek().text, coefficients());
        cursor.fail(2126, cursor.peek().where, "the correlation does not say which coefficient it is",
                    alternatives(coefficients()), hint);
    } else if (cursor.accept_word("matrix")) {
        parse_matrix(cursor, correlation);
    } else {
        parse_pairs(cursor, correlation.coefficient, "a shock such as volume[industry]", correlation.pairs);
    }
    correlation.where = join(correlation.where, cursor.last().where);
    cursor.expect_end("the correlation");
    return correlation;
}

}  // namespace grdp::model::syntax
