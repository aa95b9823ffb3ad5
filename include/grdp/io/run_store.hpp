// Runs to files and back. The format is documented in docs/reference/run-file.md.
#pragma once

#include <cstdint>
#include <string>

#include "grdp/base/result.hpp"
#include "grdp/io/stored_run.hpp"

namespace grdp::io {

/// Raised when a reader of the former version would misunderstand a file; new arrays alone do not count.
inline constexpr int kRunFormatVersion = 1;
/// The largest run file that is read: 4 GiB.
inline constexpr std::uint64_t kRunFileLimit = std::uint64_t{4} << 30;

/// The bytes of a sealed run file. Equal runs give equal bytes on every machine. Error: E5008.
[[nodiscard]] Result<std::string> encode_run(const StoredRun& run);
/// `path` is named in messages. Errors: those of unsealed() and decode_hdf5(), E5004 a newer format, E5005 arrays that are
/// missing or contradict each other.
[[nodiscard]] Result<StoredRun> decode_run(std::string_view file, const std::string& path);

/// encode_run, then write_file_atomically.
[[nodiscard]] Status write_run(const std::string& path, const StoredRun& run);
/// A regular file of at most kRunFileLimit bytes, then decode_run.
[[nodiscard]] Result<StoredRun> read_run(const std::string& path);

}  // namespace grdp::io
