#include <algorithm>
#include <cmath>

#include "docx_body.hpp"
#include "grdp/base/utf8.hpp"

namespace grdp::report {
namespace {

constexpr double kMargins = 2 * 55 + 30;  // of a cell, twentieths of a point

// Width of a text in Times New Roman, in parts of the font size; a little generous.
double ems(std::string_view text) {
    double width = 0;
    for (const auto point : utf8::code_points(text)) {
        const char32_t c = utf8::decode(point);
        if (c == ' ' || c == 0xA0 || c == '.' || c == ',' || c == ':' || c == ';') width += 0.27;
        else if (c == 'i' || c == 'l' || c == 'j' || c == 't' || c == 'I' || c == '(' || c == ')' || c == '-') width += 0.34;
        else if (c == 'm' || c == 'w' || c == '%' || c == 'M' || c == 'W') width += 0.85;
        else if (c >= 'A' && c <= 'Z') width += 0.7;
        else if (c > 0x2000) width += 0.6;
        else width += 0.5;
    }
    return width;
}

double longest_word(std::string_view text) {
    double longest = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        longest = std::max(longest, ems(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return longest;
}

struct Need {
    double least = 0;  // nothing is broken
    double ideal = 0;  // nothing is wrapped
};

Need need_of(const doc::Table& table, std::size_t index) {
    constexpr double kBold = 1.07;
    const auto& column = table.columns[index];
    Need need{longest_word(column.head) * kBold, ems(column.head) * kBold / 2};
    if (!column.unit_text.empty()) {
        need.least = std::max(need.least, longest_word("(" + column.unit_text + ")"));
        need.ideal = std::max(need.ideal, ems(column.unit_text) / 2 + 0.7);
    }
    for (const auto& row : table.rows) {
        if (row.kind == doc::RowKind::group) continue;
        const auto& text = row.cells[index].text;
        const double bold = row.kind == doc::RowKind::total ? kBold : 1;
        const double indent = index == table.label_column ? row.indent * 0.8 : 0;
        const bool whole = column.kind != doc::ColumnKind::text && ems(text) < 9;
        need.least = std::max(need.least, (whole ? ems(text) : longest_word(text)) * bold + indent);
        need.ideal = std::max(need.ideal, ems(text) * bold + indent);
    }
    need.ideal = std::max(need.ideal, need.least);
    return need;
}

double sum(const std::vector<double>& values) {
    double total = 0;
    for (const double value : values)
        total += value;
    return total;
}

// What is left over the least goes first where text would wrap, then to all by the widths that the table asks for.
std::vector<int> shared(const doc::Table& table, const std::vector<double>& least, const std::vector<double>& ideal, int total) {
    std::vector<double> widths = least;
    double spare = total - sum(least);
    const double wish = sum(ideal) - sum(least);
    const double given = std::clamp(spare, 0.0, wish);
    for (std::size_t i = 0; i < widths.size() && wish > 0; ++i)
        widths[i] += given * (ideal[i] - least[i]) / wish;
    spare -= given;
    double weights = 0;
    for (const auto& column : table.columns)
        weights += std::max(column.width, 0.01);
    for (std::size_t i = 0; i < widths.size() && spare > 0; ++i)
        widths[i] += spare * std::max(table.columns[i].width, 0.01) / weights;
    const double scale = total / sum(widths);
    std::vector<int> out;
    int used = 0;
    for (const double width : widths) {
        out.push_back(static_cast<int>(std::floor(width * scale)));
        used += out.back();
    }
    out[std::min(table.label_column, out.size() - 1)] += total - used;
    return out;
}

}  // namespace

ColumnPlan plan_columns(const doc::Table& table, int total, double largest) {
    std::vector<Need> needs;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        needs.push_back(need_of(table, i));
    constexpr int kSmallest = 18;
    constexpr double kProse = 40;  // ems; whole sentences are small print
    const bool prose = std::any_of(needs.begin(), needs.end(), [](const Need& need) { return need.ideal > kProse; });
    constexpr std::size_t kLong = 20;  // rows of a table that would fill a page
    const int first = prose || table.rows.size() > kLong ? kSmallest : std::max(kSmallest, static_cast<int>(largest * 2));
    // Smaller letters before texts that wrap; a label squeezed into a narrow column is worst.
    for (const double labels : {0.42, 0.38, 0.34, 0.30, 0.26}) {
        if (prose && labels > 0.28) continue;  // the sentences take the room
        for (int font = first; font >= kSmallest; --font) {
            const double em = font * 10.0;  // twentieths of a point
            std::vector<double> least, ideal;
            for (const auto& need : needs) {
                least.push_back(need.least * em + kMargins);
                ideal.push_back(need.ideal * em + kMargins);
            }
            for (std::size_t i = 0; i < least.size(); ++i) {
                const bool label = i == std::min(table.label_column, least.size() - 1);
                const double wish = label ? labels : table.columns[i].kind == doc::ColumnKind::number ? 0 : labels - 0.26;
                least[i] = std::max(least[i], std::min(ideal[i], total * wish));
            }
            for (std::size_t i = 0; i < ideal.size(); ++i)
                ideal[i] = std::max(ideal[i], least[i]);
            const bool last = labels < 0.3 && font == kSmallest;
            if (sum(least) <= total || last) return {shared(table, least, ideal, total), font};
        }
    }
    return {};
}

}  // namespace grdp::report
