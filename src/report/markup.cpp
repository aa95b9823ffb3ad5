#include "markup.hpp"

namespace grdp::report {
namespace {

// Embeddings, overrides and isolates: three bytes E2 80 AA..AE or E2 81 A6..A9.
bool reorders(std::string_view rest) {
    if (rest.size() < 3 || rest[0] != '\xE2') return false;
    const auto last = static_cast<unsigned char>(rest[2]);
    if (rest[1] == '\x80') return last >= 0xAA && last <= 0xAE;
    return rest[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

}  // namespace

std::string readable_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (reorders(text.substr(i))) {
            i += 2;
            continue;
        }
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool blank = text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
        if (blank) out += ' ';
        else if (byte >= 0x20 && byte != 0x7F) out += text[i];
    }
    return out;
}

std::string html_text(std::string_view text) {
    std::string out;
    for (const char c : readable_text(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace grdp::report
