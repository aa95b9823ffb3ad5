// Little-endian numbers and texts in a string, and back without trust.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace grdp::io {

template <class T>
    requires std::is_unsigned_v<T>
void put_number(std::string& bytes, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
}
inline void put_double(std::string& bytes, double value) { put_number(bytes, std::bit_cast<std::uint64_t>(value)); }
inline void put_text(std::string& bytes, std::string_view text) {
    put_number(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
}

/// Past the end, and after a size that the rest cannot hold, everything is zero or empty and sound() is false.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    template <class T>
    [[nodiscard]] T take() {
        if (bytes_.size() < sizeof(T)) return fail<T>();
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>(value | static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes_[i])) << (8 * i)));
        bytes_.remove_prefix(sizeof(T));
        return value;
    }
    [[nodiscard]] double take_double() { return std::bit_cast<double>(take<std::uint64_t>()); }
    [[nodiscard]] std::string_view take_text() {
        const auto size = take<std::uint32_t>();
        if (size > bytes_.size()) return fail<std::string_view>();
        const auto text = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return text;
    }
    [[nodiscard]] std::size_t left() const { return bytes_.size(); }
    [[nodiscard]] bool at_end() const { return bytes_.empty(); }
    [[nodiscard]] bool sound() const { return sound_; }

  private:
    template <class T>
    T fail() {
        sound_ = false;
        bytes_ = {};
        return T{};
    }

    std::string_view bytes_;
    bool sound_ = true;
};

}  // namespace grdp::io
