#include "lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grdp/base/utf8.hpp"
#include "lexer_scan.hpp"

namespace grdp::model::syntax {
namespace {

constexpr std::size_t kMaximumBytes = std::size_t{16} << 20;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_blank_or_comment(std::string_view line) {
    const auto first = std::find_if_not(line.begin(), line.end(), is_space);
    return first == line.end() || *first == '#';
}

bool belongs_to_word(const Head& head) {
    return is_letter(head.byte()) || is_digit(head.byte()) || odd_character(head.code()).kind == Oddity::letter;
}

void lex_word(Head& head, TokenSink& sink) {
    const Span start = head.here();
    const std::size_t begin = head.offset();
    while (!head.done() && belongs_to_word(head))
        head.step();
    const auto text = head.since(begin);
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) {
        sink.fault(2006, head.span(start), fmt::format("the name \"{}\" has letters outside ASCII", text),
                   "letters a-z, A-Z, digits and _",
                   "write the name without diacritics and put its full wording into the label, in quotes");
    }
    sink.add(TokenKind::word, head.span(start), std::string(text));
}

struct WrongOperator {
    std::string_view text;
    std::string_view right;
};
// Operators of other languages; the longest first.
constexpr std::array kWrongOperators{
    WrongOperator{"===", "=="}, WrongOperator{"...", ".."}, WrongOperator{"!==", "!="}, WrongOperator{"=>", ">="},
    WrongOperator{"=<", "<="},  WrongOperator{"<>", "!="},  WrongOperator{"**", "^"},   WrongOperator{"&&", "and"},
    WrongOperator{"||", "or"},  WrongOperator{":=", "="},   WrongOperator{"&", "and"},  WrongOperator{"^=", "*="},
    WrongOperator{"/=", "*="},  WrongOperator{"!", "not"},
};
constexpr std::array<std::string_view, 9> kLongSymbols{"+=", "-=", "*=", "%=", "<=", ">=", "==", "!=", ".."};
constexpr std::string_view kSymbols = "=+-*/^()[],:;|~<>%";

void lex_replacement(std::string_view right, const Span& where, TokenSink& sink) {
    if (right.empty()) return;
    if (is_letter(right.front())) return sink.add(TokenKind::word, where, std::string(right));
    sink.add(TokenKind::symbol, where, std::string(right.front() == '^' ? "^" : right));
    if (right.size() == 2 && right.front() == '^')
        sink.add(TokenKind::number, where, std::string(right.substr(1)), right[1] - '0');
}

bool lex_symbol(Head& head, TokenSink& sink) {
    const Span start = head.here();
    for (const auto& wrong : kWrongOperators) {
        if (!head.starts_with(wrong.text) || (wrong.text == "!" && head.byte(1) == '=')) continue;
        head.step(wrong.text.size());
        sink.fault(2016, head.span(start), fmt::format("there is no operator \"{}\"", wrong.text), {},
                   wrong.text == "/=" || wrong.text == "^=" ? "the assignments are =, +=, -=, *= and %="
                                                            : fmt::format("write {}", wrong.right));
        lex_replacement(wrong.right, head.span(start), sink);
        return true;
    }
    for (const auto symbol : kLongSymbols) {
        if (!head.starts_with(symbol)) continue;
        head.step(symbol.size());
        sink.add(TokenKind::symbol, head.span(start), std::string(symbol));
        return true;
    }
    if (kSymbols.find(head.byte()) == std::string_view::npos) return false;
    std::string text(1, head.byte());
    head.step();
    sink.add(TokenKind::symbol, head.span(start), std::move(text));
    return true;
}

std::string_view hint_for(char c) {
    switch (c) {
        case '{':
        case '}':
            return "expressions are grouped by ( ), indices by [ ]";
        case '$':
        case '@':
            return "names are written without a mark";
        case '\\':
            return "an indented line continues the statement above without a mark";
        case '.':
            return "a path stands in quotes; a number has a digit after its point; .. stands between two periods";
        default:
            return "";
    }
}

void lex_odd(Head& head, TokenSink& sink) {
    const Span start = head.here();
    const std::string character(head.character());
    const char32_t code = head.code();
    const auto odd = odd_character(code);
    const bool between_digits = is_digit(head.before());
    head.step();
    switch (odd.kind) {
        case Oddity::space:
            sink.space();
            return sink.fault(2002, start,
                              fmt::format("U+{:04X} is not an ordinary space", static_cast<unsigned>(code)), {},
                              "write a plain space");
        case Oddity::invisible:
            return sink.grave_fault(
                2003, start,
                fmt::format("the invisible character U+{:04X} is not allowed", static_cast<unsigned>(code)), {},
                "delete it; it comes from copying text");
        case Oddity::replaceable:
            if (odd.instead == "-" && between_digits && is_digit(head.byte())) {
                sink.grave_fault(2002, start, fmt::format("\"{}\" is a typographic character", character), {},
                                 "write .. between two periods, - for a minus");
            } else if (odd.instead == "..") {
                sink.grave_fault(2002, start, "\"…\" is a typographic character", {},
                                 "write .. between periods, and every term of a sum");
            } else {
                sink.fault(2002, start, fmt::format("\"{}\" is a typographic character", character), {},
                           fmt::format("write {}", odd.instead));
            }
            return lex_replacement(odd.instead, start, sink);
        default:
            return sink.grave_fault(2001, start, fmt::format("the character \"{}\" has no meaning here", character), {},
                                    std::string(character.size() == 1 ? hint_for(character[0]) : ""));
    }
}

}  // namespace

void lex_string(Head& head, TokenSink& sink) {
    const Span start = head.here();
    const bool plain = head.byte() == '"';
    const char32_t opening = head.code();
    const auto closes = [&] {
        if (plain) return head.byte() == '"';
        return opening == '\'' ? head.byte() == '\''
                               : odd_character(head.code()).kind == Oddity::quote || head.byte() == '"';
    };
    std::string content;
    for (head.step(); !head.done() && !closes(); head.step()) {
        if (odd_character(head.code()).kind == Oddity::invisible) {
            sink.fault(2003, head.here(),
                       fmt::format("the invisible character U+{:04X} is not allowed in a text",
                                   static_cast<unsigned>(head.code())),
                       {}, "delete it; it comes from copying text");
            continue;
        }
        if (plain && head.byte() == '\\') {
            if (head.byte(1) == '"' || head.byte(1) == '\\') {
                head.step();
            } else {
                sink.fault(2005, head.here(), "unknown escape in a text", "\\\" or \\\\", "write \\\\ for a backslash");
            }
        }
        content += head.character();
    }
    const bool closed = !head.done();
    if (closed) head.step();
    if (!closed && plain) {
        sink.grave_fault(2004, head.span(start), "the text is not closed on its line", "a closing \"",
                         "end the text with \" before the line ends");
    } else if (!plain) {
        sink.fault(2002, head.span(start), "the text stands in typographic or single quotes", "plain double quotes",
                   fmt::format("write \"{}\"", content));
    }
    sink.add(TokenKind::string, head.span(start), std::move(content));
}

void lex_line(std::string_view line, Span start, Statement& statement, Diagnostics& diagnostics) {
    TokenSink sink(statement, diagnostics);
    sink.line_start();
    Head head(line, start);
    while (!head.done() && head.byte() != '#') {
        const auto odd = odd_character(head.code()).kind;
        if (is_space(head.byte())) {
            sink.space();
            head.step();
        } else if (at_number(head)) {
            lex_number(head, sink);
        } else if (is_letter(head.byte()) || odd == Oddity::letter) {
            lex_word(head, sink);
        } else if (head.byte() == '"' || head.byte() == '\'' || odd == Oddity::quote) {
            lex_string(head, sink);
        } else if (!lex_symbol(head, sink)) {
            lex_odd(head, sink);
        }
    }
}

Lexer::Lexer(const SourceSet& sources, SourceId id, Diagnostics& diagnostics)
    : text_(sources.text(id)), id_(id), diagnostics_(diagnostics), stray_(!usable(sources)), done_(stray_) {}

bool Lexer::usable(const SourceSet& sources) {
    if (text_.size() > kMaximumBytes) {
        diagnostics_.add({.code = Code{1003},
                          .where = {id_, 0, 0, 1},
                          .message = fmt::format("{} is larger than 16 MiB", sources.path(id_))});
        return false;
    }
    const auto malformed = utf8::first_malformed(text_);
    if (!malformed) return true;
    const auto before = text_.substr(0, *malformed);
    const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    const auto column = static_cast<std::uint32_t>(utf8::length(before.substr(line_begin)) + 1);
    diagnostics_.add({.code = Code{1004},
                      .where = {id_, line, column, 1},
                      .message = "the text is not UTF-8",
                      .expected = "UTF-8 text",
                      .hint = "save the file as UTF-8"});
    return false;
}

std::string_view Lexer::current_line() const {
    const auto end = text_.find('\n', begin_);
    return text_.substr(begin_, end == std::string_view::npos ? end : end - begin_);
}

void Lexer::next_line() {
    const auto end = text_.find('\n', begin_);
    begin_ = end == std::string_view::npos ? text_.size() : end + 1;
    done_ = end == std::string_view::npos || begin_ == text_.size();
    ++line_;
}

void Lexer::skip_stray_lines() {
    bool told = false;
    for (; !done_; next_line()) {
        const auto line = current_line();
        if (is_blank_or_comment(line)) continue;
        if (!is_space(line.front())) return;
        const auto indent =
            static_cast<std::uint32_t>(std::find_if_not(line.begin(), line.end(), is_space) - line.begin());
        stray_ = true;
        if (!told) {
            diagnostics_.add({.code = Code{2007},
                              .where = {id_, line_, indent + 1, 1},
                              .message = "an indented line with no statement above it",
                              .expected = "a statement that starts in column 1",
                              .hint = "remove the spaces at the start of the line"});
        }
        told = true;
    }
}

std::optional<Statement> Lexer::next() {
    skip_stray_lines();
    if (done_ || diagnostics_.full()) return std::nullopt;
    Statement statement;
    do {
        lex_line(current_line(), {id_, line_, 1, 1}, statement, diagnostics_);
        next_line();
    } while (!done_ && !current_line().empty() ? is_space(current_line().front()) || is_blank_or_comment(current_line())
                                               : !done_);
    Span end = statement.tokens.empty() ? Span{id_, line_ - 1, 1, 1} : statement.tokens.back().where;
    if (!statement.tokens.empty()) end.column += end.length;
    end.length = 1;
    statement.tokens.push_back({TokenKind::end, end, {}, 0, true, true, false});
    return statement;
}

}  // namespace grdp::model::syntax
