#include "grdp/io/seal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

namespace grdp::io {
namespace {

constexpr std::string_view kMagic = "GRDPSEAL";
constexpr std::string_view kHdf5Signature = "\x89HDF\r\n\x1A\n";
constexpr std::uint32_t kSealVersion = 1;
constexpr std::size_t kDigestSize = 32;
constexpr std::size_t kCovered = kSealSize - kDigestSize;

template <class T>
void put_little_endian(std::string& bytes, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
}

template <class T>
T get_little_endian(std::string_view bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value |= static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8 * i));
    return value;
}

Diagnostic seal_fault(std::uint16_t code, const std::string& path, std::string message, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a run file written by grdp", .hint = std::move(hint), .notes = {}, .file = path};
}

Diagnostic damaged(const std::string& path) {
    return seal_fault(5002, path, "the file is damaged: its digest does not fit its content", "copy it again from where it was made, or run the simulation again");
}

}  // namespace

std::string seal_of(std::uint64_t size, Sha256 digest) {
    std::string seal(kMagic);
    put_little_endian(seal, kSealVersion);
    put_little_endian(seal, std::uint32_t{0});
    put_little_endian(seal, size);
    put_little_endian(seal, std::uint64_t{0});
    digest.update(seal);
    const auto bytes = digest.finish();
    seal.append(bytes.begin(), bytes.end());
    return seal;
}

std::string sealed(std::string image) {
    Sha256 digest;
    digest.update(image);
    image += seal_of(image.size(), digest);
    return image;
}

Status check_seal(std::string_view head, std::string_view seal, std::uint64_t size, const std::string& path) {
    if (!head.starts_with(kHdf5Signature)) return seal_fault(5001, path, "this is not a run file");
    if (size < kSealSize || seal.size() < kSealSize || !seal.starts_with(kMagic)) {
        return seal_fault(5003, path, "the file has no seal: it was cut short, or another program rewrote it", "copy it again from where it was made, or run the simulation again");
    }
    if (const auto version = get_little_endian<std::uint32_t>(seal.substr(8)); version > kSealVersion) {
        return seal_fault(5004, path, fmt::format("the file's seal has version {}, this program knows {}", version, kSealVersion), "read it with a newer grdp");
    }
    if (get_little_endian<std::uint64_t>(seal.substr(16)) != size - kSealSize) return damaged(path);
    return Done{};
}

Status check_digest(Sha256 of_image, std::string_view seal, const std::string& path) {
    of_image.update(seal.substr(0, kCovered));
    const auto bytes = of_image.finish();
    if (!std::equal(bytes.begin(), bytes.end(), seal.begin() + kCovered, seal.end(), [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) return damaged(path);
    return Done{};
}

Result<std::string_view> unsealed(std::string_view file, const std::string& path) {
    const std::string_view image = file.substr(0, image_size(file.size()));
    const std::string_view seal = file.substr(image.size());
    if (const auto whole = check_seal(file, seal, file.size(), path); !whole) return whole.diagnostics();
    Sha256 digest;
    digest.update(image);
    if (const auto fits = check_digest(digest, seal, path); !fits) return fits.diagnostics();
    return image;
}

}  // namespace grdp::io
