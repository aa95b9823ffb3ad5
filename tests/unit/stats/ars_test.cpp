// ARS-4x32-7 against AES written from FIPS 197 alone, which is itself held against the standard's own example.
#include <array>
#include <cmath>
#include <cstdint>

#include "catch.hpp"
#include "grdp/stats/random.hpp"

namespace grdp {
namespace {

using Block = std::array<std::uint8_t, 16>;
using Words = std::array<std::uint32_t, 4>;

std::uint8_t times(std::uint8_t a, std::uint8_t b) {
    unsigned product = 0;
    for (int bit = 0; bit < 8; ++bit) {
        if ((b >> bit & 1) != 0) product ^= static_cast<unsigned>(a) << bit;
    }
    for (int bit = 14; bit >= 8; --bit) {
        if ((product >> bit & 1u) != 0) product ^= 0x11Bu << (bit - 8);
    }
    return static_cast<std::uint8_t>(product);
}

/// The inverse found by trial, then the affine map of section 5.1.1, bit by bit.
std::uint8_t substitute(std::uint8_t x) {
    std::uint8_t inverse = 0;
    for (unsigned y = 1; y < 256 && x != 0; ++y) {
        if (times(x, static_cast<std::uint8_t>(y)) == 1) inverse = static_cast<std::uint8_t>(y);
    }
    unsigned out = 0;
    for (unsigned i = 0; i < 8; ++i) {
        const unsigned bit = (inverse >> i) ^ (inverse >> ((i + 4) % 8)) ^ (inverse >> ((i + 5) % 8)) ^ (inverse >> ((i + 6) % 8)) ^
                             (inverse >> ((i + 7) % 8)) ^ (0x63u >> i);
        out |= (bit & 1u) << i;
    }
    return static_cast<std::uint8_t>(out);
}

Block round_of(const Block& in, const Block& key, bool mix) {
    Block shifted{}, out{};
    for (std::size_t column = 0; column < 4; ++column) {
        for (std::size_t row = 0; row < 4; ++row) shifted[4 * column + row] = substitute(in[4 * ((column + row) % 4) + row]);
    }
    for (std::size_t column = 0; column < 4; ++column) {
        for (std::size_t row = 0; row < 4; ++row) {
            const auto at = [&](std::size_t r) { return shifted[4 * column + r % 4]; };
            out[4 * column + row] = mix ? static_cast<std::uint8_t>(times(at(row), 2) ^ times(at(row + 1), 3) ^ at(row + 2) ^ at(row + 3))
                                        : at(row);
            out[4 * column + row] ^= key[4 * column + row];
        }
    }
    return out;
}

Block block_of(const Words& words) {
    Block out{};
    for (std::size_t i = 0; i < 16; ++i) out[i] = static_cast<std::uint8_t>(words[i / 4] >> (8 * (i % 4)));
    return out;
}

Words ars(const Words& counter, const Words& key) {
    std::uint64_t half[] = {key[0] | (std::uint64_t{key[1]} << 32), key[2] | (std::uint64_t{key[3]} << 32)};
    const auto key_block = [&] {
        return block_of({static_cast<std::uint32_t>(half[0]), static_cast<std::uint32_t>(half[0] >> 32),
                         static_cast<std::uint32_t>(half[1]), static_cast<std::uint32_t>(half[1] >> 32)});
    };
    Block state = block_of(counter);
    const Block first = key_block();
    for (std::size_t i = 0; i < 16; ++i) state[i] ^= first[i];
    for (int round = 1; round <= 7; ++round) {
        half[0] += 0x9E3779B97F4A7C15u;  // the fraction of the golden ratio
        half[1] += 0xBB67AE8584CAA73Bu;  // sqrt(3) - 1
        state = round_of(state, key_block(), round < 7);
    }
    Words out{};
    for (std::size_t i = 0; i < 16; ++i) out[i / 4] |= static_cast<std::uint32_t>(state[i]) << (8 * (i % 4));
    return out;
}

/// FIPS 197, appendix B: AES-128 with the key schedule of section 5.2.
Block encrypt(Block state, const Block& key) {
    std::array<std::array<std::uint8_t, 4>, 44> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i / 4][i % 4] = key[i];
    std::uint8_t constant = 1;
    for (std::size_t i = 4; i < 44; ++i) {
        std::array<std::uint8_t, 4> t = w[i - 1];
        if (i % 4 == 0) {
            t = {substitute(t[1]), substitute(t[2]), substitute(t[3]), substitute(t[0])};
            t[0] ^= constant;
            constant = times(constant, 2);
        }
        for (std::size_t k = 0; k < 4; ++k) w[i][k] = w[i - 4][k] ^ t[k];
    }
    const auto key_of = [&](std::size_t round) {
        Block out{};
        for (std::size_t i = 0; i < 16; ++i) out[i] = w[4 * round + i / 4][i % 4];
        return out;
    };
    for (std::size_t i = 0; i < 16; ++i) state[i] ^= key[i];
    for (std::size_t round = 1; round <= 10; ++round) state = round_of(state, key_of(round), round < 10);
    return state;
}

}  // namespace

TEST_CASE("ars: the oracle's rounds encrypt the example of FIPS 197") {
    const Block plain = {0x32, 0x43, 0xf6, 0xa8, 0x88, 0x5a, 0x30, 0x8d, 0x31, 0x31, 0x98, 0xa2, 0xe0, 0x37, 0x07, 0x34};
    const Block key = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    const Block cipher = {0x39, 0x25, 0x84, 0x1d, 0x02, 0xdc, 0x09, 0xfb, 0xdc, 0x11, 0x85, 0x97, 0x19, 0x6a, 0x0b, 0x32};
    CHECK(encrypt(plain, key) == cipher);
}

TEST_CASE("ars: the known answers that Random123 publishes for seven rounds") {
    const Words key = {1, 0, 0, 0};
    CHECK(stats::ars4x32_7({0x00000001, 0, 0, 0}, key) == Words{0x3523162b, 0xdc14d20c, 0x79184077, 0x72184193});
    CHECK(stats::ars4x32_7({0x00000100, 0, 0, 0}, key) == Words{0x6fb6e62d, 0x68b661a4, 0x6f1280f3, 0x22cdb932});
    CHECK(stats::ars4x32_7({0x00010000, 0, 0, 0}, key) == Words{0x55b66ba6, 0x0b73dfc4, 0xca2010ae, 0xad28d97e});
}

TEST_CASE("ars: equal to the oracle at Random123's three counters and keys, and at a thousand others") {
    const Words zeros = {}, ones = {~0u, ~0u, ~0u, ~0u};
    const Words pi = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, more_pi = {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89};
    CHECK(stats::ars4x32_7(zeros, zeros) == ars(zeros, zeros));
    CHECK(stats::ars4x32_7(ones, ones) == ars(ones, ones));
    CHECK(stats::ars4x32_7(pi, more_pi) == ars(pi, more_pi));
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const Words counter = stats::philox4x32_10({i, 0, 0, 0}, {1, 2}), key = stats::philox4x32_10({i, 1, 0, 0}, {1, 2});
        CHECK(stats::ars4x32_7(counter, key) == ars(counter, key));
    }
}

TEST_CASE("ars: its normals are those of its words, at the address of path, period, block and seed") {
    const std::uint64_t seed = 0x0123456789abcdef, path = 0xfedcba9876543210;
    const Words words = ars({0x76543210, 0xfedcba98, 7, 3}, {0x89abcdef, 0x01234567, 0, 0});
    const auto first = stats::normal_pair(seed, path, 7, 6, stats::Generator::ars);
    const auto second = stats::normal_pair(seed, path, 7, 7, stats::Generator::ars);
    CHECK((first.z0 < 0) == (words[1] >> 31 != 0));
    CHECK((first.z1 < 0) == ((words[1] & 1u) != 0));
    CHECK((second.z0 < 0) == (words[3] >> 31 != 0));
    const double u = (words[0] + 0.5) * 0x1p-32;
    CHECK(first.z0 * first.z0 + first.z1 * first.z1 == Approx(-2 * std::log(u)).epsilon(1e-9));
}

}  // namespace grdp
