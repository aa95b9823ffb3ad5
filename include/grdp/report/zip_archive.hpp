// Zip archives in memory: the container of Word and Excel files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/result.hpp"

namespace grdp::report {

/// One file of an archive; `name` with forward slashes.
struct ZipPart {
    std::string name;
    std::string bytes;
};

/// What an archive that others made may hold.
struct ZipLimits {
    std::size_t parts = 2000;
    std::size_t bytes = std::size_t{64} << 20;  ///< of all parts together, unpacked
};

/// The parts in this order, all of one date: "2023-06-30", or 1980-01-01 without one. Same parts, same bytes.
/// Error: E7283 (out of memory, a name twice).
[[nodiscard]] Result<std::string> write_zip(const std::vector<ZipPart>& parts, std::string_view date);

/// The files of an archive in their order. Errors: E7281 (no zip archive, damaged, encrypted), E7282 (beyond the limits).
[[nodiscard]] Result<std::vector<ZipPart>> read_zip(std::string_view bytes, ZipLimits limits = {});

/// The part of this name, or null.
[[nodiscard]] const ZipPart* find_part(const std::vector<ZipPart>& parts, std::string_view name);

}  // namespace grdp::report
