// Text to statements of tokens. A statement starts in column 1; indented lines continue it.
#pragma once

#include <optional>
#include <string_view>

#include "grdp/base/diagnostic.hpp"
#include "token.hpp"

namespace grdp::model::syntax {

/// Hands out one statement after the other, so that memory stays small on huge texts.
/// Faulty tokens are reported and replaced by the nearest sound ones, so that one mistake gives one message.
class Lexer {
  public:
    Lexer(const SourceSet& sources, SourceId id, Diagnostics& diagnostics);

    /// The next statement, or nothing at the end of the text (or once too many errors were found).
    [[nodiscard]] std::optional<Statement> next();
    /// The text could not be read, or indented lines stand above the first statement: a missing statement is no news.
    [[nodiscard]] bool spoiled() const { return stray_; }

  private:
    [[nodiscard]] bool usable(const SourceSet& sources);
    [[nodiscard]] std::string_view current_line() const;
    void next_line();
    void skip_stray_lines();

    std::string_view text_;
    SourceId id_;
    Diagnostics& diagnostics_;
    std::size_t begin_ = 0;  // of the current line
    std::uint32_t line_ = 1;
    bool stray_ = false;
    bool done_ = false;
};

/// Lexes one line into a statement. Contract: well-formed UTF-8 without line feeds.
void lex_line(std::string_view line, Span start, Statement& statement, Diagnostics& diagnostics);

}  // namespace grdp::model::syntax
