// A sealed file written and read block by block, never as a whole in memory.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "grdp/base/result.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/file_operations.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/paged_file.hpp"
#include "grdp/io/seal.hpp"

namespace grdp::io {

/// Thrown through a feed whose values cannot be had.
struct FeedRefused {
    Diagnostics diagnostics;
};

/// Thrown when the file that is written has refused something.
struct WriteRefused {
    int error_number = 0;
};

/// The same bytes as encode_hdf5_parts() gives, into a file. The size of the image, 0 where the file refused: its error() tells why.
/// Error: E5008, and those of the feed.
[[nodiscard]] Result<std::uint64_t> write_image(PagedFile& file, const ArrayFeed& feed);

struct PageSizes {
    std::size_t page = PagedFile::kPage;
    std::size_t pages = PagedFile::kPages;
};

/// An image with its seal into an empty file that is open for reading and writing: 0, or the errno of what the system refused.
[[nodiscard]] Result<int> write_sealed(FileOperations& files, int file, const ArrayFeed& feed, PageSizes sizes = {});

/// The image of a sealed file that stays on the disk. Its digest was right when it was opened.
class SealedImage final : public ImageBytes {
  public:
    /// A regular file of at most `limit` bytes. Errors: those of open_regular_file() and of unsealed().
    [[nodiscard]] static Result<SealedImage> open(const std::string& path, std::uint64_t limit);

    [[nodiscard]] std::uint64_t size() const override { return image_size(file_.size); }
    [[nodiscard]] std::uint64_t file_size() const { return file_.size; }
    [[nodiscard]] bool read(std::uint64_t offset, void* bytes, std::size_t size) override;
    [[nodiscard]] bool write(std::uint64_t, const void*, std::size_t) override { return false; }
    /// Whether nobody has written into the file since. Error: E5002.
    [[nodiscard]] Status check_unchanged() const;

  private:
    SealedImage(std::string path, RegularFile file) : path_(std::move(path)), file_(std::move(file)) {}

    std::string path_;
    RegularFile file_;
    std::array<std::int64_t, 2> changed_{};
};

/// The image in memory; it must outlive this.
class ImageInMemory final : public ImageBytes {
  public:
    explicit ImageInMemory(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    [[nodiscard]] bool read(std::uint64_t offset, void* bytes, std::size_t size) override;
    [[nodiscard]] bool write(std::uint64_t, const void*, std::size_t) override { return false; }

  private:
    std::string_view bytes_;
};

}  // namespace grdp::io
