// The little UTF-8 that located messages and tables need; normalisation is done where files are read.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace grdp::utf8 {

/// Byte offset of the first malformed sequence (overlong, surrogate, above U+10FFFF, cut short), or nothing.
[[nodiscard]] std::optional<std::size_t> first_malformed(std::string_view text);
/// Splits well-formed text into its code points; a malformed byte stands alone.
[[nodiscard]] std::vector<std::string_view> code_points(std::string_view text);
[[nodiscard]] std::size_t length(std::string_view text);
/// The scalar value of one code point; U+FFFD for a malformed byte.
[[nodiscard]] char32_t decode(std::string_view code_point);
/// Terminal columns of one code point: 0 for combining marks, 2 for wide East Asian and full-width forms, else 1.
[[nodiscard]] std::size_t display_width(std::string_view code_point);
/// Terminal columns of a whole text.
[[nodiscard]] std::size_t text_width(std::string_view text);

}  // namespace grdp::utf8
