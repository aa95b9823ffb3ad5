// The data statement: a file and how it is written.
#pragma once

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

/// Behind the word `data`.
[[nodiscard]] ast::DataDecl parse_data(Cursor& cursor);

}  // namespace grdp::model::syntax
