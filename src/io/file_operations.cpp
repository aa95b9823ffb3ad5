#include "grdp/io/file_operations.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace grdp::io {
namespace {

template <class T>
T outcome(T result) {
    return result < 0 ? static_cast<T>(-errno) : result;
}

class SystemFiles final : public FileOperations {
  public:
    int open(const std::string& path, int flags, mode_t mode) override { return outcome(::open(path.c_str(), flags | O_CLOEXEC, mode)); }
    ssize_t read(int file, void* bytes, std::size_t size, std::uint64_t offset) override { return outcome(::pread(file, bytes, size, static_cast<off_t>(offset))); }
    ssize_t write(int file, const void* bytes, std::size_t size, std::uint64_t offset) override { return outcome(::pwrite(file, bytes, size, static_cast<off_t>(offset))); }
    int synchronise(int file) override { return outcome(::fsync(file)); }
    int synchronise_data(int file) override { return outcome(::fdatasync(file)); }
    int truncate(int file, std::uint64_t size) override { return outcome(::ftruncate(file, static_cast<off_t>(size))); }
    int lock(int file) override { return outcome(::flock(file, LOCK_EX | LOCK_NB)); }
    int close(int file) override { return outcome(::close(file)); }
    int rename(const std::string& from, const std::string& to) override { return outcome(std::rename(from.c_str(), to.c_str())); }
    int remove(const std::string& path) override { return outcome(::unlink(path.c_str())); }
};

constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;

}  // namespace

FileOperations& system_files() {
    static SystemFiles files;
    return files;
}

int write_whole(FileOperations& files, int file, const char* bytes, std::size_t size, std::uint64_t offset) {
    while (size > 0) {
        const ssize_t count = files.write(file, bytes, std::min(size, kMostAtOnce), offset);
        if (count == -EINTR) continue;
        if (count < 0) return static_cast<int>(count);
        if (count == 0) return -EIO;
        bytes += count;
        size -= static_cast<std::size_t>(count);
        offset += static_cast<std::uint64_t>(count);
    }
    return 0;
}

int read_whole(FileOperations& files, int file, std::string& bytes, std::uint64_t offset) {
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t count = files.read(file, bytes.data() + filled, std::min(bytes.size() - filled, kMostAtOnce), offset + filled);
        if (count == -EINTR) continue;
        if (count < 0) return static_cast<int>(count);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return 0;
}

}  // namespace grdp::io
