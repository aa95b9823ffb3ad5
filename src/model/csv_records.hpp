// CSV text to cells: RFC 4180 quotes, comment lines, places.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/diagnostic.hpp"

namespace grdp::model::csv {

struct Cell {
    std::string text;  ///< without quotes, trimmed
    Span where;
};

struct Record {
    std::vector<Cell> cells;
    [[nodiscard]] bool empty() const;  ///< no cell has text
};

/// Hands out one record after the other; blank and comment lines are passed over.
class RecordReader {
  public:
    RecordReader(std::string_view text, SourceId id, char separator, Diagnostics& diagnostics);

    /// Nothing at the end, and after a quote that is never closed.
    [[nodiscard]] std::optional<Record> next();

  private:
    void skip_lines();
    Cell cell();
    Cell quoted_cell();
    void step();
    [[nodiscard]] bool done() const { return position_ >= text_.size(); }
    [[nodiscard]] char here() const { return done() ? '\n' : text_[position_]; }
    [[nodiscard]] bool at_break() const;
    [[nodiscard]] bool at_cell_end() const { return at_break() || here() == separator_; }

    std::string_view text_;
    char separator_;
    Diagnostics& diagnostics_;
    std::size_t position_ = 0;
    Span where_;
    bool broken_ = false;
};

/// Without white space at both ends, no-break spaces included.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace grdp::model::csv
