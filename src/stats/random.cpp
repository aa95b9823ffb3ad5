#include "grdp/stats/random.hpp"

#include "grdp/stats/lanes/ars.hpp"
#include "grdp/stats/lanes/normals.hpp"

namespace grdp::stats {

namespace {

std::uint32_t low_word(std::uint64_t x) {
    return static_cast<std::uint32_t>(x);
}
std::uint32_t high_word(std::uint64_t x) {
    return static_cast<std::uint32_t>(x >> 32);
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c[2];
        c = {high_word(p1) ^ c[1] ^ key[0], low_word(p1), high_word(p0) ^ c[3] ^ key[1], low_word(p0)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return c;
}

std::array<std::uint32_t, 4> ars4x32_7(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 4> key) {
    const auto wide = [](std::uint32_t low, std::uint32_t high) { return low | (std::uint64_t{high} << 32); };
    const lanes::ArsWords w =
        lanes::ars4x32_7({{c[0], c[1], c[2], c[3]}}, wide(key[0], key[1]), wide(key[2], key[3]));
    return {w.w[0], w.w[1], w.w[2], w.w[3]};
}

UniformPair uniform_pair(std::uint64_t seed, std::uint64_t path, std::uint32_t period, std::uint32_t pair) {
    const auto lane = lanes::consecutive_paths(path);
    lanes::vf u0, u1;
    lanes::uniform_pair(lane.low, lane.high, period, pair, seed, u0, u1);
    return {u0[0], u1[0]};
}

NormalPair normal_pair(std::uint64_t seed, std::uint64_t path, std::uint32_t period, std::uint32_t pair, Generator generator) {
    if (generator == Generator::ars) {
        const auto words = ars4x32_7({low_word(path), high_word(path), period, pair / 2}, {low_word(seed), high_word(seed), 0, 0});
        const std::size_t first = pair % 2 == 0 ? 0 : 2;
        lanes::vf a, b;
        lanes::normals_of(lanes::splat(std::uint64_t{words[first]}), lanes::splat(std::uint64_t{words[first + 1]}), a, b);
        return {a[0], b[0]};
    }
    const auto lane = lanes::consecutive_paths(path);
    lanes::vf z0, z1;
    lanes::normal_pair(lane.low, lane.high, period, pair, seed, z0, z1);
    return {z0[0], z1[0]};
}

}  // namespace grdp::stats
