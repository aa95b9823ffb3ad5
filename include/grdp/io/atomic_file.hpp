// A file appears whole or not at all.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/io/file_operations.hpp"

namespace grdp::io {

/// Writes a temporary file in the same folder, makes it durable (fsync), renames it over `path`, makes the folder durable.
/// On any failure up to the rename the temporary file is gone and an old file at `path` is untouched. A symbolic link is
/// followed; anything but a regular file is never replaced; a write-protected file is respected; permissions are kept.
/// The process must ignore SIGXFSZ, else a file-size limit ends it before this function can report.
/// Errors: E1002 `path` exists and is no regular file, E1008 anything the system refuses (no space, no permission, input/output
/// error). After the rename only the folder's fsync can fail: that too is E1008, and says that the new file is in place.
[[nodiscard]] Status write_file_atomically(const std::string& path, std::string_view bytes);

[[nodiscard]] Status write_file_atomically(const std::string& path, std::string_view bytes, FileOperations& files);

/// Puts the content into an empty file that is open for reading and writing: 0, or the errno of what the system refused. Its own faults are
/// handed on as they are.
using FileFiller = std::function<Result<int>(FileOperations& files, int file)>;

/// The same for a content that never stands in memory as a whole.
[[nodiscard]] Status write_file_atomically(const std::string& path, const FileFiller& fill, FileOperations& files = system_files());

/// fsync of a folder: 0 or the errno; a file system that cannot do it is believed.
[[nodiscard]] int make_folder_durable(FileOperations& files, int folder);

struct NamedBytes {
    std::string path;
    std::string_view bytes;
};

/// Several files that belong together: none is renamed before all are whole and durable, so that a full disk, say, leaves every
/// place as it was. Errors: as above, of the first file that fails; only a rename that fails leaves the ones before it new.
[[nodiscard]] Status write_files_atomically(const std::vector<NamedBytes>& files);

/// The same refusals, asked before hours of work: is `path` a place where write_file_atomically can succeed?
[[nodiscard]] Status check_writable(const std::string& path);

}  // namespace grdp::io
