#include "grdp/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/base/contract.hpp"
#include "grdp/base/utf8.hpp"

namespace grdp {

const std::vector<CodeInfo>& all_codes() {
    static const std::vector<CodeInfo> codes = {
#define GRDP_CODE(number, severity, summary) CodeInfo{Code{number}, Severity::severity, summary},
#include "grdp/base/codes.def"
#undef GRDP_CODE
    };
    return codes;
}

const CodeInfo& code_info(Code code) {
    const auto& codes = all_codes();
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const CodeInfo& info) { return info.code == code; });
    GRDP_EXPECTS(found != codes.end());
    return *found;
}

std::string code_text(Code code) {
    return fmt::format("{}{:04}", code_info(code).severity == Severity::error ? 'E' : 'W', code.number);
}

void Diagnostics::add(Diagnostic diagnostic) {
    if (diagnostic.severity() != Severity::error) {
        items_.push_back(std::move(diagnostic));
        return;
    }
    ++errors_;
    if (errors_ <= kMaximumErrors) {
        items_.push_back(std::move(diagnostic));
    } else if (errors_ == kMaximumErrors + 1) {
        items_.push_back({.code = Code{1009},
                          .where = diagnostic.where,
                          .message = fmt::format("more than {} errors; the rest is not shown", kMaximumErrors),
                          .expected = {},
                          .hint = "mend the first ones and check again",
                          .notes = {}});
    }
}

void Diagnostics::append(const Diagnostics& other) {
    for (const auto& item : other.items_) add(item);
}

void Diagnostics::sort() {
    std::stable_sort(items_.begin(), items_.end(), [](const Diagnostic& a, const Diagnostic& b) {
        if (a.where.source != b.where.source) return a.where.source < b.where.source;
        if (a.where.line != b.where.line) return a.where.line < b.where.line;
        return a.where.column < b.where.column;
    });
}

namespace {

std::string place_text(const Span& where, const SourceSet& sources) {
    if (where.source == kNoSource || where.source >= sources.size()) return {};
    if (where.line == 0) return sources.path(where.source) + ": ";
    return fmt::format("{}:{}:{}: ", sources.path(where.source), where.line, where.column);
}

// The source line with a caret below; long lines are shown around the caret only.
std::string excerpt(const Span& where, const SourceSet& sources) {
    constexpr std::size_t kWidth = 120;
    if (where.source == kNoSource || where.source >= sources.size() || where.line == 0) return {};
    const auto characters = utf8::code_points(sources.line(where.source, where.line));
    const std::size_t column = std::max<std::size_t>(where.column, 1) - 1;
    const std::size_t begin = column > kWidth - 20 ? column - (kWidth - 20) : 0;
    const std::size_t end = std::min(characters.size(), begin + kWidth);
    std::string shown = begin > 0 ? "..." : "";
    std::string under(shown.size(), ' ');
    for (std::size_t i = begin; i < end; ++i) {
        const bool control = characters[i].size() == 1 && static_cast<unsigned char>(characters[i][0]) < 0x20;
        shown += control ? std::string_view(" ") : characters[i];
        if (i < column) under.append(utf8::display_width(characters[i]), ' ');
    }
    if (end < characters.size()) shown += "...";
    const std::size_t room = end > column ? end - column : 1;
    const std::size_t length = std::clamp<std::size_t>(where.length, 1, std::max<std::size_t>(room, 1));
    return fmt::format("{:>6} | {}\n       | {}^{}\n", where.line, shown, under, std::string(length - 1, '~'));
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceSet& sources) {
    std::string text = diagnostic.where.source == kNoSource && !diagnostic.file.empty()
                           ? diagnostic.file + ": "
                           : place_text(diagnostic.where, sources);
    const char* word = diagnostic.severity() == Severity::error     ? "error"
                       : diagnostic.severity() == Severity::warning ? "warning"
                                                                    : "note";
    text += fmt::format("{} {}: {}", word, code_text(diagnostic.code), diagnostic.message);
    if (!diagnostic.expected.empty()) text += fmt::format(" (expected {})", diagnostic.expected);
    text += '\n' + excerpt(diagnostic.where, sources);
    if (!diagnostic.hint.empty()) text += fmt::format("  hint: {}\n", diagnostic.hint);
    for (const auto& note : diagnostic.notes) {
        text += fmt::format("  {}note: {}\n{}", place_text(note.where, sources), note.message, excerpt(note.where, sources));
    }
    return text;
}

std::string render(const Diagnostics& diagnostics, const SourceSet& sources) {
    std::string text;
    std::size_t warnings = 0;
    for (const auto& item : diagnostics.items()) {
        text += render(item, sources);
        if (item.severity() == Severity::warning) ++warnings;
    }
    const auto count = [](std::size_t n, std::string_view word) { return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s"); };
    if (diagnostics.has_errors() || warnings > 0) {
        text += count(diagnostics.error_count(), "error");
        if (warnings > 0) text += ", " + count(warnings, "warning");
        text += '\n';
    }
    return text;
}

std::string_view did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
    const auto distance = [](std::string_view a, std::string_view b) {
        std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
        for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
        for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
        for (std::size_t i = 1; i <= a.size(); ++i) {
            for (std::size_t j = 1; j <= b.size(); ++j) {
                const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.size()][b.size()];
    };
    constexpr std::size_t kLongest = 64;
    if (word.empty() || word.size() > kLongest) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const auto& candidate : candidates) {
        if (candidate.size() > kLongest || candidate == word) continue;
        const std::size_t d = distance(word, candidate);
        if (d < best_distance) {
            best_distance = d;
            best = candidate;
        }
    }
    return best;
}

}  // namespace grdp
