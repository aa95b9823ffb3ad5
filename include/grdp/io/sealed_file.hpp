// A sealed file written and read block by block, never as a whole in memory.
#pragma once

#include "grdp/base/result.hpp"
#include "grdp/io/file_operations.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/paged_file.hpp"

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

}  // namespace grdp::io
