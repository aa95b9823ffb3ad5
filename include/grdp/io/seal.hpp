// A digest of the whole file, checked before any other reader of its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grdp/base/result.hpp"
#include "grdp/base/sha256.hpp"

namespace grdp::io {

/// 64 bytes behind the HDF5 image, which HDF5 readers do not look at: "GRDPSEAL", version (u32) 1, zero (u32), size of the
/// image (u64), zero (u64), SHA-256 of the image and the 32 bytes before the digest. Numbers are little-endian.
inline constexpr std::size_t kSealSize = 64;

/// The image with its seal behind it.
[[nodiscard]] std::string sealed(std::string image);

/// The seal alone, of an image of `size` bytes whose digest was begun.
[[nodiscard]] std::string seal_of(std::uint64_t size, Sha256 digest);

/// Where a seal begins, of a file of `size` bytes.
[[nodiscard]] constexpr std::uint64_t image_size(std::uint64_t size) { return size < kSealSize ? 0 : size - kSealSize; }
/// Whether the bytes at image_size() are the seal of a file of `size` bytes that begins with `head`, its digest apart. Errors of unsealed().
[[nodiscard]] Status check_seal(std::string_view head, std::string_view seal, std::uint64_t size, const std::string& path);
/// Whether the digest of all before it is the one of the seal. Error: E5002.
[[nodiscard]] Status check_digest(Sha256 of_image, std::string_view seal, const std::string& path);

/// The image without its seal; every byte of `file` is covered. E5001 not an HDF5 file at all, E5003 no seal (cut short, or
/// rewritten by another program), E5004 a seal of a newer version, E5002 a digest that does not fit.
[[nodiscard]] Result<std::string_view> unsealed(std::string_view file, const std::string& path);

}  // namespace grdp::io
