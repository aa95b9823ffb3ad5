#include "grdp/base/utf8.hpp"

#include <algorithm>

namespace grdp::utf8 {
namespace {

// Length of the well-formed sequence at the start of text, 0 if malformed (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto between = [&](std::size_t i, unsigned low, unsigned high) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return between(1, 0x80, 0xBF) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return between(1, low, high) && between(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return between(1, low, high) && between(2, 0x80, 0xBF) && between(3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::optional<std::size_t> first_malformed(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = sequence_length(text.substr(i));
        if (n == 0) return i;
        i += n;
    }
    return std::nullopt;
}

std::vector<std::string_view> code_points(std::string_view text) {
    std::vector<std::string_view> points;
    points.reserve(text.size());
    while (!text.empty()) {
        const std::size_t n = std::max<std::size_t>(sequence_length(text), 1);
        points.push_back(text.substr(0, n));
        text.remove_prefix(n);
    }
    return points;
}

std::size_t length(std::string_view text) { return code_points(text).size(); }

char32_t decode(std::string_view point) {
    if (point.empty() || sequence_length(point) != point.size()) return U'\uFFFD';
    const auto bits = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(point[i])) & 0x3F; };
    const auto first = static_cast<char32_t>(static_cast<unsigned char>(point[0]));
    switch (point.size()) {
        case 1: return first;
        case 2: return (first & 0x1F) << 6 | bits(1);
        case 3: return (first & 0x0F) << 12 | bits(1) << 6 | bits(2);
        default: return (first & 0x07) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3);
    }
}

std::size_t display_width(std::string_view point) {
    const char32_t c = decode(point);
    const auto in = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
    if (in(0x0300, 0x036F) || in(0x200B, 0x200F) || in(0x202A, 0x202E) || in(0x2060, 0x2064) || in(0xFE00, 0xFE0F) || c == 0xFEFF) return 0;
    if (in(0x1100, 0x115F) || in(0x2E80, 0xA4CF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF) || in(0xFE30, 0xFE6F) ||
        in(0xFF00, 0xFF60) || in(0xFFE0, 0xFFE6) || in(0x1F300, 0x1FAFF)) return 2;
    return 1;
}

std::size_t text_width(std::string_view text) {
    std::size_t width = 0;
    for (const auto point : code_points(text)) width += display_width(point);
    return width;
}

}  // namespace grdp::utf8
