// CRC-32C (Castagnoli), the checksum of journal records.
#pragma once

#include <cstdint>
#include <string_view>

namespace grdp::io {

/// The value that iSCSI (RFC 3720) and SSE 4.2 give: "123456789" has 0xE3069283. `before` continues a former checksum.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace grdp::io
