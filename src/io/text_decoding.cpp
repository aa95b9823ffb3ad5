#include "grdp/io/text_decoding.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

#include "grdp/base/utf8.hpp"

namespace grdp::io {
namespace {

using namespace std::string_view_literals;

Diagnostic not_utf8(const std::string& path, Span where, std::string message, std::string_view encoding) {
    return {.code = Code{1004}, .where = where, .message = std::move(message), .expected = "UTF-8",
            .hint = encoding.empty() ? std::string("save the file again as UTF-8")
                                     : fmt::format("save it again as UTF-8, or: iconv -f {} -t UTF-8 FILE > NEWFILE", encoding),
            .notes = {}, .file = path};
}

/// Line and column (in characters) of a byte, with any line ending.
Span place_of(std::string_view bytes, std::size_t offset) {
    Span where{.source = kNoSource, .line = 1, .column = 1, .length = 1};
    std::size_t start = 0;
    for (std::size_t i = 0; i < offset; ++i) {
        if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 >= bytes.size() || bytes[i + 1] != '\n'))) {
            ++where.line;
            start = i + 1;
        }
    }
    where.column = static_cast<std::uint32_t>(utf8::length(bytes.substr(start, offset - start))) + 1;
    return where;
}

// UTF-16 and UTF-32, by mark or by the zero bytes that ASCII characters leave in every second or fourth place.
std::string_view wide_encoding(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
    if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
    if (bytes.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
    const std::size_t size = std::min<std::size_t>(bytes.size(), 4096) / 4 * 4;
    if (size < 4) return {};
    std::size_t zeros[4] = {0, 0, 0, 0};
    for (std::size_t i = 0; i < size; ++i) zeros[i % 4] += bytes[i] == '\0' ? 1u : 0u;
    const std::size_t most = size / 4 * 3 / 4;
    const auto often = [&](std::size_t place) { return zeros[place] > most; };
    const auto never = [&](std::size_t place) { return zeros[place] == 0; };
    if (never(0) && often(1) && often(2) && often(3)) return "UTF-32LE";
    if (often(0) && often(1) && often(2) && never(3)) return "UTF-32BE";
    // Vietnamese text has zeros in most high bytes only, so half is enough.
    const std::size_t half = size / 4;
    if (zeros[0] + zeros[2] == 0 && zeros[1] + zeros[3] > half) return "UTF-16LE";
    if (zeros[1] + zeros[3] == 0 && zeros[0] + zeros[2] > half) return "UTF-16BE";
    return {};
}

// Windows-1258 writes a Vietnamese tone as a byte of its own behind the vowel; Latin-1 has consonants or capitals there.
std::string_view narrow_encoding(std::string_view bytes) {
    constexpr std::string_view kVowels = "aeiouyAEIOUY\xE2\xE3\xEA\xF4\xF5\xFD\xC2\xC3\xCA\xD4\xD5\xDD";
    constexpr std::string_view kTones = "\xCC\xD2\xDE\xEC\xF2";
    std::size_t tones = 0;
    std::size_t high = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (static_cast<unsigned char>(bytes[i]) < 0x80) continue;
        ++high;
        if (i > 0 && kTones.find(bytes[i]) != kTones.npos && kVowels.find(bytes[i - 1]) != kVowels.npos) ++tones;
    }
    return tones * 5 >= high ? "WINDOWS-1258" : "LATIN1";
}

std::string with_line_feeds(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            plain += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            plain += '\n';
        }
    }
    return plain;
}

std::optional<std::string> composed(const std::string& text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return text;
    utf8proc_uint8_t* mapped = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const utf8proc_ssize_t length = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
}

}  // namespace

Result<std::string> decode_text(std::string_view bytes, const std::string& path) {
    const Span start{.source = kNoSource, .line = 1, .column = 1, .length = 1};
    if (bytes.starts_with("\x89HDF\r\n\x1a\n")) {
        return Diagnostic{.code = Code{1004}, .where = {}, .message = "this is a run file, not a text", .expected = "a scenario, a model or a table",
                          .hint = "show, export, report and compare read run files; sweeps are read by show and export", .notes = {}, .file = path};
    }
    if (const auto encoding = wide_encoding(bytes); !encoding.empty()) {
        return not_utf8(path, start, fmt::format("the text is {}", encoding), encoding);
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (const auto bad = utf8::first_malformed(bytes)) {
        const Span where = place_of(bytes, *bad);
        const auto encoding = narrow_encoding(bytes);
        const auto byte = static_cast<unsigned>(static_cast<unsigned char>(bytes[*bad]));
        return not_utf8(path, where, fmt::format("byte 0x{:02X} at line {}, column {} is not UTF-8; the text looks like {}",
                                                 byte, where.line, where.column,
                                                 encoding == "LATIN1" ? "Latin-1 or Windows-1252" : "Windows-1258"), encoding);
    }
    if (const auto nul = bytes.find('\0'); nul != bytes.npos) {
        const Span where = place_of(bytes, nul);
        return Diagnostic{.code = Code{1010}, .where = where,
                          .message = fmt::format("NUL byte at line {}, column {}", where.line, where.column),
                          .expected = "text", .hint = "this is not a text file, or it is damaged", .notes = {}, .file = path};
    }
    auto text = composed(with_line_feeds(bytes));
    if (!text) return not_utf8(path, start, "the text cannot be normalised", {});
    return std::move(*text);
}

}  // namespace grdp::io
