// What both kinds of files share: the header statement and words that begin no statement.
#pragma once

#include "parse_cursor.hpp"

namespace grdp::model::syntax {

enum class FileKind : std::uint8_t { model, scenario };

/// Complains about a first word that begins no statement of this kind of file.
void fail_unknown_statement(Cursor& cursor, FileKind kind);
/// The text is of the other kind: one message for the whole file. True if it is.
[[nodiscard]] bool is_other_kind(Cursor& cursor, FileKind kind);
/// A text without its header statement.
void report_missing_header(Diagnostics& diagnostics, SourceId id, FileKind kind);
/// A statement that may stand only once.
void report_second(Cursor& cursor, std::string_view statement);

}  // namespace grdp::model::syntax
