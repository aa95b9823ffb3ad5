// The parts that statements share: units, periods, lists of numbers, tables, labels and sources.
#pragma once

#include <optional>

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

/// atom {(*|/) atom}; a division gives a negative exponent.
[[nodiscard]] ast::UnitExpr parse_unit(Cursor& cursor);
/// ": UNIT"; fails if it is not there.
[[nodiscard]] ast::UnitExpr expect_unit(Cursor& cursor, std::string_view what);

/// True if a period (2023, 2023Q1) stands here.
[[nodiscard]] bool at_period(const Cursor& cursor);
[[nodiscard]] std::optional<ast::PeriodName> parse_period(Cursor& cursor);
/// P or P..P, both ends of one frequency, in order.
[[nodiscard]] std::optional<ast::PeriodSpan> parse_periods(Cursor& cursor);

enum class Percent : std::uint8_t { refused, allowed };

/// True if a number or a sign with a number stands here.
[[nodiscard]] bool at_signed_number(const Cursor& cursor, std::size_t ahead = 0);
[[nodiscard]] ast::Number parse_signed_number(Cursor& cursor, Percent percent = Percent::refused);
/// One or more numbers, up to the first token that is none.
[[nodiscard]] std::vector<ast::Number> parse_numbers(Cursor& cursor, std::string_view what,
                                                     Percent percent = Percent::refused);
/// Numbers, or a constant expression of parameters.
[[nodiscard]] ast::Numbers parse_values(Cursor& cursor, std::string_view what);

/// Does a table of so many dimensions begin here (its header, or its first row)?
[[nodiscard]] bool at_table(const Cursor& cursor, std::size_t dimensions);
[[nodiscard]] bool at_table_row(const Cursor& cursor);
void parse_table_header(Cursor& cursor, ast::Numbers& table);
void parse_table_row(Cursor& cursor, ast::Numbers& table);
/// Every row has one number per column.
void check_table(Cursor& cursor, const ast::Numbers& table);

/// "English", vi "Tiếng Việt"; false if no label stands here.
bool accept_label(Cursor& cursor, ast::Labels& labels);
/// source "..." or judgement "..."
bool accept_source(Cursor& cursor, std::optional<ast::Source>& source);
/// Labels up to the end of the statement.
void parse_labels(Cursor& cursor, ast::Labels& labels, std::string_view behind);
/// Complains that a clause is given twice.
void report_repeated(Cursor& cursor, const Span& where, std::string_view clause);

}  // namespace grdp::model::syntax
