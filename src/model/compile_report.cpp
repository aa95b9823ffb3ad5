#include "compile_report.hpp"

#include <fmt/format.h>

namespace grdp::model {

namespace {

bool starts_identifier(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_identifier(char c) {
    return starts_identifier(c) || (c >= '0' && c <= '9');
}
bool is_continuation(std::string_view line) {
    return !line.empty() && (line[0] == ' ' || line[0] == '\t');
}

}  // namespace

void Reporter::add(Diagnostic diagnostic) {
    if (full()) return;
    const auto key =
        fmt::format("{}:{}:{}:{}{}", diagnostic.code.number, diagnostic.where.source, diagnostic.where.line,
                    diagnostic.where.column, diagnostic.where.line == 0 ? diagnostic.message : "");
    if (seen_.insert(key).second) diagnostics_.add(std::move(diagnostic));
}

void Reporter::error(int code, Span where, std::string message, std::string expected, std::string hint,
                     std::vector<Note> notes) {
    add({.code = Code{static_cast<std::uint16_t>(code)},
         .where = where,
         .message = std::move(message),
         .expected = std::move(expected),
         .hint = std::move(hint),
         .notes = std::move(notes)});
}

void Reporter::note_lost_statements() {
    for (const auto& item : diagnostics_.items()) {
        if (item.severity() == Severity::error && item.where.line > 0) lose_statement(item.where);
    }
}

void Reporter::lose_statement(const Span& where) {
    std::uint32_t line = where.line;
    while (line > 1 && is_continuation(sources_.line(where.source, line)))
        --line;
    do {
        const auto text = sources_.line(where.source, line);
        for (std::size_t i = 0; i < text.size();) {
            if (!starts_identifier(text[i])) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < text.size() && continues_identifier(text[end]))
                ++end;
            lost_.emplace(text.substr(i, end - i));
            i = end;
        }
        ++line;
    } while (is_continuation(sources_.line(where.source, line)));
}

void Reporter::unknown(int code, std::string_view kind, std::string_view name, Span where,
                       const std::vector<std::string>& candidates, std::string expected) {
    if (is_lost(name) || full()) return;
    error(code, where, fmt::format("unknown {} \"{}\"", kind, name), std::move(expected),
          nearest_hint(name, candidates));
}

std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
    if (word.size() <= 2) return {};  // everything short looks alike
    if (candidates.size() <= kEnoughToGuessFrom) return std::string(did_you_mean(word, candidates));
    const std::vector<std::string> first(candidates.begin(), candidates.begin() + kEnoughToGuessFrom);
    return std::string(did_you_mean(word, first));
}

std::string nearest_hint(std::string_view word, const std::vector<std::string>& candidates) {
    const auto nearest = nearest_name(word, candidates);
    return nearest.empty() ? std::string() : fmt::format("did you mean \"{}\"?", nearest);
}

}  // namespace grdp::model
