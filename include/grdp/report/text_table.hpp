// Tables of fixed columns for a terminal, aligned by display width, so that Vietnamese letters do not shift a column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grdp::report {

/// How text is dressed for the place it goes to.
struct Style {
    bool colour = false;

    [[nodiscard]] std::string strong(std::string_view text) const;
    [[nodiscard]] std::string faint(std::string_view text) const;
};

enum class Align : unsigned char { left, right };

class TextTable {
  public:
    /// One alignment per column.
    explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}

    /// Contract: as many cells as columns. Leading spaces of a cell are its indent. A first cell wider than kWidest
    /// goes on in further lines, two columns deeper.
    static constexpr std::size_t kWidest = 52;
    void head(std::vector<std::string> cells) { add(Kind::head, std::move(cells)); }
    void row(std::vector<std::string> cells) { add(Kind::body, std::move(cells)); }
    /// A line across the first columns; it widens no column.
    void caption(std::string text) { rows_.push_back({Kind::caption, {std::move(text)}}); }
    void gap() { rows_.push_back({Kind::gap, {}}); }

    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// Lines end in a line feed, without blanks before it.
    [[nodiscard]] std::string render(Style style) const;

  private:
    enum class Kind : unsigned char { head, body, caption, gap };
    struct Row {
        Kind kind;
        std::vector<std::string> cells;
    };

    void add(Kind kind, std::vector<std::string> cells);
    [[nodiscard]] std::vector<std::size_t> widths() const;

    std::vector<Align> columns_;
    std::vector<Row> rows_;
};

}  // namespace grdp::report
