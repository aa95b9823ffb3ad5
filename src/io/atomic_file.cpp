#include "grdp/io/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <optional>
#include <system_error>

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
    TemporaryFile(const Place& place, FileOperations& files) : files_(files) {
        for (int attempt = 0; attempt < 10000; ++attempt) {
            name_ = fmt::format("{}/.grdp-{}-{}.tmp", place.folder, ::getpid(), attempt);
            const int opened = files.open(name_, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0666);
            file_ = OpenFile(files, opened);
            error_ = opened < 0 ? -opened : 0;
            if (error_ != EEXIST && error_ != EINTR) break;
        }
        exists_ = file_.valid();
        // Best effort: some file systems know no permissions, and the bytes matter more than the mode.
        if (exists_ && place.old_mode && ::fchmod(file_.number(), *place.old_mode) != 0) errno = 0;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (exists_) static_cast<void>(files_.remove(name_));
    }

    [[nodiscard]] bool exists() const { return exists_; }
    [[nodiscard]] int error() const { return error_; }

    [[nodiscard]] int number() const { return file_.number(); }

    /// 0, or the errno of the step that failed.
    [[nodiscard]] int make_durable_and_close() {
        int result = files_.synchronise(file_.number());
        while (result == -EINTR) result = files_.synchronise(file_.number());
        const int closed = file_.close();
        if (result < 0) return -result;
        return closed == 0 || closed == -EINTR ? 0 : -closed;
    }
    [[nodiscard]] int rename_to(const std::string& file) {
        if (const int result = files_.rename(name_, file); result != 0) return -result;
        exists_ = false;
        return 0;
    }

  private:
    FileOperations& files_;
    std::string name_;
    OpenFile file_;
    int error_ = 0;
    bool exists_ = false;
};

// One file on its way: whole and durable beside its place first, then renamed.
class Replacement {
  public:
    explicit Replacement(FileOperations& files) : files_(files) {}

    Status prepare(const std::string& path, const FileFiller& fill) {
        path_ = path;
        auto place = find_place(path_);
        if (!place) return place.diagnostics();
        place_ = *std::move(place);
        const int opened = files_.open(place_.folder, O_RDONLY | O_DIRECTORY, 0);
        if (opened < 0) return refused(path_, "the folder cannot be opened", -opened);
        folder_ = OpenFile(files_, opened);
        temporary_.emplace(place_, files_);
        if (!temporary_->exists()) return refused(path_, "no file can be created in its folder", temporary_->error());
        const auto filled = fill(files_, temporary_->number());
        if (!filled) return filled.diagnostics();
        if (*filled != 0) return refused(path_, "the file cannot be written", *filled);
        if (const int error = temporary_->make_durable_and_close(); error != 0) return refused(path_, "the file cannot be made durable", error);
        return Done{};
    }
    Status put_in_place() {
        if (const int error = temporary_->rename_to(place_.file); error != 0) return refused(path_, "the new file cannot be put in place", error);
        return Done{};
    }
    Status make_place_durable() {
        if (const int error = make_folder_durable(files_, folder_.number()); error != 0)
            return refused(path_, "the new file is in place, but its folder cannot be made durable", error);
        return Done{};
    }

  private:
    FileOperations& files_;
    std::string path_;
    Place place_;
    OpenFile folder_;
    std::optional<TemporaryFile> temporary_;
};

struct Content {
    std::string path;
    FileFiller fill;
};

Content content_of(const NamedBytes& file) {
    return {file.path, [bytes = file.bytes](FileOperations& files, int number) -> Result<int> { return -write_whole(files, number, bytes.data(), bytes.size(), 0); }};
}

Status replace_all(const std::vector<Content>& contents, FileOperations& operations) {
    std::deque<Replacement> replacements;
    for (const auto& content : contents) {
        if (const auto prepared = replacements.emplace_back(operations).prepare(content.path, content.fill); !prepared) return prepared;
    }
    for (auto& one : replacements) {
        if (const auto placed = one.put_in_place(); !placed) return placed;
    }
    for (auto& one : replacements) {
        if (const auto durable = one.make_place_durable(); !durable) return durable;
    }
    return Done{};
}

}  // namespace

int make_folder_durable(FileOperations& files, int folder) {
    while (true) {
        const int result = files.synchronise(folder);
        // Some network file systems cannot sync a folder and say EINVAL; there is nothing more to ask of them.
        if (result == 0 || result == -EINVAL || result == -ENOTSUP) return 0;
        if (result != -EINTR) return -result;
    }
}

Status write_file_atomically(const std::string& path, std::string_view bytes) { return write_file_atomically(path, bytes, system_files()); }

Status write_file_atomically(const std::string& path, std::string_view bytes, FileOperations& files) {
    return replace_all({content_of({path, bytes})}, files);
}

Status write_file_atomically(const std::string& path, const FileFiller& fill, FileOperations& files) { return replace_all({{path, fill}}, files); }

Status write_files_atomically(const std::vector<NamedBytes>& files) {
    std::vector<Content> contents;
    for (const auto& file : files) contents.push_back(content_of(file));
    return replace_all(contents, system_files());
}

Status check_writable(const std::string& path) {
    const auto place = find_place(path);
    if (!place) return place.diagnostics();
    const TemporaryFile probe(*place, system_files());
    if (!probe.exists()) return refused(path, "no file can be created in its folder", probe.error());
    return Done{};
}

}  // namespace grdp::io
