// Target sets and their lines.
#pragma once

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

/// Behind the word `targets`.
[[nodiscard]] ast::TargetSetDecl parse_target_set(Cursor& cursor);
/// True if the statement begins with a period and has no assignment operator, fix or add.
[[nodiscard]] bool at_target(const Cursor& cursor);
/// `cases` is the number of cases of the open set, 0 if unknown.
[[nodiscard]] ast::TargetDecl parse_target(Cursor& cursor, std::size_t cases);

}  // namespace grdp::model::syntax
