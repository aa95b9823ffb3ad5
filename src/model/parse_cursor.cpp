#include "parse_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/base/contract.hpp"
#include "grdp/base/utf8.hpp"
#include "parse_words.hpp"

namespace grdp::model::syntax {

Cursor::Cursor(Statement statement, Diagnostics& diagnostics)
    : tokens_(std::move(statement.tokens)),
      diagnostics_(diagnostics),
      sound_(!statement.faulty),
      guessed_(statement.faulty),
      mute_(statement.mute) {
    GRDP_EXPECTS(!tokens_.empty() && tokens_.back().kind == TokenKind::end);
}

const Token& Cursor::peek(std::size_t ahead) const {
    const std::size_t index = position_ + ahead;
    return index < tokens_.size() ? tokens_[index] : tokens_.back();
}

const Token& Cursor::take() {
    const Token& token = peek();
    if (position_ + 1 < tokens_.size()) ++position_;
    return token;
}

bool Cursor::is_symbol(std::string_view symbol, std::size_t ahead) const {
    return peek(ahead).kind == TokenKind::symbol && peek(ahead).text == symbol;
}
bool Cursor::is_word(std::string_view word, std::size_t ahead) const {
    return peek(ahead).kind == TokenKind::word && peek(ahead).text == word;
}

bool Cursor::accept_symbol(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    take();
    return true;
}

bool Cursor::accept_word(std::string_view word) {
    if (!is_word(word)) return false;
    take();
    return true;
}

bool Cursor::expect_symbol(std::string_view symbol, std::string_view role) {
    if (accept_symbol(symbol)) return true;
    const bool closing = symbol == ")" || symbol == "]";
    if (closing && !failed_) {
        fail(2105, peek().where, fmt::format("unexpected {}", describe(peek())),
             fmt::format("\"{}\" {}", symbol, role));
    } else {
        fail_expected(fmt::format("\"{}\" {}", symbol, role));
    }
    return false;
}

ast::Name Cursor::expect_name(std::string_view what) {
    if (!is(TokenKind::word)) {
        fail_expected(what);
        return {};
    }
    const Token& token = take();
    if (is_reserved(token.text)) {
        fail(2108, token.where, fmt::format("\"{}\" is a word of the language and cannot be a name", token.text),
             std::string(what), fmt::format("choose another name, such as {}_1", token.text));
    }
    return {token.text, token.where};
}

ast::Name Cursor::expect_string(std::string_view what) {
    if (!is(TokenKind::string)) {
        fail_expected(fmt::format("{} in quotes", what));
        return {};
    }
    const Token& token = take();
    return {token.text, token.where};
}

ast::Reference Cursor::expect_reference(std::string_view what) {
    ast::Reference reference;
    reference.name = expect_name(what);
    reference.where = reference.name.where;
    if (failed_ || !accept_symbol("[")) return reference;
    do {
        if (is(TokenKind::number) || is_symbol("]")) {
            fail_expected("a set or an element as index",
                          "indices are names: volume[industry]; a lag stands in parentheses: x(-1)");
            return reference;
        }
        reference.indices.push_back(expect_name("a set or an element as index"));
    } while (accept_symbol(","));
    expect_symbol("]", "after the index");
    reference.where = join(reference.name.where, last().where);
    return reference;
}

void Cursor::expect_end(std::string_view behind) {
    if (failed_ || at_end()) return;
    const Token& token = peek();
    std::string hint;
    if (token.first_on_line) {
        hint = "an indented line continues the statement above; a new statement starts in column 1";
    } else if (token.text == ")" || token.text == "]") {
        hint = "there is one closing bracket too many";
    } else if (behind == "the equation" || behind == "the condition") {
        hint = token.kind == TokenKind::word || token.kind == TokenKind::number
                   ? "is an operator such as * missing before it?"
                   : "";
    }
    fail(2104, token.where, fmt::format("unexpected {} behind {}", describe(token), behind), "the end of the statement",
         std::move(hint));
}

void Cursor::split_percent_assignment() {
    if (!is_symbol("%=")) return;
    Token& token = tokens_[position_];
    Token percent = token;
    percent.text = "%";
    percent.where.length = 1;
    token.text = "=";
    ++token.where.column;
    token.where.length = 1;
    token.space_before = token.first_on_line = false;
    tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(position_), std::move(percent));
}

void Cursor::fail(int code, const Span& where, std::string message, std::string expected, std::string hint) {
    if (!failed_) report(code, where, std::move(message), std::move(expected), std::move(hint));
    failed_ = true;
    position_ = tokens_.size() - 1;
}

void Cursor::report(int code, const Span& where, std::string message, std::string expected, std::string hint) {
    sound_ = false;
    const auto on_guess = [&](const Token& token) {
        return token.guessed && token.where.line == where.line && token.where.column == where.column;
    };
    if (failed_ || mute_ || std::any_of(tokens_.begin(), tokens_.end(), on_guess)) return;
    diagnostics_.add({.code = Code{static_cast<std::uint16_t>(code)},
                      .where = where,
                      .message = std::move(message),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
}

void Cursor::fail_expected(std::string_view expected, std::string hint) {
    fail(2103, peek().where, fmt::format("unexpected {}", describe(peek())), std::string(expected), std::move(hint));
}

std::string Cursor::describe(const Token& token) {
    constexpr std::size_t kShown = 40;
    if (token.kind == TokenKind::end) return "end of the statement";
    const auto points = utf8::code_points(token.text);
    std::string shown;
    for (std::size_t i = 0; i < points.size() && i < kShown; ++i)
        shown += points[i];
    if (points.size() > kShown) shown += "...";
    return token.kind == TokenKind::string ? fmt::format("text \"{}\"", shown) : fmt::format("\"{}\"", shown);
}

std::vector<ast::Name> Cursor::likely_names() const {
    std::vector<ast::Name> names;
    for (std::size_t i = 1; i < tokens_.size() && tokens_[i].text != ":"; ++i) {
        const bool separated =
            i == 1 || tokens_[i - 1].text == "," || tokens_[i - 1].text == "=" || tokens_[i - 1].text == "|";
        if (tokens_[i].kind == TokenKind::word && separated) names.push_back({tokens_[i].text, tokens_[i].where});
    }
    return names;
}

}  // namespace grdp::model::syntax
