// From the bytes of a file to the text the language layer works on.
#pragma once

#include <string>
#include <string_view>

#include "grdp/base/result.hpp"

namespace grdp::io {

/// UTF-8 in NFC with line feeds and without byte-order mark. Errors, each with the place of the first bad byte:
/// E1004 not UTF-8 (UTF-16 and UTF-32 with or without mark, Windows-1258 and Latin-1 are named), E1010 a NUL byte.
/// Diagnostic::file is `path`; where.line and where.column count from 1.
[[nodiscard]] Result<std::string> decode_text(std::string_view bytes, const std::string& path);

}  // namespace grdp::io
