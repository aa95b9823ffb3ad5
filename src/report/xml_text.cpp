#include "grdp/report/xml_text.hpp"

#include "grdp/base/utf8.hpp"

namespace grdp::report {
namespace {

bool reorders(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool is_no_character(char32_t c) {
    return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (const auto point : utf8::code_points(text)) {
        const char32_t c = utf8::decode(point);
        if (c == '\n' || c == '\t') {
            clean += ' ';
        } else if (c == 0xFFFD) {
            clean += "\xEF\xBF\xBD";
        } else if (!is_control(c) && !reorders(c) && !is_no_character(c)) {
            clean += point;
        }
    }
    return clean;
}

std::string xml_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : clean_text(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace grdp::report
