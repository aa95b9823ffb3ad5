#include "grdp/io/file_bytes.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>


namespace grdp::io {
namespace {

Diagnostic failure(std::uint16_t code, const std::string& path, std::string message, std::string expected = {},
                   std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = std::move(expected),
            .hint = std::move(hint), .notes = {}, .file = path};
}

const char* kind_text(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a pipe";
    if (S_ISSOCK(mode)) return "a socket";
    if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
    return "not a regular file";
}

Diagnostic too_large(const std::string& path, std::uint64_t limit) {
    return failure(1003, path, fmt::format("the file is larger than {} bytes", limit),
                   fmt::format("at most {} MiB", limit >> 20));
}

}  // namespace

Diagnostic unreadable_file(const std::string& path, int error_number) {
    if (error_number == ENOENT || error_number == ENOTDIR) return failure(1001, path, "file not found", {}, hint_of_sibling(path));
    if (error_number == EISDIR) return failure(1002, path, "this is a folder", "a regular file");
    if (error_number == ENXIO || error_number == ENODEV) return failure(1002, path, "this is not a regular file", "a regular file");
    return failure(1001, path, fmt::format("the file cannot be read: {}", system_reason(error_number)));
}

std::string hint_of_sibling(const std::string& missing) {
    namespace fs = std::filesystem;
    constexpr int kMostEntries = 2000;
    std::vector<std::string> names;
    std::error_code error;
    const fs::path path = missing;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    fs::directory_iterator entry(folder, error);
    for (int i = 0; !error && entry != fs::directory_iterator{} && i < kMostEntries; ++i, entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    const auto name = did_you_mean(path.filename().string(), names);
    return name.empty() ? std::string{} : fmt::format("did you mean \"{}\"?", (path.parent_path() / std::string(name)).string());
}

std::string system_reason(int error_number) {
    const char* text = ::strerrordesc_np(error_number);
    return text != nullptr ? text : fmt::format("error {}", error_number);
}

Result<RegularFile> open_regular_file(const std::string& path, std::uint64_t limit) {
    if (path.find('\0') != std::string::npos) return failure(1001, path, "the name holds a NUL byte");
    // O_NONBLOCK: opening a pipe without a writer returns at once.
    const int number = system_files().open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (number < 0) return unreadable_file(path, -number);
    RegularFile opened{OpenFile(system_files(), number), 0};
    struct stat status {};
    if (::fstat(number, &status) != 0) return unreadable_file(path, errno);
    if (!S_ISREG(status.st_mode)) {
        return failure(1002, path, fmt::format("this is {}", kind_text(status.st_mode)), "a regular file");
    }
    opened.size = static_cast<std::uint64_t>(status.st_size);
    if (opened.size > limit) return too_large(path, limit);
    return opened;
}

Result<std::string> read_regular_file(const std::string& path, std::uint64_t limit) {
    const auto opened = open_regular_file(path, limit);
    if (!opened) return opened.diagnostics();
    // The size is a hint only: files below /proc say 0, and a file may grow while it is read.
    std::string bytes;
    std::size_t filled = 0;
    std::size_t room = static_cast<std::size_t>(opened->size) + 1;
    while (true) {
        bytes.resize(filled + room);
        const ssize_t count = ::read(opened->file.number(), bytes.data() + filled, room);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreadable_file(path, errno);
        filled += static_cast<std::size_t>(count);
        if (count == 0) break;
        if (filled > limit) return too_large(path, limit);
        room = 4096;
    }
    bytes.resize(filled);
    return bytes;
}

}  // namespace grdp::io
