// Tokens of the language, shared by model and scenario texts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/base/source.hpp"

namespace grdp::model::syntax {

enum class TokenKind : std::uint8_t {
    end,     ///< after the last token of a statement
    word,    ///< identifier or keyword
    number,  ///< 9.5, 2023
    period,  ///< 2023Q1
    string,  ///< text holds the content without quotes and escapes
    symbol,  ///< punctuation and operators
};

struct Token {
    TokenKind kind = TokenKind::end;
    Span where;
    std::string text;
    double value = 0;
    bool first_on_line = false;
    bool space_before = false;  ///< white space or a line break stands before it
    bool guessed = false;       ///< stands for something faulty that was reported already
};

/// One statement: its first line and all continuation lines; the last token is of kind `end`.
struct Statement {
    std::vector<Token> tokens;
    bool faulty = false;  ///< the lexer reported an error in it
    int told = 0;         ///< code of the last grave fault
    bool mute = false;    ///< a token was dropped or guessed: what the parser finds would be noise
};

/// From the first character of `first` to the last of `last` when they share a line, else `first`.
[[nodiscard]] inline Span join(const Span& first, const Span& last) {
    if (first.source != last.source || first.line != last.line || last.column < first.column) return first;
    return {first.source, first.line, first.column, last.column + last.length - first.column};
}

}  // namespace grdp::model::syntax
