// A briefing before it becomes Word, Excel, HTML, Markdown, LaTeX or CSV: blocks in reading order, texts final and
// unescaped. A writer decides nothing about content, wording or rounding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grdp/report/chart.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report::doc {

/// A stretch of text in one dress. U+00A0 stands where a line must not break (before units, in numbers).
struct TextRun {
    std::string text;
    bool strong = false;
    bool emphasis = false;
    bool code = false;  ///< fixed width: commands, hashes, names of series
};
using RunText = std::vector<TextRun>;

struct Heading {
    int level = 1;     ///< 1: a section; 2: within it
    std::string text;  ///< with its number, if sections are numbered
    std::string id;    ///< [a-z][a-z0-9_]*, distinct in the document
};

enum class ParagraphRole : std::uint8_t { body, lead, note };  ///< lead: the sentence to remember; note: small print

struct Paragraph {
    RunText runs;
    ParagraphRole role = ParagraphRole::body;
};

struct BulletList {
    std::vector<RunText> items;
};

enum class ColumnKind : std::uint8_t {
    text,
    number,
    centred
};  ///< left; right-aligned figures; short words in the middle

struct Column {
    std::string name;  ///< [a-z][a-z0-9_]*, distinct within the table: CSV, named ranges
    std::string head;  ///< as printed
    ColumnKind kind = ColumnKind::text;
    std::string unit;       ///< code of the unit of all figures of the column, "%"; empty: none, or the rows differ
    std::string unit_text;  ///< as printed: "tỷ đồng"; not repeated in `head`
    double width = 1;       ///< relative to the other columns
};

/// A figure is rounded for print once, by the builder; parts add up to their total in `number` as they do in `text`.
struct Cell {
    std::string text;              ///< as printed: "118.491,21", "< 0,003", "9,5 - 10"; empty: nothing
    std::optional<double> number;  ///< the one number that `text` shows, to its printed decimals; nothing: a text
    std::optional<double> exact;   ///< the same number unrounded, where there is one
    int decimals = 0;              ///< printed ones, if there is a number
    std::string unit;              ///< code of its unit where the column has none
};

enum class RowKind : std::uint8_t {
    body,
    total,
    group
};  ///< total: strong; group: a heading across, only its first cell filled

struct Row {
    RowKind kind = RowKind::body;
    int indent = 0;  ///< levels by which the first text cell is set in (the second one where the first counts rows)
    std::vector<Cell> cells;  ///< as many as columns
};

struct Table {
    std::string id;       ///< [a-z][a-z0-9_]*, distinct in the document
    int number = 1;       ///< "Table 1": counted over tables alone
    std::string caption;  ///< without word and number
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<std::string> notes;  ///< below the table
    std::size_t label_column = 0;    ///< the column that `indent` sets in
};

struct FigureBlock {
    std::string id;  ///< [a-z][a-z0-9_]*, distinct in the document
    int number = 1;  ///< "Figure 1": counted over figures alone
    std::string caption;
    std::string alt;  ///< what a reader who cannot see the chart must know
    Chart chart;
    std::vector<std::string> notes;
};

/// Facts in a frame: where the numbers come from and how to get them again.
struct FactBox {
    struct Fact {
        std::string label;
        RunText value;
    };
    std::string id;
    std::string title;
    std::vector<Fact> facts;
};

using Block = std::variant<Heading, Paragraph, BulletList, Table, FigureBlock, FactBox>;

struct Document {
    Language language = Language::en;
    std::string title;
    std::string subtitle;     ///< may be empty
    std::string date;         ///< "2023-06-30": properties of the file; empty: none
    std::string date_text;    ///< as printed: "Ngày 30 tháng 6 năm 2023"; empty: none
    std::string program;      ///< "grdp 0.1.0"
    std::string table_word;   ///< "Bảng"
    std::string figure_word;  ///< "Hình"
    std::vector<Block> blocks;
};

/// "Bảng 1. " and the caption; writers with numbering of their own take the parts.
[[nodiscard]] std::string caption_text(const Document& document, const Table& table);
[[nodiscard]] std::string caption_text(const Document& document, const FigureBlock& figure);
/// All runs joined.
[[nodiscard]] std::string plain_text(const RunText& runs);

}  // namespace grdp::report::doc
