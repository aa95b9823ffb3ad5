#include "lexer_scan.hpp"

#include <fmt/format.h>

#include <array>

#include "grdp/base/utf8.hpp"

namespace grdp::model::syntax {

void Head::step(std::size_t characters) {
    for (std::size_t i = 0; i < characters && !done(); ++i)
        step();
}

Span Head::span(const Span& start) const {
    Span span = start;
    span.length = where_.column > start.column ? where_.column - start.column : 1;
    return span;
}

std::string_view Head::character_at(std::size_t byte) const {
    if (byte >= line_.size()) return {};
    const auto lead = static_cast<unsigned char>(line_[byte]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return line_.substr(byte, size);
}

char32_t Head::code_at(std::size_t byte) const {
    const auto point = character_at(byte);
    return point.empty() ? U'\0' : utf8::decode(point);
}

void TokenSink::add(TokenKind kind, const Span& where, std::string text, double value, bool guessed) {
    statement_.tokens.push_back({kind, where, std::move(text), value, first_, space_, guessed});
    first_ = space_ = false;
}

void TokenSink::fault(int code, const Span& where, std::string message, std::string expected, std::string hint) {
    statement_.faulty = true;
    diagnostics_.add({.code = Code{static_cast<std::uint16_t>(code)},
                      .where = where,
                      .message = std::move(message),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
}

void TokenSink::grave_fault(int code, const Span& where, std::string message, std::string expected, std::string hint) {
    if (statement_.told != code) fault(code, where, std::move(message), std::move(expected), std::move(hint));
    statement_.told = code;
    statement_.faulty = statement_.mute = true;
}

namespace {

struct Spelling {
    char32_t first;
    char32_t last;
    Oddity kind;
    std::string_view instead;
};

// Characters that word processors and PDF files put in the place of plain ones; in ascending order.
constexpr std::array kSpellings{
    Spelling{0x0000, 0x0008, Oddity::invisible, {}},     Spelling{0x000A, 0x000C, Oddity::invisible, {}},
    Spelling{0x000E, 0x001F, Oddity::invisible, {}},     Spelling{0x007F, 0x009F, Oddity::invisible, {}},
    Spelling{0x00A0, 0x00A0, Oddity::space, {}},         Spelling{0x00AB, 0x00AB, Oddity::quote, "\""},
    Spelling{0x00AD, 0x00AD, Oddity::invisible, {}},     Spelling{0x00B2, 0x00B2, Oddity::replaceable, "^2"},
    Spelling{0x00B3, 0x00B3, Oddity::replaceable, "^3"}, Spelling{0x00B7, 0x00B7, Oddity::replaceable, "*"},
    Spelling{0x00BB, 0x00BB, Oddity::quote, "\""},       Spelling{0x00C0, 0x00D6, Oddity::letter, {}},
    Spelling{0x00D7, 0x00D7, Oddity::replaceable, "*"},  Spelling{0x00D8, 0x00F6, Oddity::letter, {}},
    Spelling{0x00F7, 0x00F7, Oddity::replaceable, "/"},  Spelling{0x00F8, 0x061B, Oddity::letter, {}},
    Spelling{0x061C, 0x061C, Oddity::invisible, {}},     Spelling{0x061D, 0x1FFF, Oddity::letter, {}},
    Spelling{0x2000, 0x200A, Oddity::space, {}},         Spelling{0x200B, 0x200F, Oddity::invisible, {}},
    Spelling{0x2010, 0x2015, Oddity::replaceable, "-"},  Spelling{0x2018, 0x201B, Oddity::quote, "'"},
    Spelling{0x201C, 0x201F, Oddity::quote, "\""},       Spelling{0x2026, 0x2026, Oddity::replaceable, ".."},
    Spelling{0x2028, 0x202E, Oddity::invisible, {}},     Spelling{0x202F, 0x202F, Oddity::space, {}},
    Spelling{0x205F, 0x205F, Oddity::space, {}},         Spelling{0x2060, 0x206F, Oddity::invisible, {}},
    Spelling{0x2212, 0x2212, Oddity::replaceable, "-"},  Spelling{0x2217, 0x2217, Oddity::replaceable, "*"},
    Spelling{0x2260, 0x2260, Oddity::replaceable, "!="}, Spelling{0x2264, 0x2264, Oddity::replaceable, "<="},
    Spelling{0x2265, 0x2265, Oddity::replaceable, ">="}, Spelling{0x3000, 0x3000, Oddity::space, {}},
    Spelling{0x3040, 0xD7FF, Oddity::letter, {}},        Spelling{0xFEFF, 0xFEFF, Oddity::invisible, {}},
    Spelling{0xFF10, 0xFF19, Oddity::digit, {}},         Spelling{0xFF21, 0xFF3A, Oddity::letter, {}},
    Spelling{0xFF41, 0xFF5A, Oddity::letter, {}},
};

// Full-width punctuation stands 0xFEE0 above its ASCII twin.
constexpr std::string_view kAscii =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

}  // namespace

OddCharacter odd_character(char32_t c) {
    if (c >= 0x20 && c < 0x7F) return {};
    for (const auto& spelling : kSpellings) {
        if (c >= spelling.first && c <= spelling.last) return {spelling.kind, spelling.instead};
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
        const auto instead = kAscii.substr(c - 0xFF01, 1);
        return {instead == "\"" || instead == "'" ? Oddity::quote : Oddity::replaceable, instead};
    }
    return {c < 0x80 ? Oddity::none : Oddity::unknown, {}};
}

}  // namespace grdp::model::syntax
