#include "grdp/io/sealed_file.hpp"

#include "grdp/io/seal.hpp"

namespace grdp::io {

Result<int> write_sealed(FileOperations& files, int file, const ArrayFeed& feed, PageSizes sizes) {
    PagedFile paged(files, file, sizes.page, sizes.pages);
    const auto size = write_image(paged, feed);
    if (paged.error() != 0) return paged.error();
    if (!size) return size.diagnostics();
    Sha256 digest;
    if (!paged.digest(digest, *size)) return paged.error();
    const std::string seal = seal_of(*size, std::move(digest));
    if (!paged.write(*size, seal.data(), seal.size())) return paged.error();
    paged.write_out();
    return paged.error();
}

}  // namespace grdp::io
