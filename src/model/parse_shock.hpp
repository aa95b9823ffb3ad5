// Statements about randomness: shock and correlation.
#pragma once

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

/// Behind the word `shock`.
[[nodiscard]] ast::ShockDecl parse_shock(Cursor& cursor);
/// Behind the word `correlation`.
[[nodiscard]] ast::CorrelationDecl parse_correlation(Cursor& cursor);

}  // namespace grdp::model::syntax
