// How records are told from damage.
#pragma once

#include <string_view>

#include "grdp/io/journal.hpp"

namespace grdp::io {

inline constexpr std::string_view kJournalMarker = "GRDJ";

/// Of marker, size and kind (the first 12 bytes of `head`) and the content.
[[nodiscard]] std::uint32_t record_checksum(std::string_view head, std::string_view content);

/// A file without any sound record: true if nothing but the beginning of a journal can have been written there.
[[nodiscard]] bool could_be_begun(FileOperations& files, int file);

}  // namespace grdp::io
