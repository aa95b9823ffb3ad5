// Data files: which column is which series, and what the files say; a cell that two files fill differently is refused.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "compile_draft.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/model/data_table.hpp"

namespace grdp::model {

namespace {

/// What each column of a file stands for; kNone: nothing in the model.
using ColumnSeries = std::unordered_map<std::string, std::uint32_t>;

std::string without_spaces(std::string_view text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result), [](char c) { return c != ' '; });
    return result;
}

std::uint32_t series_named(const Draft& draft, std::string_view name) {
    const auto found = draft.series_named.find(without_spaces(name));
    return found == draft.series_named.end() ? kNone : found->second;
}

CsvDialect declared_dialect(const ast::DataDecl& declaration) {
    CsvDialect dialect{declaration.separator, declaration.decimal, declaration.layout};
    if (dialect.decimal.empty() && declaration.dialect == "english") dialect.decimal = ".";
    if (dialect.decimal.empty() && declaration.dialect == "vietnamese") dialect.decimal = ",";
    return dialect;
}

// Columns that the data statement maps, each to a declared series.
ColumnSeries declared_columns(Draft& draft, const ast::DataDecl& declaration, const std::vector<std::string>& headers) {
    ColumnSeries columns;
    for (const auto& map : declaration.columns) {
        draft.unsettled.insert(map.series.name.text);
        if (std::find(headers.begin(), headers.end(), map.header.text) == headers.end()) {
            draft.report.error(2617, map.header.where, fmt::format("the file has no column \"{}\"", map.header.text),
                               "a header of the file", nearest_hint(map.header.text, headers));
            continue;
        }
        ExpressionChecker checker(draft.names, draft.report, Setting::scenario);
        columns[map.header.text] = kNone;
        if (!checker.check(map.series, {})) continue;
        if (draft.names.find_stem(map.series.name.text)->is_parameter) {
            draft.report.error(2617, map.series.where, fmt::format("{} is a parameter", map.series.name.text),
                               "a series", "parameters take their values in the model or by assignment");
            continue;
        }
        columns[map.header.text] = draft.expander().cell(map.series, {});
        if (columns[map.header.text] != kNone) draft.unsettled.erase(map.series.name.text);
    }
    return columns;
}

// A header that nearly is the name of a series is a mistake; any other unknown header is left alone.
bool is_misspelt(Draft& draft, const std::string& header, const std::vector<std::string>& names) {
    const auto stem_end = header.find('[');
    if (stem_end != std::string::npos && draft.names.find_stem(header.substr(0, stem_end)) != nullptr) return true;
    return !did_you_mean(without_spaces(header), names).empty();
}

std::vector<std::string> series_names(const Draft& draft) {
    constexpr std::size_t kEnoughToGuessFrom = 2000;
    std::vector<std::string> names;
    for (const auto& series : draft.model.series) {
        if (names.size() == kEnoughToGuessFrom) break;
        names.push_back(series.name);
    }
    return names;
}

void settle_later(Draft& draft, const std::string& header) {
    draft.unsettled.insert(without_spaces(header.substr(0, header.find('['))));
}

// Nothing of the file can be used: most often the headers are those of another source.
void report_useless(Draft& draft, const DataFile& file, const std::vector<std::string>& headers) {
    std::string all;
    for (const auto& header : headers)
        all += (all.empty() ? "" : ", ") + header;
    const auto hint = headers.empty() ? std::string() : nearest_hint(without_spaces(headers[0]), series_names(draft));
    draft.report.error(2615, file.declaration->path.where, fmt::format("no column is a series of the model: {}", all),
                       "headers such as volume[industry]",
                       hint.empty() ? "map them in the data statement: column \"header\" = series" : hint);
    draft.data_lost = true;
}

void report_unmapped(Draft& draft, const DataFile& file, const DataTable& table, const ColumnSeries& columns) {
    const auto names = series_names(draft);
    std::string idle;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& header = table.columns[i];
        if (columns.contains(header) || draft.report.is_lost(header.substr(0, header.find('[')))) continue;
        if (is_misspelt(draft, header, names)) {
            const auto nearest = nearest_name(without_spaces(header), names);
            draft.report.error(2615, table.column_places[i], fmt::format("unknown series \"{}\"", header),
                               "a series of the model", nearest_hint(without_spaces(header), names));
            settle_later(draft, header);
            settle_later(draft, nearest);
        } else {
            idle += (idle.empty() ? "" : ", ") + header;
        }
    }
    if (idle.empty()) return;
    draft.report.error(2630, file.declaration->where,
                       fmt::format("columns that stand for no series are not read: {}", idle), "",
                       "map them with column \"header\" = series if they matter");
}

void read_file(Draft& draft, const DataFile& file, Diagnostics& faults) {
    const CsvDialect dialect = declared_dialect(*file.declaration);
    const auto headers = csv_headers(draft.report.sources(), file.id, dialect);
    draft.data_lost |= !headers;
    if (!headers) return faults.append(headers.diagnostics());
    auto columns = declared_columns(draft, *file.declaration, *headers);
    std::vector<std::string> needed;
    for (const auto& header : *headers) {
        const auto series = columns.contains(header) ? columns[header] : series_named(draft, header);
        if (series == kNone) continue;
        columns[header] = series;
        needed.push_back(header);
    }
    if (needed.empty() && columns.empty()) return report_useless(draft, file, *headers);
    const auto table = parse_csv(draft.report.sources(), file.id, draft.model.frequency, dialect, needed);
    faults.append(table.diagnostics());
    draft.data_lost |= !table;
    if (!table) return;
    report_unmapped(draft, file, *table, columns);
    for (const auto& datum : table->data) {
        const auto found = columns.find(datum.column);
        if (found == columns.end() || found->second == kNone) continue;
        draft.observations.push_back({found->second, datum.period, datum.value, datum.where});
    }
}

void refuse_contradictions(Draft& draft) {
    struct First {
        double value;
        Span where;
    };
    std::unordered_map<std::uint64_t, First> cells;
    for (const auto& item : draft.observations) {
        const auto key = std::uint64_t{item.series} << 32 | static_cast<std::uint32_t>(item.period.ordinal());
        const auto [cell, fresh] = cells.emplace(key, First{item.value, item.where});
        if (fresh || cell->second.value == item.value) continue;
        const auto& name = draft.model.series[item.series].name;
        draft.report.error(
            2616, item.where,
            fmt::format("{} in {} is {} here and {} in {}", name, item.period.text(), exact_text(item.value),
                        exact_text(cell->second.value), draft.report.sources().path(cell->second.where.source)),
            "one value", "remove one of the two", {{cell->second.where, "the other value"}});
    }
}

}  // namespace

void read_data(Draft& draft, const Inputs& inputs) {
    for (const auto& file : inputs.data) {
        Diagnostics faults;
        read_file(draft, file, faults);
        for (const auto& fault : faults.items())
            draft.report.add(fault);
    }
    refuse_contradictions(draft);
}

}  // namespace grdp::model
