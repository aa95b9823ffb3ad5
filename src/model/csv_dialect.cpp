#include "csv_dialect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csv_number.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::model::csv {
namespace {

using Cells = std::vector<const Cell*>;

std::size_t count_bad(const Cells& cells, char decimal) {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [&](const Cell* cell) { return !read_number(cell->text, decimal); }));
}

const char* mark_name(char decimal) {
    return decimal == '.' ? "decimal point" : "decimal comma";
}

// A cell that speaks for this mark alone; nullptr if there is none.
const Cell* witness(const Cells& cells, char decimal) {
    const char other = decimal == '.' ? ',' : '.';
    const auto found = std::find_if(cells.begin(), cells.end(), [&](const Cell* cell) {
        return read_number(cell->text, decimal) && !read_number(cell->text, other);
    });
    return found == cells.end() ? nullptr : *found;
}

void report_cell(const Cell& cell, char decimal, bool declared, const Cell* proof, Diagnostics& diagnostics) {
    const char other = decimal == '.' ? ',' : '.';
    const auto number = parse_number(cell.text);
    if (number.fault == NumberFault::out_of_range || number.fault == NumberFault::not_finite) {
        diagnostics.add(
            {.code = Code{3023},
             .where = cell.where,
             .message = fmt::format("the number \"{}\" is out of range", cell.text),
             .expected = "a finite number",
             .hint = number.fault == NumberFault::not_finite ? "leave the cell empty where there is no datum" : ""});
        return;
    }
    if (!read_number(cell.text, other)) {
        diagnostics.add({.code = Code{3021},
                         .where = cell.where,
                         .message = fmt::format("\"{}\" is not a number", cell.text),
                         .expected = "one number, or an empty cell",
                         .hint = number_hint(cell.text)});
        return;
    }
    Diagnostic mixed{
        .code = Code{3022},
        .where = cell.where,
        .message = fmt::format("\"{}\" has a {}", cell.text, mark_name(other)),
        .expected = fmt::format("a {}, as {}", mark_name(decimal), declared ? "declared" : "in other cells"),
        .hint = declared ? "correct the cell, or the dialect of the data statement"
                         : "use one decimal mark in the whole file"};
    if (proof != nullptr && !declared)
        mixed.notes.push_back({proof->where, fmt::format("here is a {}", mark_name(decimal))});
    diagnostics.add(std::move(mixed));
}

bool report_ambiguity(const Cells& cells, Diagnostics& diagnostics) {
    for (const Cell* cell : cells) {
        const double point = read_number(cell->text, '.').value_or(0);
        const double comma = read_number(cell->text, ',').value_or(0);
        if (point == comma) continue;
        diagnostics.add(
            {.code = Code{3020},
             .where = cell->where,
             .message = fmt::format(
                 "\"{}\" is {} with a decimal point, but {} with a decimal comma, and nothing in the file tells which",
                 cell->text, exact_text(point), exact_text(comma)),
             .expected = "a declared dialect",
             .hint =
                 "add dialect english (decimal point) or dialect vietnamese (decimal comma) to the data statement"});
        return true;
    }
    return false;
}

}  // namespace

std::optional<char> prove_decimal(const Cells& cells, char declared, Diagnostics& diagnostics) {
    const std::size_t bad_point = count_bad(cells, '.');
    const std::size_t bad_comma = count_bad(cells, ',');
    const char decimal = declared != 0 ? declared : bad_comma < bad_point ? ',' : '.';
    if ((decimal == '.' ? bad_point : bad_comma) > 0) {
        const Cell* proof = witness(cells, decimal);
        for (const Cell* cell : cells) {
            if (!read_number(cell->text, decimal)) report_cell(*cell, decimal, declared != 0, proof, diagnostics);
        }
        return std::nullopt;
    }
    const bool open = declared == 0 && bad_point == 0 && bad_comma == 0 && !diagnostics.has_errors();
    if (open && report_ambiguity(cells, diagnostics)) return std::nullopt;
    return decimal;
}

}  // namespace grdp::model::csv
