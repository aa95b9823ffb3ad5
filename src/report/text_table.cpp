#include "grdp/report/text_table.hpp"

#include <algorithm>

#include "grdp/base/contract.hpp"
#include "grdp/base/utf8.hpp"

namespace grdp::report {
namespace {

constexpr std::string_view kBetween = "  ";

std::string padded(std::string_view cell, std::size_t width, Align align) {
    const std::size_t used = utf8::text_width(cell);
    const std::string blanks(width > used ? width - used : 0, ' ');
    return align == Align::right ? blanks + std::string(cell) : std::string(cell) + blanks;
}

// Lines of at most `widest` columns, broken at blanks; a single longer word stays whole.
std::vector<std::string> wrapped(const std::string& cell, std::size_t widest) {
    if (utf8::text_width(cell) <= widest) return {cell};
    const std::size_t indent = cell.find_first_not_of(' ');
    std::vector<std::string> lines{cell.substr(0, indent)};
    bool fresh = true;
    for (std::size_t begin = indent; begin < cell.size();) {
        const std::size_t end = std::min(cell.find(' ', begin), cell.size());
        const std::string word = cell.substr(begin, end - begin);
        if (!fresh && utf8::text_width(lines.back()) + 1 + utf8::text_width(word) > widest) {
            lines.push_back(std::string(indent + 2, ' '));
            fresh = true;
        }
        lines.back() += (fresh ? "" : " ") + word;
        fresh = false;
        begin = end + 1;
    }
    return lines;
}

std::string trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string rule(std::size_t width) {
    std::string line;
    for (std::size_t i = 0; i < width; ++i)
        line += "─";
    return line;
}

}  // namespace

std::string Style::strong(std::string_view text) const {
    return colour ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
}

std::string Style::faint(std::string_view text) const {
    return colour ? "\033[2m" + std::string(text) + "\033[0m" : std::string(text);
}

void TextTable::add(Kind kind, std::vector<std::string> cells) {
    GRDP_EXPECTS(cells.size() == columns_.size());
    const auto lines = wrapped(cells.front(), kWidest);
    cells.front() = lines.front();
    rows_.push_back({kind, std::move(cells)});
    for (std::size_t i = 1; i < lines.size(); ++i) {
        std::vector<std::string> more(columns_.size());
        more.front() = lines[i];
        rows_.push_back({Kind::body, std::move(more)});
    }
}

std::vector<std::size_t> TextTable::widths() const {
    std::vector<std::size_t> widths(columns_.size(), 0);
    for (const auto& row : rows_) {
        if (row.kind == Kind::caption || row.kind == Kind::gap) continue;
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], utf8::text_width(row.cells[i]));
    }
    return widths;
}

std::string TextTable::render(Style style) const {
    const auto width = widths();
    std::size_t total = 0;
    for (const std::size_t w : width)
        total += w + kBetween.size();
    std::string out;
    for (const auto& row : rows_) {
        if (row.kind == Kind::gap) {
            out += '\n';
            continue;
        }
        std::string line;
        if (row.kind == Kind::caption) {
            line = row.cells.front();
        } else {
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                if (i > 0) line += kBetween;
                line += padded(row.cells[i], width[i], columns_[i]);
            }
        }
        line = trimmed(std::move(line));
        out += row.kind == Kind::body ? line : style.strong(line);
        out += '\n';
        if (row.kind == Kind::head) out += style.faint(rule(total - kBetween.size())) + '\n';
    }
    return out;
}

}  // namespace grdp::report
