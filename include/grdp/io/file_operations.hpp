// What the writers of this layer ask of the operating system, so that a test can refuse or break off any of it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace grdp::io {

/// Each returns what the system call returns, or -errno; none is repeated here (the callers deal with EINTR and short writes).
class FileOperations {
  public:
    virtual ~FileOperations() = default;
    [[nodiscard]] virtual int open(const std::string& path, int flags, mode_t mode) = 0;
    [[nodiscard]] virtual ssize_t read(int file, void* bytes, std::size_t size, std::uint64_t offset) = 0;
    [[nodiscard]] virtual ssize_t write(int file, const void* bytes, std::size_t size, std::uint64_t offset) = 0;
    [[nodiscard]] virtual int synchronise(int file) = 0;       ///< fsync
    [[nodiscard]] virtual int synchronise_data(int file) = 0;  ///< fdatasync
    [[nodiscard]] virtual int truncate(int file, std::uint64_t size) = 0;
    [[nodiscard]] virtual int lock(int file) = 0;  ///< flock, exclusive, without waiting
    [[nodiscard]] virtual int close(int file) = 0;
    [[nodiscard]] virtual int rename(const std::string& from, const std::string& to) = 0;
    [[nodiscard]] virtual int remove(const std::string& path) = 0;
};

/// The real ones.
[[nodiscard]] FileOperations& system_files();

/// Everything, through interruptions and short writes. 0 or -errno.
[[nodiscard]] int write_whole(FileOperations& files, int file, const char* bytes, std::size_t size, std::uint64_t offset);
/// Fills `bytes` as far as the file reaches, and cuts it there. 0 or -errno.
[[nodiscard]] int read_whole(FileOperations& files, int file, std::string& bytes, std::uint64_t offset);

/// Owner of an open file; closing in the destructor ignores errors, which matter for nothing that was synchronised.
class OpenFile {
  public:
    OpenFile() = default;
    OpenFile(FileOperations& files, int number) : files_(&files), number_(number) {}
    OpenFile(OpenFile&& other) noexcept : files_(other.files_), number_(other.number_) { other.number_ = -1; }
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(files_, other.files_);
        std::swap(number_, other.number_);
        return *this;
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (number_ >= 0) static_cast<void>(files_->close(number_));
    }

    [[nodiscard]] bool valid() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] int close() {
        const int number = number_;
        number_ = -1;
        return files_->close(number);
    }

  private:
    FileOperations* files_ = nullptr;
    int number_ = -1;
};

}  // namespace grdp::io
