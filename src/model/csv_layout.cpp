#include "csv_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace grdp::model::csv {
namespace {

constexpr std::string_view kSeparators = ",;\t";

std::string folded(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

template <std::size_t N>
bool is_one_of(std::string_view header, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), folded(header)) != words.end();
}

bool is_series_header(std::string_view header) {
    return is_one_of(header, std::array<std::string_view, 3>{"series", "name", "chỉ tiêu"});
}
bool is_value_header(std::string_view header) {
    return is_one_of(header, std::array<std::string_view, 2>{"value", "giá trị"});
}

template <class Test>
std::optional<std::size_t> find_column(const Record& header, Test test) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        if (test(header.cells[i].text)) return i;
    }
    return std::nullopt;
}

std::optional<Layout> as_long(const Record& header) {
    const auto period = find_column(header, is_period_header);
    const auto series = find_column(header, is_series_header);
    const auto value = find_column(header, is_value_header);
    if (!period || !series || !value) return std::nullopt;
    return Layout{',', false, header, *period, *series, *value};
}

std::optional<Layout> as_wide(const Record& header) {
    if (header.cells.size() < 2 || !is_period_header(header.cells.front().text)) return std::nullopt;
    return Layout{',', true, header, 0, 0, 0};
}

std::optional<Layout> recognise(const Record& header, const std::string& declared) {
    if (declared == "long") return as_long(header);
    if (declared == "wide") return as_wide(header);
    auto layout = as_long(header);
    return layout ? layout : as_wide(header);
}

struct Head {
    std::optional<Record> record;
    bool sound = true;  ///< quotes are in order: under a wrong separator they seldom are
};

Head read_header(std::string_view text, SourceId id, char separator) {
    Diagnostics unseen;
    Head head;
    head.record = RecordReader(text, id, separator, unseen).next();
    head.sound = !unseen.has_errors();
    return head;
}

std::string separator_name(char separator) {
    return separator == '\t' ? "a tab" : fmt::format("\"{}\"", separator);
}

// Why the first line is no head of a table; the separator that splits it most is the likely one.
void explain(std::string_view text, SourceId id, const CsvDialect& declared, Diagnostics& diagnostics) {
    Record best;
    char separator = ',';
    for (const char candidate : declared.separator.empty() ? kSeparators : std::string_view(declared.separator)) {
        const auto header = read_header(text, id, candidate).record;
        if (header && header->cells.size() > best.cells.size()) {
            best = *header;
            separator = candidate;
        }
    }
    const auto tell = [&](int code, const Span& where, std::string message, std::string expected, std::string hint) {
        diagnostics.add({.code = Code{static_cast<std::uint16_t>(code)},
                         .where = where,
                         .message = std::move(message),
                         .expected = std::move(expected),
                         .hint = std::move(hint)});
    };
    if (best.cells.empty())
        return tell(3001, {id, 1, 1, 1}, "the table is empty",
                    "a line that names the columns, then one line per period", {});
    const Cell& first = best.cells.front();
    if (best.cells.size() == 1) {
        return tell(
            3024, first.where,
            fmt::format(
                "the first line has one column{}",
                declared.separator.empty() ? "" : fmt::format(" with the separator {}", separator_name(separator))),
            "columns separated by , ; or a tab",
            declared.separator.empty() ? "" : "leave the separator out of the data statement to have it found");
    }
    if (declared.layout == "long" ||
        (declared.layout != "wide" && find_column(best, is_series_header) && find_column(best, is_value_header))) {
        const char* missing = !find_column(best, is_period_header)   ? "period"
                              : !find_column(best, is_series_header) ? "series"
                                                                     : "value";
        return tell(3013, first.where, fmt::format("the long table has no column \"{}\"", missing),
                    "columns series, period and value", {});
    }
    const auto elsewhere = find_column(best, is_period_header);
    tell(3002, first.where, fmt::format("the first column is called \"{}\"", first.text),
         "period, year, quarter, năm, quý or kỳ",
         elsewhere ? fmt::format("move the column \"{}\" to the front", best.cells[*elsewhere].text)
                   : "rows are periods and columns are series");
}

}  // namespace

bool is_period_header(std::string_view header) {
    constexpr std::array<std::string_view, 10> kWords{"period", "year", "quarter", "năm", "nĂm",
                                                      "quý",    "quÝ",  "kỳ",      "kỲ",  "time"};
    return is_one_of(header, kWords);
}

std::optional<Layout> find_layout(std::string_view text, SourceId id, const CsvDialect& declared,
                                  Diagnostics& diagnostics) {
    std::optional<Layout> doubtful;
    for (const char separator : declared.separator.empty() ? kSeparators : std::string_view(declared.separator)) {
        const auto head = read_header(text, id, separator);
        if (!head.record) continue;
        auto layout = recognise(*head.record, declared.layout);
        if (!layout) continue;
        layout->separator = separator;
        if (head.sound) return layout;
        if (!doubtful) doubtful = std::move(layout);
    }
    if (doubtful) return doubtful;
    explain(text, id, declared, diagnostics);
    return std::nullopt;
}

}  // namespace grdp::model::csv
