// Values over periods: assignment, fix, add.
#pragma once

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

enum class AssignmentPlace : std::uint8_t {
    scenario,
    command_line,  ///< the period may be left out
};

/// True if the statement reads as an assignment, a fix or an add-factor.
[[nodiscard]] bool at_assignment(const Cursor& cursor);
[[nodiscard]] ast::Assignment parse_assignment(Cursor& cursor, AssignmentPlace place);

}  // namespace grdp::model::syntax
