// The bytes of one regular file, read whole and never more than allowed.
#pragma once

#include <cstdint>
#include <string>

#include "grdp/base/result.hpp"
#include "grdp/io/file_operations.hpp"

namespace grdp::io {

/// Model, scenario and data files: 16 MiB.
inline constexpr std::uint64_t kTextFileLimit = std::uint64_t{16} << 20;

/// Reads a regular file of at most `limit` bytes. A device, pipe, socket or folder is refused without waiting for it.
/// Errors: E1001 not there or not readable, E1002 not a regular file, E1003 too large. Diagnostic::file is `path`.
[[nodiscard]] Result<std::string> read_regular_file(const std::string& path, std::uint64_t limit);

/// A regular file open for reading. A device, pipe, socket or folder is refused without waiting for it.
struct RegularFile {
    OpenFile file;
    std::uint64_t size = 0;
};
/// Errors: those of read_regular_file().
[[nodiscard]] Result<RegularFile> open_regular_file(const std::string& path, std::uint64_t limit);

/// E1001 with the system's reason.
[[nodiscard]] Diagnostic unreadable_file(const std::string& path, int error_number);

/// "did you mean \"base.scenario\"?", of the file in the same folder whose name is nearest; empty if none is near.
[[nodiscard]] std::string hint_of_sibling(const std::string& missing);

/// The operating system's reason for an errno value, independent of the locale ("No space left on device").
[[nodiscard]] std::string system_reason(int error_number);

}  // namespace grdp::io
