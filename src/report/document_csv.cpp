#include "grdp/report/document_csv.hpp"

#include <fmt/format.h>

#include "grdp/report/decimal.hpp"
#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

std::string quoted(std::string text, char separator) {
    if (text.find_first_of(std::string("\"\n\r") + separator) == std::string::npos) return text;
    for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
        text.insert(at, 1, '"');
    return '"' + text + '"';
}

// What Excel, LibreOffice or Google Sheets would compute instead of show.
std::string harmless(std::string text) {
    constexpr std::string_view kBegins = "=+-@";
    if (text.empty() || kBegins.find(text.front()) == std::string_view::npos) return text;
    return '\'' + text;
}

// Digits and a decimal mark alone: no mark for thousands.
std::string plain_figure(const doc::Cell& cell, bool vietnamese) {
    const auto scaled = round_decimal(*cell.number, cell.decimals);
    if (!scaled) return cell.text;
    std::string text = scaled_text(*scaled, Language::en);
    std::erase(text, ',');
    if (const auto mark = text.find('.'); vietnamese && mark != std::string::npos) text[mark] = ',';
    return text;
}

std::string spaces_plain(std::string text) {
    constexpr std::string_view kHard = "\u00A0";
    for (std::size_t at = text.find(kHard); at != std::string::npos; at = text.find(kHard, at))
        text.replace(at, kHard.size(), " ");
    return text;
}

std::string table_csv(const doc::Table& table, bool vietnamese) {
    const char separator = vietnamese ? ';' : ',';
    std::string out = vietnamese ? "\uFEFF" : "";
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) out += separator;
            out += quoted(cells[i], separator);
        }
        out += "\r\n";
    };
    std::vector<std::string> head;
    for (const auto& column : table.columns)
        head.push_back(harmless(spaces_plain(clean_text(column.unit_text.empty() ? column.head : fmt::format("{}, {}", column.head, column.unit_text)))));
    line(head);
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (const auto& cell : row.cells)
            cells.push_back(cell.number ? plain_figure(cell, vietnamese) : harmless(spaces_plain(clean_text(cell.text))));
        line(cells);
    }
    return out;
}

}  // namespace

std::vector<NamedText> document_csv(const doc::Document& document, bool vietnamese) {
    std::vector<NamedText> files;
    for (const auto& block : document.blocks) {
        if (const auto* table = std::get_if<doc::Table>(&block)) files.push_back({table->id, table_csv(*table, vietnamese)});
    }
    return files;
}

}  // namespace grdp::report
