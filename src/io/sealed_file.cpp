#include "grdp/io/sealed_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace grdp::io {
namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 20;

/// Size, and when the content was last changed.
bool times_of(int file, std::uint64_t& size, std::array<std::int64_t, 2>& times) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return false;
    size = static_cast<std::uint64_t>(status.st_size);
    times = {status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
    return true;
}

/// 0 or -errno; shorter where the file ends.
int read_at(const OpenFile& file, std::uint64_t offset, std::size_t size, std::string& bytes) {
    bytes.resize(size);
    return read_whole(system_files(), file.number(), bytes, offset);
}

}  // namespace

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

Result<SealedImage> SealedImage::open(const std::string& path, std::uint64_t limit) {
    auto opened = open_regular_file(path, limit);
    if (!opened) return opened.diagnostics();
    SealedImage image(path, *std::move(opened));
    const OpenFile& file = image.file_.file;
    if (!times_of(file.number(), image.file_.size, image.changed_)) return unreadable_file(path, errno);
    std::string head, seal, bytes;
    int result = read_at(file, 0, std::min<std::uint64_t>(kSealSize, image.file_.size), head);
    if (result == 0) result = read_at(file, image.size(), kSealSize, seal);
    if (result != 0) return unreadable_file(path, -result);
    if (const auto whole = check_seal(head, seal, image.file_.size, path); !whole) return whole.diagnostics();
    Sha256 digest;
    for (std::uint64_t begin = 0; begin < image.size(); begin += kAtOnce) {
        result = read_at(file, begin, static_cast<std::size_t>(std::min<std::uint64_t>(kAtOnce, image.size() - begin)), bytes);
        if (result != 0) return unreadable_file(path, -result);
        digest.update(bytes);
    }
    if (const auto fits = check_digest(std::move(digest), seal, path); !fits) return fits.diagnostics();
    return image;
}

bool SealedImage::read(std::uint64_t offset, void* bytes, std::size_t size) {
    auto* to = static_cast<char*>(bytes);
    while (size > 0) {
        const std::size_t there = offset >= this->size() ? 0 : static_cast<std::size_t>(std::min<std::uint64_t>({size, this->size() - offset, kAtOnce}));
        if (there == 0) {
            std::memset(to, 0, size);
            return true;
        }
        const ssize_t count = system_files().read(file_.file.number(), to, there, offset);
        if (count == -EINTR) continue;
        if (count <= 0) return false;
        to += count;
        offset += static_cast<std::uint64_t>(count);
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

Status SealedImage::check_unchanged() const {
    std::uint64_t size = 0;
    std::array<std::int64_t, 2> times{};
    if (times_of(file_.file.number(), size, times) && size == file_.size && times == changed_) return Done{};
    return Diagnostic{.code = Code{5002}, .where = {}, .message = "the file was changed while it was read", .expected = "a run file written by grdp", .hint = "run the same command again", .notes = {}, .file = path_};
}

bool ImageInMemory::read(std::uint64_t offset, void* bytes, std::size_t size) {
    const std::size_t there = offset >= bytes_.size() ? 0 : static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes_.size() - offset));
    if (there > 0) std::memcpy(bytes, bytes_.data() + offset, there);
    std::memset(static_cast<char*>(bytes) + there, 0, size - there);
    return true;
}

}  // namespace grdp::io
