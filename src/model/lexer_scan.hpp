// The reading head on one line, and the parts of the lexer that need their own file.
#pragma once

#include <string>
#include <string_view>

#include "grdp/base/diagnostic.hpp"
#include "token.hpp"

namespace grdp::model::syntax {

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// A position on one line, counted in bytes and in characters.
class Head {
  public:
    Head(std::string_view line, Span start) : line_(line), where_(start) {}

    [[nodiscard]] bool done() const { return byte_ >= line_.size(); }
    [[nodiscard]] char byte(std::size_t ahead = 0) const {
        return byte_ + ahead < line_.size() ? line_[byte_ + ahead] : '\0';
    }
    [[nodiscard]] char before() const { return byte_ > 0 ? line_[byte_ - 1] : '\0'; }
    [[nodiscard]] bool starts_with(std::string_view text) const { return line_.substr(byte_).starts_with(text); }
    /// The character under the head, one to four bytes.
    [[nodiscard]] std::string_view character() const { return character_at(byte_); }
    [[nodiscard]] char32_t code() const { return code_at(byte_); }
    [[nodiscard]] char32_t code_after() const { return code_at(byte_ + character().size()); }
    void step() {
        byte_ += character().size();
        ++where_.column;
    }
    void step(std::size_t characters);

    [[nodiscard]] std::size_t offset() const { return byte_; }
    [[nodiscard]] std::string_view since(std::size_t offset) const { return line_.substr(offset, byte_ - offset); }
    [[nodiscard]] Span here() const { return where_; }
    /// From `start` to just before the head.
    [[nodiscard]] Span span(const Span& start) const;

  private:
    [[nodiscard]] std::string_view character_at(std::size_t byte) const;
    [[nodiscard]] char32_t code_at(std::size_t byte) const;

    std::string_view line_;
    std::size_t byte_ = 0;
    Span where_;
};

enum class Oddity : std::uint8_t { none, letter, digit, space, invisible, quote, replaceable, unknown };
struct OddCharacter {
    Oddity kind = Oddity::none;
    std::string_view instead;  ///< the ASCII spelling of quote, replaceable
};
/// What a character outside printable ASCII is doing in a text.
[[nodiscard]] OddCharacter odd_character(char32_t c);

/// Collects tokens and messages of one statement.
class TokenSink {
  public:
    TokenSink(Statement& statement, Diagnostics& diagnostics) : statement_(statement), diagnostics_(diagnostics) {}

    void add(TokenKind kind, const Span& where, std::string text, double value = 0, bool guessed = false);
    void fault(int code, const Span& where, std::string message, std::string expected, std::string hint);
    void space() { space_ = true; }
    void line_start() { first_ = space_ = true; }
    /// Tells a fault behind which the parser keeps silent; faults of one kind only once in a statement.
    void grave_fault(int code, const Span& where, std::string message, std::string expected, std::string hint);

  private:
    Statement& statement_;
    Diagnostics& diagnostics_;
    bool first_ = false;
    bool space_ = false;
};

/// True if a number (or something meant as one) begins under the head.
[[nodiscard]] bool at_number(const Head& head);
void lex_number(Head& head, TokenSink& sink);
/// A string in plain or typographic quotes.
void lex_string(Head& head, TokenSink& sink);

}  // namespace grdp::model::syntax
