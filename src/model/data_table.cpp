#include "grdp/model/data_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "csv_dialect.hpp"
#include "csv_layout.hpp"
#include "csv_number.hpp"
#include "grdp/base/utf8.hpp"

namespace grdp::model {
namespace {

using csv::Cell;
using csv::Record;

constexpr std::size_t kMaximumBytes = std::size_t{16} << 20;
constexpr std::size_t kMaximumCells = 2'000'000;

Diagnostic problem(int code, const Span& where, std::string message, std::string expected = {}, std::string hint = {}) {
    return {.code = Code{static_cast<std::uint16_t>(code)},
            .where = where,
            .message = std::move(message),
            .expected = std::move(expected),
            .hint = std::move(hint)};
}

struct Entry {
    std::size_t column;  ///< index into DataTable::columns
    accounts::Period period;
    const Cell* cell;
};

class TableReader {
  public:
    TableReader(const SourceSet& sources, SourceId id, const CsvDialect& declared)
        : sources_(sources), id_(id), declared_(declared) {}

    /// Header, rows and columns, without looking into cells of numbers.
    bool read_shape() {
        if (!readable()) return false;
        layout_ = csv::find_layout(sources_.text(id_), id_, declared_, diagnostics_);
        if (!layout_) return false;
        read_rows();
        if (layout_->wide) name_columns();
        return true;
    }

    void read_entries(accounts::Frequency frequency, const std::vector<std::string>& needed) {
        frequency_ = frequency;
        needed_.insert(needed.begin(), needed.end());
        if (rows_.empty() && !diagnostics_.has_errors())
            diagnostics_.add(
                problem(3012, layout_->header.cells.front().where, "the table has no rows", "one line per period"));
        for (const auto& row : rows_) {
            if (layout_->wide) {
                read_wide_row(row);
            } else {
                read_long_row(row);
            }
        }
    }

    void read_series_names() {
        for (const auto& row : rows_)
            column_of(row.cells[layout_->series]);
    }

    [[nodiscard]] Result<DataTable> finish() {
        std::vector<const Cell*> cells;
        for (const auto& entry : entries_)
            cells.push_back(entry.cell);
        const char declared = declared_.decimal.empty() ? '\0' : declared_.decimal.front();
        const auto decimal = csv::prove_decimal(cells, declared, diagnostics_);
        diagnostics_.sort();
        if (diagnostics_.has_errors() || !decimal) return diagnostics_;
        for (const auto& entry : entries_) {
            const double value = csv::read_number(entry.cell->text, *decimal).value_or(0);
            table_.data.push_back({table_.columns[entry.column], entry.period, value, entry.cell->where});
        }
        table_.dialect = {std::string(1, layout_->separator), std::string(1, *decimal),
                          layout_->wide ? "wide" : "long"};
        return Result<DataTable>(std::move(table_), diagnostics_);
    }

    [[nodiscard]] bool wide() const { return layout_->wide; }
    [[nodiscard]] const std::vector<std::string>& columns() const { return table_.columns; }
    [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  private:
    bool readable() {
        const std::string& text = sources_.text(id_);
        if (text.size() > kMaximumBytes) {
            diagnostics_.add(
                problem(1003, {id_, 0, 0, 1}, fmt::format("{} is larger than 16 MiB", sources_.path(id_))));
        } else if (const auto malformed = utf8::first_malformed(text)) {
            const auto line = static_cast<std::uint32_t>(
                std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*malformed), '\n') + 1);
            diagnostics_.add(
                problem(1004, {id_, line, 1, 1}, "the text is not UTF-8", "UTF-8 text", "save the file as CSV UTF-8"));
        }
        return !diagnostics_.has_errors();
    }

    void read_rows() {
        csv::RecordReader reader(sources_.text(id_), id_, layout_->separator, diagnostics_);
        auto header = reader.next();
        const std::size_t width = layout_->header.cells.size();
        std::size_t cells = 0;
        while (auto row = reader.next()) {
            cells += row->cells.size();
            if (cells > kMaximumCells)
                return diagnostics_.add(problem(3011, row->cells.front().where,
                                                fmt::format("the table has more than {} cells", kMaximumCells)));
            if (row->empty()) continue;
            if (row->cells.size() != width) {
                report_ragged(*row, width);
            } else {
                rows_.push_back(std::move(*row));
            }
        }
    }

    void report_ragged(const Record& row, std::size_t width) {
        const bool comma = layout_->separator == ',' && row.cells.size() > width;
        const Cell& at = row.cells.size() > width ? row.cells[width] : row.cells.back();
        diagnostics_.add(
            problem(3003, at.where, fmt::format("the row has {} cells", row.cells.size()),
                    fmt::format("{}, as in the first line", width),
                    comma ? "numbers with a decimal comma need quotes around them, or ; as separator"
                          : row.cells.size() < width ? "where there is no value, leave the cell empty but write its separator" : ""));
    }

    void name_columns() {
        std::map<std::string_view, Span> seen;
        const auto& header = layout_->header.cells;
        for (std::size_t i = 1; i < header.size(); ++i) {
            const Cell& cell = header[i];
            slots_.push_back(table_.columns.size());
            if (cell.text.empty()) {
                slots_.back() = kIgnored;
                report_unnamed(i);
                continue;
            }
            const auto [first, fresh] = seen.emplace(cell.text, cell.where);
            if (!fresh) {
                auto twice = problem(3004, cell.where, fmt::format("the column \"{}\" is there twice", cell.text),
                                     "different headers");
                twice.notes.push_back({first->second, "the first is here"});
                diagnostics_.add(std::move(twice));
            }
            table_.columns.push_back(cell.text);
            table_.column_places.push_back(cell.where);
        }
    }

    // Spreadsheets leave empty columns behind the last one; with numbers in them they are a mistake.
    void report_unnamed(std::size_t column) {
        const auto filled = std::find_if(rows_.begin(), rows_.end(),
                                         [&](const Record& row) { return !row.cells[column].text.empty(); });
        if (filled != rows_.end())
            diagnostics_.add(problem(3005, filled->cells[column].where, "a value stands in a column without a header",
                                     "a name in the first line"));
    }

    std::optional<accounts::Period> read_period(const Cell& cell) {
        const auto period = csv::read_period(cell.text);
        const bool annual = frequency_ == accounts::Frequency::annual;
        if (!period) {
            diagnostics_.add(
                problem(3007, cell.where,
                        cell.text.empty() ? "the row has no period" : fmt::format("\"{}\" is not a period", cell.text),
                        annual ? "a year such as 2023" : "a quarter such as 2023Q1, 2023-Q1, Q1/2023 or quý I/2023"));
        } else if (period->frequency() != frequency_) {
            diagnostics_.add(problem(3008, cell.where,
                                     fmt::format("\"{}\" is a {}, but the model is {}", cell.text,
                                                 annual ? "quarter" : "year", annual ? "annual" : "quarterly"),
                                     annual ? "a year such as 2023" : "a quarter such as 2023Q1"));
            return std::nullopt;
        }
        return period;
    }

    void note_first(Diagnostic twice, const Span& first) {
        twice.notes.push_back({first, "the first is here"});
        diagnostics_.add(std::move(twice));
    }

    void read_wide_row(const Record& row) {
        const Cell& name = row.cells.front();
        const auto period = read_period(name);
        if (period) {
            const auto [first, fresh] = periods_.emplace(period->ordinal(), name.where);
            if (!fresh)
                note_first(problem(3006, name.where, fmt::format("the period {} has two rows", period->text()),
                                   "one row per period"),
                           first->second);
        }
        for (std::size_t i = 1; i < row.cells.size(); ++i) {
            const std::size_t slot = slots_[i - 1];
            if (slot == kIgnored || row.cells[i].text.empty() || !is_needed(table_.columns[slot])) continue;
            entries_.push_back({slot, period.value_or(accounts::Period{}), &row.cells[i]});
        }
    }

    void read_long_row(const Record& row) {
        const Cell& series = row.cells[layout_->series];
        if (series.text.empty())
            return diagnostics_.add(problem(3014, series.where, "the row names no series", "the name of a series"));
        const std::size_t column = column_of(series);
        if (!is_needed(series.text)) return;
        const auto period = read_period(row.cells[layout_->period]);
        const Cell& value = row.cells[layout_->value];
        if (period) {
            const auto [first, fresh] = cells_.emplace(std::pair{column, period->ordinal()}, series.where);
            if (!fresh)
                note_first(
                    problem(3006, series.where, fmt::format("{} has two rows for {}", series.text, period->text()),
                            "one row per series and period"),
                    first->second);
        }
        if (!value.text.empty()) entries_.push_back({column, period.value_or(accounts::Period{}), &value});
    }

    std::size_t column_of(const Cell& series) {
        const auto [found, fresh] = names_.emplace(series.text, table_.columns.size());
        if (fresh) {
            table_.columns.push_back(series.text);
            table_.column_places.push_back(series.where);
        }
        return found->second;
    }

    [[nodiscard]] bool is_needed(const std::string& column) const {
        return needed_.empty() || needed_.count(column) > 0;
    }

    static constexpr std::size_t kIgnored = static_cast<std::size_t>(-1);

    const SourceSet& sources_;
    SourceId id_;
    CsvDialect declared_;
    Diagnostics diagnostics_;
    std::optional<csv::Layout> layout_;
    std::vector<Record> rows_;
    std::vector<std::size_t> slots_;  // of wide columns behind the first
    DataTable table_;
    std::vector<Entry> entries_;
    std::set<std::string> needed_;
    accounts::Frequency frequency_ = accounts::Frequency::annual;
    std::map<std::int32_t, Span> periods_;
    std::map<std::pair<std::size_t, std::int32_t>, Span> cells_;
    std::map<std::string, std::size_t> names_;
};

}  // namespace

Result<DataTable> parse_csv(const SourceSet& sources, SourceId id, accounts::Frequency frequency,
                            const CsvDialect& declared, const std::vector<std::string>& needed) {
    TableReader reader(sources, id, declared);
    if (!reader.read_shape()) return reader.diagnostics();
    reader.read_entries(frequency, needed);
    return reader.finish();
}

Result<std::vector<std::string>> csv_headers(const SourceSet& sources, SourceId id, const CsvDialect& declared) {
    TableReader reader(sources, id, declared);
    if (!reader.read_shape()) return reader.diagnostics();
    if (!reader.wide()) reader.read_series_names();
    return reader.columns();
}

CsvDialect declared_dialect(const ast::DataDecl& data) {
    std::string decimal = data.decimal;
    if (decimal.empty() && data.dialect == "english") decimal = ".";
    if (decimal.empty() && data.dialect == "vietnamese") decimal = ",";
    return {data.separator, decimal, data.layout};
}

}  // namespace grdp::model
