#include "grdp/report/xlsx.hpp"

#include <fmt/format.h>

#include "grdp/report/catalogue.hpp"
#include "native_chart.hpp"
#include "xlsx_sheets.hpp"

namespace grdp::report {
namespace {

std::string wished_name(const doc::Document& document, const doc::Block& block) {
    if (const auto* table = std::get_if<doc::Table>(&block)) return fmt::format("{} {}", document.table_word, table->number);
    if (const auto* figure = std::get_if<doc::FigureBlock>(&block)) return fmt::format("{} {}", document.figure_word, figure->number);
    if (const auto* box = std::get_if<doc::FactBox>(&block)) return box->title;
    return {};
}

std::string entry_caption(const doc::Block& block) {
    if (const auto* table = std::get_if<doc::Table>(&block)) return table->caption;
    if (const auto* figure = std::get_if<doc::FigureBlock>(&block)) return figure->caption;
    return {};
}

// The library drew one kind of chart in each place; here stand the joined charts.
Result<std::vector<ZipPart>> with_joined_charts(std::vector<ZipPart> parts, const std::vector<PlacedChart>& charts, Language language) {
    for (std::size_t i = 0; i < charts.size(); ++i) {
        auto xml = native_chart_xml(charts[i].chart, charts[i].place, {language, kSheetFont, false});
        if (!xml) return xml.diagnostics();
        const std::string name = fmt::format("xl/charts/chart{}.xml", i + 1);
        for (auto& part : parts) {
            if (part.name == name) part.bytes = *std::move(xml);
        }
    }
    return parts;
}

}  // namespace

Result<std::string> xlsx(const doc::Document& document) {
    Workbook book(document.title, document.program, document.date);
    if (!book.ready()) return Diagnostic{.code = Code{7283}, .where = {}, .message = "the workbook cannot be begun: no memory"};
    SheetBook sheets(book, document);
    std::vector<std::string> taken;
    std::vector<SheetEntry> entries;
    const std::string contents = sheet_name(text(Message::office_contents, document.language), taken);
    sheets.open(contents);
    std::vector<std::pair<const doc::Block*, std::string>> placed;
    for (const auto& block : document.blocks) {
        const std::string wish = wished_name(document, block);
        if (wish.empty()) continue;
        const std::string name = sheet_name(wish, taken);
        entries.push_back({name, entry_caption(block)});
        placed.emplace_back(&block, name);
        sheets.open(name);
    }
    sheets.add_contents(entries);
    for (const auto& [block, name] : placed) {
        if (const auto* table = std::get_if<doc::Table>(block)) sheets.add_table(*table, name);
        if (const auto* figure = std::get_if<doc::FigureBlock>(block)) sheets.add_figure(*figure, name);
        if (const auto* box = std::get_if<doc::FactBox>(block)) sheets.add_facts(*box, name);
    }
    const auto bytes = book.finish();
    if (!bytes) return bytes.diagnostics();
    auto parts = read_zip(*bytes);
    if (!parts) return parts.diagnostics();
    const auto joined = with_joined_charts(*std::move(parts), sheets.charts(), document.language);
    if (!joined) return joined.diagnostics();
    return write_zip(*joined, document.date);
}

}  // namespace grdp::report
