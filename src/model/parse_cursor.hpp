// The reading head on the tokens of one statement, with messages that do not cascade.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/diagnostic.hpp"
#include "grdp/model/ast.hpp"
#include "token.hpp"

namespace grdp::model::syntax {

/// After fail() the cursor stands at the end and keeps silent: the statement is given up with one message.
/// report() tells a mistake that does not stop the parser.
class Cursor {
  public:
    Cursor(Statement statement, Diagnostics& diagnostics);

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    const Token& take();
    [[nodiscard]] const Token& last() const { return tokens_[position_ > 0 ? position_ - 1 : 0]; }
    [[nodiscard]] bool at_end() const { return peek().kind == TokenKind::end; }
    [[nodiscard]] bool failed() const { return failed_; }
    /// Nothing was wrong with the statement, neither for the lexer nor for the parser.
    [[nodiscard]] bool sound() const { return sound_; }
    /// Some token is guessed, so that counts may be wrong.
    [[nodiscard]] bool guessed() const { return guessed_; }

    [[nodiscard]] bool is(TokenKind kind, std::size_t ahead = 0) const { return peek(ahead).kind == kind; }
    [[nodiscard]] bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
    [[nodiscard]] bool is_word(std::string_view word, std::size_t ahead = 0) const;
    bool accept_symbol(std::string_view symbol);
    bool accept_word(std::string_view word);
    /// Fails with "expected SYMBOL, found ..." unless it stands here.
    bool expect_symbol(std::string_view symbol, std::string_view role);
    /// A name that is no reserved word; `what` as in "the name of a set".
    ast::Name expect_name(std::string_view what);
    ast::Name expect_string(std::string_view what);
    /// NAME[a,b]
    ast::Reference expect_reference(std::string_view what);
    /// Fails if anything is left; `behind` as in "the horizon".
    void expect_end(std::string_view behind);
    /// `%=` without a space behind a unit means % and =.
    void split_percent_assignment();

    void fail(int code, const Span& where, std::string message, std::string expected = {}, std::string hint = {});
    void report(int code, const Span& where, std::string message, std::string expected = {}, std::string hint = {});
    /// "expected X, found Y" at the current token.
    void fail_expected(std::string_view expected, std::string hint = {});
    [[nodiscard]] static std::string describe(const Token& token);

    /// The names that the statement would have declared, for silence about them later.
    [[nodiscard]] std::vector<ast::Name> likely_names() const;

  private:
    std::vector<Token> tokens_;
    Diagnostics& diagnostics_;
    std::size_t position_ = 0;
    bool failed_ = false;
    bool sound_ = true;
    bool guessed_ = false;
    bool mute_ = false;
};

}  // namespace grdp::model::syntax
