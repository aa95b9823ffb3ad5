// A file that is written and read at any place while only a few of its pages stand in memory.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "grdp/base/sha256.hpp"
#include "grdp/io/file_operations.hpp"

namespace grdp::io {

/// What a library that wants a file is given instead of one.
class ImageBytes {
  public:
    virtual ~ImageBytes() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Zeros behind the end. False: the bytes cannot be had.
    [[nodiscard]] virtual bool read(std::uint64_t offset, void* bytes, std::size_t size) = 0;
    [[nodiscard]] virtual bool write(std::uint64_t offset, const void* bytes, std::size_t size) = 0;
};

/// Writes never fail: the first refusal of the system is remembered, and from then on what is written stays in memory, so that whoever
/// writes can end in good order. The file must be empty, and open for reading and writing.
class PagedFile final : public ImageBytes {
  public:
    static constexpr std::size_t kPage = std::size_t{1} << 20;
    static constexpr std::size_t kPages = 32;

    PagedFile(FileOperations& files, int file, std::size_t page = kPage, std::size_t pages = kPages) : files_(files), file_(file), page_(page), most_(pages) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    [[nodiscard]] bool read(std::uint64_t offset, void* bytes, std::size_t size) override;
    [[nodiscard]] bool write(std::uint64_t offset, const void* bytes, std::size_t size) override;

    /// Whatever is written from now on is forgotten.
    void freeze() { frozen_ = true; }
    void thaw() { frozen_ = false; }

    /// The first `size` bytes; false: they cannot be had.
    [[nodiscard]] bool digest(Sha256& digest, std::uint64_t size);
    /// All that is in memory only, from the beginning to the end.
    void write_out();
    /// 0, or the errno of the first refusal.
    [[nodiscard]] int error() const { return error_; }

  private:
    struct Page {
        std::vector<char> bytes;
        std::uint64_t used = 0;  ///< larger: later
        bool changed = false;
    };
    /// Nothing if it cannot be read, though it must; else it is without what cannot be read, and the file is given up in the end.
    Page* page_at(std::uint64_t number, bool must_be_read);
    void make_room();
    void write_out(std::uint64_t number, Page& page);
    bool load(std::uint64_t number, std::vector<char>& bytes);
    void remember(int result);

    FileOperations& files_;
    int file_;
    std::size_t page_;
    std::size_t most_;
    std::map<std::uint64_t, Page> pages_;
    std::uint64_t size_ = 0;
    std::uint64_t written_ = 0;  ///< how far the file itself reaches
    std::uint64_t clock_ = 0;
    int error_ = 0;
    bool frozen_ = false;
};

}  // namespace grdp::io
