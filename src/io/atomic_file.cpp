#include "grdp/io/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include "file_descriptor.hpp"
#include "grdp/io/file_bytes.hpp"

namespace grdp::io {
namespace {

namespace fs = std::filesystem;

std::string advice(int error_number) {
    switch (error_number) {
        case ENOSPC: case EDQUOT: return "free some space, or write to another folder";
        case EFBIG: return "raise the limit on file sizes (ulimit -f), or write to another folder";
        case EACCES: case EPERM: case EROFS: return "write to a folder that is yours";
        case ENOENT: case ENOTDIR: return "create the folder first";
        default: return {};
    }
}

Diagnostic refused(const std::string& path, std::string_view what, int error_number) {
    return {.code = Code{1008}, .where = {}, .message = fmt::format("{}: {}", what, system_reason(error_number)),
            .expected = {}, .hint = advice(error_number), .notes = {}, .file = path};
}

struct Place {
    std::string file;    ///< what is replaced, symbolic links followed
    std::string folder;
    std::optional<mode_t> old_mode;
};

Result<Place> find_place(const std::string& path) {
    const auto not_regular = [&](std::string message) {
        return Diagnostic{.code = Code{1002}, .where = {}, .message = std::move(message), .expected = "a regular file or a new name",
                          .hint = {}, .notes = {}, .file = path};
    };
    if (path.empty() || path.find('\0') != std::string::npos) return not_regular("the name is empty or holds a NUL byte");
    Place place{path, {}, std::nullopt};
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) {
        if (S_ISLNK(status.st_mode)) {
            std::error_code error;
            place.file = fs::canonical(path, error).string();
            if (error || ::stat(place.file.c_str(), &status) != 0) return not_regular("the symbolic link leads nowhere");
        }
        if (!S_ISREG(status.st_mode)) return not_regular("what stands there is not a regular file and is not replaced");
        if (::faccessat(AT_FDCWD, place.file.c_str(), W_OK, AT_EACCESS) != 0) {
            return refused(path, "the file there must not be replaced", errno);
        }
        place.old_mode = status.st_mode & 07777;
    } else if (errno != ENOENT) {
        return refused(path, "the file cannot be written", errno);
    } else if (path.back() == '/') {
        return not_regular("the name ends in a slash");
    }
    place.folder = fs::path(place.file).parent_path().string();
    if (place.folder.empty()) place.folder = ".";
    return place;
}

/// Removes its file unless that was renamed.
class TemporaryFile {
  public:
    explicit TemporaryFile(const Place& place) {
        for (int attempt = 0; attempt < 1000; ++attempt) {
            name_ = fmt::format("{}/.grdp-{}-{}.tmp", place.folder, ::getpid(), attempt);
            file_ = FileDescriptor(::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
            if (file_.valid() || errno != EEXIST) break;
        }
        exists_ = file_.valid();
        // Best effort: some file systems know no permissions, and the bytes matter more than the mode.
        if (exists_ && place.old_mode && ::fchmod(file_.get(), *place.old_mode) != 0) errno = 0;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (exists_) ::unlink(name_.c_str());
    }

    [[nodiscard]] bool exists() const { return exists_; }

    /// 0, or the errno of the step that failed.
    [[nodiscard]] int write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::write(file_.get(), bytes.data(), std::min<std::size_t>(bytes.size(), std::size_t{1} << 30));
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return errno;
            if (count == 0) return EIO;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return 0;
    }
    [[nodiscard]] int make_durable_and_close() {
        int result = ::fsync(file_.get());
        while (result != 0 && errno == EINTR) result = ::fsync(file_.get());
        const int sync_error = result == 0 ? 0 : errno;
        const int close_error = file_.close() == 0 || errno == EINTR ? 0 : errno;
        return sync_error != 0 ? sync_error : close_error;
    }
    [[nodiscard]] int rename_to(const std::string& file) {
        if (std::rename(name_.c_str(), file.c_str()) != 0) return errno;
        exists_ = false;
        return 0;
    }

  private:
    std::string name_;
    FileDescriptor file_;
    bool exists_ = false;
};

int make_folder_durable(const FileDescriptor& folder) {
    while (::fsync(folder.get()) != 0) {
        // Some network file systems cannot sync a folder and say EINVAL; there is nothing more to ask of them.
        if (errno == EINVAL || errno == ENOTSUP) return 0;
        if (errno != EINTR) return errno;
    }
    return 0;
}

}  // namespace

Status write_file_atomically(const std::string& path, std::string_view bytes) {
    const auto place = find_place(path);
    if (!place) return place.diagnostics();
    const FileDescriptor folder(::open(place->folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid()) return refused(path, "the folder cannot be opened", errno);

    TemporaryFile temporary(*place);
    if (!temporary.exists()) return refused(path, "no file can be created in its folder", errno);
    if (const int error = temporary.write_all(bytes); error != 0) return refused(path, "the file cannot be written", error);
    if (const int error = temporary.make_durable_and_close(); error != 0) {
        return refused(path, "the file cannot be made durable", error);
    }
    if (const int error = temporary.rename_to(place->file); error != 0) {
        return refused(path, "the new file cannot be put in place", error);
    }
    if (const int error = make_folder_durable(folder); error != 0) {
        return refused(path, "the new file is in place, but its folder cannot be made durable", error);
    }
    return Done{};
}

Status check_writable(const std::string& path) {
    const auto place = find_place(path);
    if (!place) return place.diagnostics();
    const TemporaryFile probe(*place);
    if (!probe.exists()) return refused(path, "no file can be created in its folder", errno);
    return Done{};
}

}  // namespace grdp::io
