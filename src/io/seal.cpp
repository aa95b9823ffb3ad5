#include "grdp/io/seal.hpp"

#include <fmt/core.h>

#include <cstdint>

#include "grdp/base/sha256.hpp"

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

std::string digest_bytes(std::string_view covered) {
    Sha256 digest;
    digest.update(covered);
    const auto bytes = digest.finish();
    return {bytes.begin(), bytes.end()};
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

Result<std::string_view> unsealed(std::string_view file, const std::string& path) {
    const auto refuse = [&](std::uint16_t code, std::string message, std::string hint = {}) {
        return Diagnostic{.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a run file written by grdp",
                          .hint = std::move(hint), .notes = {}, .file = path};
    };
    if (!file.starts_with(kHdf5Signature)) return refuse(5001, "this is not a run file");
    const std::string_view seal = file.size() < kSealSize ? std::string_view{} : file.substr(file.size() - kSealSize);
    if (!seal.starts_with(kMagic)) {
        return refuse(5003, "the file has no seal: it was cut short, or another program rewrote it",
                      "copy it again from where it was made, or run the simulation again");
    }
    if (const auto version = get_little_endian<std::uint32_t>(seal.substr(8)); version > kSealVersion) {
        return refuse(5004, fmt::format("the file's seal has version {}, this program knows {}", version, kSealVersion),
                      "read it with a newer grdp");
    }
    const bool fits = get_little_endian<std::uint64_t>(seal.substr(16)) == file.size() - kSealSize;
    if (!fits || digest_bytes(file.substr(0, file.size() - kDigestSize)) != seal.substr(kCovered)) {
        return refuse(5002, "the file is damaged: its digest does not fit its content",
                      "copy it again from where it was made, or run the simulation again");
    }
    return file.substr(0, file.size() - kSealSize);
}

}  // namespace grdp::io
