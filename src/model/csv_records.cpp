#include "csv_records.hpp"

#include <algorithm>
#include <array>

#include "grdp/base/utf8.hpp"

namespace grdp::model::csv {
namespace {

constexpr std::array<std::string_view, 7> kSpaces{" ", "\t", "\r", "\u00A0", "\u2009", "\u202F", "\uFEFF"};

bool is_continuation_byte(char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto space : kSpaces) {
            if (text.starts_with(space)) {
                text.remove_prefix(space.size());
                changed = true;
            }
            if (text.ends_with(space)) {
                text.remove_suffix(space.size());
                changed = true;
            }
        }
    }
    return text;
}

bool Record::empty() const {
    return std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.text.empty(); });
}

RecordReader::RecordReader(std::string_view text, SourceId id, char separator, Diagnostics& diagnostics)
    : text_(text), separator_(separator), diagnostics_(diagnostics), where_{id, 1, 1, 1} {
    constexpr std::string_view kByteOrderMark = "\uFEFF";
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
}

void RecordReader::step() {
    if (here() == '\n') {
        ++where_.line;
        where_.column = 1;
    } else if (position_ + 1 >= text_.size() || !is_continuation_byte(text_[position_ + 1])) {
        ++where_.column;
    }
    ++position_;
}

bool RecordReader::at_break() const {
    return here() == '\n' || (here() == '\r' && (position_ + 1 >= text_.size() || text_[position_ + 1] == '\n'));
}

void RecordReader::skip_lines() {
    while (!done()) {
        const auto end = std::min(text_.find('\n', position_), text_.size());
        const auto line = text_.substr(position_, end - position_);
        const bool blank = line.find_first_not_of(" \r") == std::string_view::npos;
        if (!blank && line.front() != '#') return;
        position_ = end;
        if (!done()) step();
    }
}

Cell RecordReader::cell() {
    if (here() == '"') return quoted_cell();
    Cell cell{{}, where_};
    const std::size_t begin = position_;
    while (!at_cell_end())
        step();
    cell.where.length = std::max<std::uint32_t>(where_.column - cell.where.column, 1);
    cell.text = trimmed(text_.substr(begin, position_ - begin));
    return cell;
}

Cell RecordReader::quoted_cell() {
    Cell cell{{}, where_};
    std::string content;
    bool closed = false;
    step();
    while (!done()) {
        if (here() == '"') {
            step();
            closed = here() != '"';
            if (closed) break;
        }
        content += text_[position_];
        step();
    }
    if (!closed) {
        broken_ = true;
        content.clear();
        diagnostics_.add({.code = Code{3009},
                          .where = cell.where,
                          .message = "the quote that opens this cell is never closed",
                          .expected = "a closing \"",
                          .hint = "a quote inside a quoted cell is written twice: \"\""});
    } else if (!at_cell_end()) {
        diagnostics_.add({.code = Code{3009},
                          .where = where_,
                          .message = "text behind the closing quote of a cell",
                          .expected = "a separator or the end of the line",
                          .hint = "a quote inside a quoted cell is written twice: \"\""});
        while (!at_cell_end())
            step();
    }
    if (where_.line == cell.where.line)
        cell.where.length = std::max<std::uint32_t>(where_.column - cell.where.column, 1);
    cell.text = trimmed(content);
    return cell;
}

std::optional<Record> RecordReader::next() {
    if (broken_) return std::nullopt;
    skip_lines();
    if (done()) return std::nullopt;
    Record record;
    record.cells.push_back(cell());
    while (!done() && here() == separator_) {
        step();
        record.cells.push_back(cell());
    }
    if (here() == '\r') step();
    if (!done()) step();
    return record;
}

}  // namespace grdp::model::csv
